// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.annotations.SerializedName;
import com.google.gson.stream.JsonReader;
import dev.coldbrew.lambda.runtime.json.compat.JsonElementAdapter;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gson's trees as events and responses, whole and within beans. */
class JsonElementTest {

  /** A bean with a tree in it. */
  public record Order(String id, JsonElement details) {}

  /** Gson would name its property otherwise. */
  public record Annotated(@SerializedName("given-name") String name) {}

  @Test
  void treeIsEventAndResponse() {
    JsonObject event = (JsonObject) read(
        "{\"a\":1.50,\"b\":null,\"c\":[true,null,\"\\u20ac\",5000000000,{}]}", JsonElement.class);

    assertEquals("{\"a\":1.50,\"c\":[true,null,\"\u20ac\",5000000000,{}]}", written(event));
  }

  @Test
  void treeIsInABean() {
    Order order = (Order) read("{\"id\":\"1\",\"details\":{\"k\":[1]}}", Order.class);

    assertEquals(
        new JsonPrimitive(1),
        order.details().getAsJsonObject().getAsJsonArray("k").get(0));
    assertEquals("{\"id\":\"1\",\"details\":{\"k\":[1]}}", written(order));
  }

  @Test
  void nullIsAnElementButNoObject() {
    assertSame(JsonNull.INSTANCE, read("null", JsonElement.class));
    assertNull(read("null", JsonObject.class));
    assertEquals("null", written(JsonNull.INSTANCE));
  }

  @Test
  void elementOfAnotherKindIsRefused() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> read("[1]", JsonObject.class));

    assertEquals(
        "event cannot be read as com.google.gson.JsonObject: $: a JsonArray is not a"
            + " com.google.gson.JsonObject",
        e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{\"a\" 1}", "[1"})
  void textThatIsNotJsonIsRefused(String text) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> read(text, JsonElement.class));

    assertTrue(
        e.getMessage().startsWith("event cannot be read as com.google.gson.JsonElement: "),
        e.getMessage());
  }

  /** The process has to end then, which it does not after a refusal. */
  @Test
  void lackOfMemoryIsNoRefusal() {
    OutOfMemoryError full = new OutOfMemoryError("Java heap space");
    JsonReader in = new JsonReader(new Reader() {
      @Override
      public int read(char[] buffer, int offset, int length) {
        throw full;
      }

      @Override
      public void close() {}
    });

    assertSame(
        full,
        assertThrows(
            OutOfMemoryError.class, () -> new JsonElementAdapter(JsonElement.class).read(in)));
  }

  @Test
  void numberThatJsonDoesNotHaveIsRefused() {
    assertEquals(
        "response cannot be written as JSON: NaN is not a number in JSON",
        refusal(new JsonPrimitive(Double.NaN)));
  }

  @Test
  void treeThatContainsItselfIsRefused() {
    JsonArray array = new JsonArray();
    array.add(array);

    assertEquals(
        "response cannot be written as JSON: it is nested too deeply; does it refer to itself?",
        refusal(array));
  }

  @Test
  void annotationsOfGsonAreIgnoredAsByAws() {
    assertEquals("{\"name\":\"Ada\"}", written(new Annotated("Ada")));
    assertEquals("{\"name\":\"Ada\"}", Reference.write(new AnnotatedBean(), AnnotatedBean.class));
  }

  /** The same as a bean, since AWS's runtime reads no records. */
  public static class AnnotatedBean {
    @SerializedName("given-name")
    private final String name = "Ada";

    public String getName() {
      return name;
    }
  }

  private static Object read(String json, Class<?> type) {
    return Json.read(json.getBytes(StandardCharsets.UTF_8), type);
  }

  private static String refusal(Object response) {
    return assertThrows(IllegalArgumentException.class, () -> written(response)).getMessage();
  }

  private static String written(Object response) {
    return JsonText.of(Json.write(response, response.getClass()));
  }
}
