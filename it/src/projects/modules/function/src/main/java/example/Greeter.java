package example;

import example.greetings.Greeting;
import java.util.ServiceLoader;

public class Greeter {

  private final Greeting greeting = ServiceLoader.load(Greeting.class).findFirst().orElseThrow();

  public String greet(String name) {
    return greeting.to(name);
  }
}
