package example;

import java.util.List;
import java.util.Map;

/** Calls by reflection what depends on its caller. */
public class Reflective {

  public static class Named {
    private Class<?> type;

    public Class<?> getType() {
      return type;
    }

    public void setType(Class<?> type) {
      this.type = type;
    }
  }

  public List<Object> call(Named event) throws Exception {
    var found = Class.class.getMethod("forName", String.class).invoke(null, "example.Reflective");
    var invoke = List.class.getMethod("of", Object.class);
    return List.of(event, ((Class<?>) found).getName(), invoke.invoke(null, Map.of()));
  }
}
