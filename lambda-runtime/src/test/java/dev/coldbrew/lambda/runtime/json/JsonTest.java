// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.reflect.TypeToken;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the comparisons with AWS's serializer do not say: where we do more, and errors. */
class JsonTest {

  @ParameterizedTest
  @MethodSource("numbers")
  void numberInAMapIsOfTheNarrowestClass(String json, Number number) {
    Map<?, ?> map = (Map<?, ?>) read("{\"n\":" + json + "}", Map.class);

    assertEquals(number, map.get("n"));
  }

  static Stream<Arguments> numbers() {
    return Stream.of(
        Arguments.of("0", 0),
        Arguments.of("-1", -1),
        Arguments.of("2147483647", Integer.MAX_VALUE),
        Arguments.of("-2147483648", Integer.MIN_VALUE),
        Arguments.of("2147483648", 2147483648L),
        Arguments.of("9223372036854775807", Long.MAX_VALUE),
        Arguments.of("-9223372036854775808", Long.MIN_VALUE),
        Arguments.of("999999999999999999", 999999999999999999L),
        Arguments.of("9223372036854775808", new BigInteger("9223372036854775808")),
        Arguments.of("1.0", 1.0),
        Arguments.of("1e3", 1000.0),
        Arguments.of("1e400", Double.POSITIVE_INFINITY));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void errorNamesTheTypeThePlaceAndTheReason(String json, Type type, String message) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> read(json, type));

