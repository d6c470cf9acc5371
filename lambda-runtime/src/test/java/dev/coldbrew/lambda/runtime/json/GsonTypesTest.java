package dev.coldbrew.lambda.runtime.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonSerializationContext;
import com.google.gson.JsonSerializer;
import com.google.gson.TypeAdapter;
import com.google.gson.annotations.JsonAdapter;
import com.google.gson.annotations.SerializedName;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Answers of classes that Gson writes, in its own way or by an adapter of the user's. */
class GsonTypesTest {

  private static final IllegalStateException NOT_READY = new IllegalStateException("not ready");

  /** What an adapter of the user's does with the writer. */
  interface Writing {
    void to(JsonWriter out) throws IOException;
  }

  /** Written as it says itself. */
  @JsonAdapter(AsItSays.class)
  record Custom(Writing writing) {}

  static class AsItSays extends TypeAdapter<Custom> {
    @Override
    public Custom read(JsonReader in) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void write(JsonWriter out, Custom value) throws IOException {
      value.writing().to(out);
    }
  }

  /** A bean of ours with a property of Gson's. */
  public record Bean(Custom a, int b) {}

  @Test
  void adapterOfTheUsersWritesEveryKindOfValue() {
    assertEquals(
        "{\"s\":\"\\\"\",\"t\":true,\"f\":false,\"l\":5000000000,\"d\":1.5,\"e\":2.5,"
            + "\"n\":10,\"j\":[ 1 ],\"a\":[null,null,null,null]}",
        written(out -> {
          out.beginObject();
          out.name("s").value("\"").name("t").value(true).name("f").value(Boolean.FALSE);
          out.name("l").value(5_000_000_000L).name("d").value(1.5).name("e").value(2.5f);
          out.name("n").value((Number) 10).name("j").jsonValue("[ 1 ]");
          out.name("a").beginArray();
          out.nullValue().value((String) null).value((Boolean) null).value((Number) null);
          out.endArray();
          out.flush();
          out.endObject();
        }));
  }

  @Test
  void nullIsLeftOutUnlessTheAdapterWantsIt() {
    assertEquals("{\"b\":1}", bean(out -> out.nullValue()));
    assertEquals("{\"a\":null,\"b\":1}", bean(out -> {
      out.setSerializeNulls(true);
      out.nullValue();
    }));
    assertEquals("{\"b\":1}", bean(out -> out.jsonValue(null)));
  }

  @Test
  void failureOfAnAdapterIsTold() {
    assertEquals("response cannot be written as JSON: disk gone", refusal(out -> {
      throw new IOException("disk gone");
    }));
    assertEquals("response cannot be written as JSON: not ready", refusal(out -> {
      out.beginObject();
      throw NOT_READY;
    }));
    assertEquals(0, NOT_READY.getSuppressed().length);
  }

  @Test
  void adapterThatWritesNoWholeValueIsRefused() {
    assertEquals(
        "response cannot be written as JSON: no value was written for 'a'",
        assertThrows(IllegalArgumentException.class, () -> bean(out -> {})).getMessage());
    assertEquals(
        "response cannot be written as JSON: no value was written for 'n'",
        refusal(out -> out.beginObject().name("n").endObject()));
    assertEquals(
        "response cannot be written as JSON: no value, or an object or array without its end",
        refusal(out -> out.beginArray()));
    assertEquals(
        "response cannot be written as JSON: no value, or an object or array without its end",
        refusal(out -> {}));
  }

  @Test
  void whatIsNoNumberInJsonIsRefused() {
    assertEquals(
        "response cannot be written as JSON: NaN is not a number in JSON",
        refusal(out -> out.value(Double.NaN)));
    assertEquals(
        "response cannot be written as JSON: -Infinity is not a number in JSON",
        refusal(out -> out.value(Float.NEGATIVE_INFINITY)));
  }

  /** Written as a tree, with a list that is not Gson's in it. */
  @JsonAdapter(AsTree.class)
  record Tree(List<String> names) {}

  static class AsTree implements JsonSerializer<Tree> {
    @Override
    public JsonElement serialize(Tree tree, Type type, JsonSerializationContext context) {
      JsonObject object = new JsonObject();
      object.add("names", context.serialize(tree.names()));
      return object;
    }
  }

  @Test
  void serializerOfTheUsersMakesATree() {
    assertEquals("{\"names\":[\"\u20ac\",\"b\"]}", json(new Tree(List.of("\u20ac", "b"))));
  }

  /** Gson's, with a list of ours of Gson's. */
  static class Node {
    @SerializedName("kids")
    List<Node> children = new ArrayList<>();
  }

  @Test
  void whatRefersToItselfThroughGsonsClassesAndOursIsTold() {
    Node self = new Node();
    self.children.add(self);
    JsonArray array = new JsonArray();
    array.add(array);
    String message =
        "response cannot be written as JSON: it is nested too deeply; does it refer to itself?";

    assertEquals(
        message, assertThrows(IllegalArgumentException.class, () -> json(self)).getMessage());
    assertEquals(
        message, assertThrows(IllegalArgumentException.class, () -> json(array)).getMessage());
  }

  private static String bean(Writing writing) {
    return json(new Bean(new Custom(writing), 1));
  }

  private static String written(Writing writing) {
    return json(new Custom(writing));
  }

  private static String refusal(Writing writing) {
    return assertThrows(IllegalArgumentException.class, () -> written(writing)).getMessage();
  }

  private static String json(Object answer) {
    return JsonText.of(Json.write(answer, answer.getClass()));
  }
}
