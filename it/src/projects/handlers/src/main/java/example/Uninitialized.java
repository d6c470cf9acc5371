package example;

import java.util.Map;

/** A handler whose init phase fails. */
public class Uninitialized {

  public Uninitialized() {
    throw new IllegalStateException("TABLE_NAME is not set");
  }

  public String handle(Map<String, Object> event) {
    return "not reached";
  }
}
