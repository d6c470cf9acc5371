package example.greetings;

public class Hello implements Greeting {
  @Override
  public String to(String name) {
    return "Hello, " + name + ", from " + Release.name() + "!";
  }
}