    assertEquals("event cannot be read as " + message, e.getMessage());
  }

  static Stream<Arguments> errors() {
    String beans = "dev.coldbrew.lambda.runtime.json.Beans$";
    return Stream.of(
        Arguments.of("", Map.class, "java.util.Map: End of input at line 1 column 1 path $"),
        Arguments.of(
            "{\"name\"", Map.class, "java.util.Map: End of input at line 1 column 8 path $.name"),
        Arguments.of(
            "{\"a\":[1,}",
            Map.class,
            "java.util.Map: Expected value at line 1 column 9 path $.a[1]"),
        Arguments.of("\"many\"", int.class, "int: $: \"many\" is not an int"),
        Arguments.of("3000000000", int.class, "int: $: \"3000000000\" is not an int"),
        Arguments.of(
            "1e999999999",
            BigInteger.class,
            "java.math.BigInteger: $: \"1e999999999\" is not a java.math.BigInteger"),
        Arguments.of(
            "{}", String.class, "java.lang.String: $: an object is not a java.lang.String"),
        Arguments.of(
            "{\"beans\":[{},{\"XCoord\":\"many\"}]}",
            Beans.Scalars.class,
            beans + "Scalars: $.beans[1].XCoord: \"many\" is not an int"),
        Arguments.of(
            "{\"beans\":[{},7]}",
            Beans.Scalars.class,
            beans + "Scalars: $.beans[1]: a number is not a " + beans + "Naming"),
        Arguments.of(
            "{\"map\":{\"a\":true}}",
            Beans.Scalars.class,
            beans + "Scalars: $.map.a: \"true\" is not a java.lang.Integer"),
        Arguments.of(
            "{\"byNumber\":{\"a\":true}}",
            Beans.Scalars.class,
            beans + "Scalars: $.byNumber.a: key \"a\" is not a java.lang.Integer"),
        Arguments.of(
            "{\"instant\":\"soon\"}",
            Beans.Scalars.class,
            beans + "Scalars: $.instant: \"soon\" is not a java.time.Instant"),
        Arguments.of(
            "{\"a\":1,\"b\":2}",
            Map.Entry.class,
            "java.util.Map$Entry: $: an entry is an object of one property"),
        tooLong(BigDecimal.class),
        tooLong(Instant.class),
        tooLong(Duration.class),
        tooLong(OffsetDateTime.class),
        tooLong(ZonedDateTime.class),
        Arguments.of(
            "{\"bean\":[{},{}]}",
            Beans.Scalars.class,
            beans + "Scalars: $.bean[0]: more than one value where one is expected"),
        Arguments.of(
            "{\"age\":-1}",
            Beans.Refusing.class,
            beans + "Refusing: $.age: " + beans
                + "Refusing.setAge threw java.lang.IllegalArgumentException: age is negative"),
        Arguments.of(
            "{}", Beans.Animal.class, beans + "Animal: $: " + beans + "Animal is abstract"));
  }

  /** Reading it would take time by the square of its length. */
  private static Arguments tooLong(Class<?> type) {
    String shown = "1".repeat(100) + "...\" is not a " + type.getName();
    return Arguments.of("1".repeat(1001), type, type.getName() + ": $: \"" + shown);
  }

  @Test
  void eventThatIsNotUtf8IsReported() {
    byte[] event = {'"', (byte) 0xc3, '"'};

    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Json.read(event, String.class));

    assertEquals("event cannot be read as java.lang.String: not UTF-8 at byte 1", e.getMessage());
  }

  @Test
  void eventNestedToTheLimitIsRead() {
    assertInstanceOf(List.class, read("[".repeat(1000) + "]".repeat(1000), Object.class));
  }

  @Test
  void eventNestedTooDeeplyIsReported() {
    String event = "[".repeat(100_000);

    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> read(event, Object.class));

    assertEquals(
        "event cannot be read as java.lang.Object: Nesting limit 1000 reached at line 1 column 1002",
        e.getMessage().substring(0, e.getMessage().indexOf(" path")));
  }

  @Test
  void responseThatRefersToItselfIsReported() {
    List<Object> answer = new ArrayList<>();
    answer.add(answer);

    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Json.write(answer, Object.class));

    assertEquals(
        "response cannot be written as JSON: it is nested too deeply; does it refer to itself?",
        e.getMessage());
  }

  @Test
  void responseMayBeNestedDeeperThanAnEvent() {
    Object lists = 1;
    Object maps = 1;
    Beans.Node beans = new Beans.Node();
    for (int i = 0; i < 1200; i++) {
      lists = Collections.singletonList(lists);
      maps = Collections.singletonMap("k", maps);
      Beans.Node outer = new Beans.Node();
      outer.next = beans;
      beans = outer;
    }

    assertEquals("[".repeat(1200) + 1 + "]".repeat(1200), write(lists));
    assertEquals("{\"k\":".repeat(1200) + 1 + "}".repeat(1200), write(maps));
    assertEquals("{\"next\":".repeat(1200) + "{}" + "}".repeat(1200), write(beans));
  }

  private static String write(Object answer) {
    return JsonText.of(Json.write(answer, Object.class));
  }

  @Test
  void beanThatRefersToItselfIsReported() {
    Beans.Node answer = new Beans.Node();
    answer.next = answer;

    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Json.write(answer, Beans.Node.class));

    assertEquals(
        "response cannot be written as JSON: it is nested too deeply; does it refer to itself?",
        e.getMessage());
  }

  @Test
  void beansNestedToTheLimitAreRead() {
    String event = "{\"next\":".repeat(999) + "{}" + "}".repeat(999);

    Beans.Node node = (Beans.Node) read(event, Beans.Node.class);

    assertEquals(event, JsonText.of(Json.write(node, Beans.Node.class)));
  }

  @Test
  void getterThatThrowsIsReported() {
    IllegalArgumentException e = assertThrows(
        IllegalArgumentException.class,
        () -> Json.write(new Beans.Refusing(), Beans.Refusing.class));

    assertEquals(
        "response cannot be written as JSON: dev.coldbrew.lambda.runtime.json.Beans$Refusing.getAge"
            + " threw java.lang.IllegalStateException: age is unknown",
        e.getMessage());
  }

  @Test
  void nullKeyIsReported() {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put(null, 1);

    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Json.write(answer, Map.class));

    assertEquals("response cannot be written as JSON: a map has a null key", e.getMessage());
  }

  @Test
  void recordIsRead() {
    assertEquals(
        new Beans.Point(1, Optional.of("here"), List.of(Instant.ofEpochSecond(5))),
        read("{\"x\":\"1\",\"label\":\"here\",\"times\":[5]}", Beans.Point.class));
  }

  @Test
  void whatARecordLacksIsZeroEmptyOrNull() {
    assertEquals(new Beans.Point(0, Optional.empty(), null), read("{}", Beans.Point.class));
  }

  @Test
  void classIsReadByTheConstructorOfItsFields() {
    Beans.Value value =
        (Beans.Value) read("{\"days\":[\"2026-11-22\"],\"name\":\"n\"}", Beans.Value.class);

    assertEquals("n", value.getName());
    assertEquals(List.of(LocalDate.of(2026, 11, 22)), value.getDays());
  }

  @Test
  void mapsAndListsOfAnEventCanBeChanged() {
    Map<?, ?> event = (Map<?, ?>) read("{\"b\":{},\"a\":[]}", Map.class);

    assertSame(LinkedHashMap.class, event.getClass());
    assertSame(LinkedHashMap.class, event.get("b").getClass());
    assertSame(ArrayList.class, event.get("a").getClass());
  }

  @Test
  void ofAKeyThatComesTwiceTheLastValueStays() {
    assertEquals(Map.of("a", 2), read("{\"a\":1,\"a\":2}", Map.class));
  }

  @Test
  void localeIsReadAsItIsWritten() {
    assertEquals(Locale.GERMANY, read("\"de_DE\"", Locale.class));
  }

  @Test
  void nullForAPrimitiveIsZero() {
    assertEquals(0, read("null", int.class));
    assertNull(read("null", Integer.class));
  }

  @Test
  void largeResponseOfEveryKindOfCharacterIsWritten() {
    String text = "a\u00e4\u20ac\ud83d\ude00".repeat(200_000);

    String json = JsonText.of(Json.write(Arrays.asList(text, text), Object.class));

    assertEquals(List.of(text, text), read(json, new TypeToken<List<String>>() {}.getType()));
  }

  @Test
  void largeEventOfEveryKindOfCharacterIsRead() {
    String text = "a\u00e4\u20ac\ud83d\ude00".repeat(200_000);

    assertEquals(text, read('"' + text + '"', String.class));
  }

  /** A bean that needs more memory than there is. */
  public static class Greedy {

    private final int size;

    public Greedy() {
      this(0);
    }

    Greedy(int size) {
      this.size = size;
    }

    public int getSize() {
      throw new OutOfMemoryError("in the getter");
    }

    public void setSize(int size) {
      throw new OutOfMemoryError("in the setter of " + this.size);
    }
  }

  /** Its constructor fails. */
  public record GreedyRecord(int size) {

    public GreedyRecord {
      throw new OutOfMemoryError("in the constructor");
    }
  }

  @Test
  void errorOfTheJvmInAUsersClassStaysWhatItIs() {
    assertEquals(
        "in the setter of 0",
        assertThrows(OutOfMemoryError.class, () -> read("{\"size\":1}", Greedy.class))
            .getMessage());
    assertEquals(
        "in the constructor",
        assertThrows(OutOfMemoryError.class, () -> read("{\"size\":1}", GreedyRecord.class))
            .getMessage());
    assertEquals(
        "in the getter",
        assertThrows(OutOfMemoryError.class, () -> AnswersTest.write(new Greedy(1), Greedy.class))
            .getMessage());
  }

  private static Object read(String json, Type type) {
    return Json.read(json.getBytes(StandardCharsets.UTF_8), type);
  }
}
