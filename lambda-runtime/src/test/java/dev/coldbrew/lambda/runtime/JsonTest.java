package dev.coldbrew.lambda.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JsonTest {

  @ParameterizedTest
  @MethodSource("numbers")
  void numberInAMapIsOfTheNarrowestClass(String json, Number number) {
    Map<?, ?> map = (Map<?, ?>) Json.read("{\"n\":" + json + "}", Map.class);

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

  @Test
  void nullsAreDroppedFromObjectsAndKeptInLists() {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("none", null);
    answer.put("list", Arrays.asList(1, null));

    assertEquals("{\"list\":[1,null]}", new String(Json.write(answer, Map.class)));
  }

  @Test
  void immutableCollectionsAreWritten() {
    assertEquals("{\"a\":[1]}", new String(Json.write(Map.of("a", List.of(1)), Object.class)));
  }

  @Test
  void eventThatIsNotJsonIsTold() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Json.read("{\"name\"", Map.class));

    assertEquals(
        "event cannot be read as java.util.Map: End of input at line 1 column 8 path $.name",
        e.getMessage());
  }
}
