package example;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What events and answers can be besides objects of a class. */
public class Values {

  public int sum(List<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).sum();
  }

  public double half(double number) {
    return number / 2;
  }

  public boolean not(boolean value) {
    return !value;
  }

  public JsonElement last(JsonArray array) {
    return array.get(array.size() - 1);
  }

  public Map<String, String> types(Map<String, Object> event) {
    var types = new TreeMap<String, String>();
    event.forEach((name, value) -> types.put(name, value.getClass().getSimpleName()));
    return types;
  }

  public String echo(String event) {
    System.out.println(event);
    return event;
  }

  public void nothing(String event) {}
}
