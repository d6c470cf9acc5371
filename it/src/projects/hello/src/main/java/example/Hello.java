package example;

import java.util.Map;

public class Hello {

  public String hello(Map<String, Object> event) {
    var name = event.get("name");
    if (name == null) {
      throw new IllegalArgumentException("No name supplied!");
    }
    return "Hello, " + name + "!";
  }
}
