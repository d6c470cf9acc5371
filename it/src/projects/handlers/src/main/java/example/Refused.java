package example;

import java.util.List;
import java.util.Map;

/** Handlers that cannot be called. */
public class Refused {

  private final String table;

  public Refused(String table) {
    this.table = table;
  }

  public String needsAnArgument(Map<String, Object> event) {
    return table;
  }

  public static String twice(Map<String, Object> event) {
    return "a map";
  }

  public static String twice(List<Object> event) {
    return "a list";
  }

  static String notPublic(Map<String, Object> event) {
    return "never called";
  }

  static class Hidden {
    public static String handle(Map<String, Object> event) {
      return "never called";
    }
  }
}
