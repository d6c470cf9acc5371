package ${package};

import java.util.Map;

/** Says hello to the name in an event. */
public class Hello {

  public String hello(Map<String, Object> event) {
    var name = event.get("name");
    if (name == null) {
      throw new IllegalArgumentException("No name supplied!");
    }
    return "Hello, " + name + "!";
  }
}
