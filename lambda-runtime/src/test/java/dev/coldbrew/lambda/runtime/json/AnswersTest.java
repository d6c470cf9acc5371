// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonParser;
import com.google.gson.reflect.TypeToken;
import java.io.File;
import java.io.Serializable;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.AbstractMap;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Collections;
import java.util.Currency;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.GregorianCalendar;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.datatype.DatatypeFactory;
import javax.xml.namespace.QName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers, side by side with AWS's serializer. */
class AnswersTest {

  private static final DatatypeFactory XML_TIMES = DatatypeFactory.newDefaultInstance();

  @ParameterizedTest(name = "[{index}] {0}")
  @MethodSource("answers")
  void responseIsWrittenAsByAws(String name, Supplier<Object> answer, Type declared) {
    String expected = Reference.write(answer.get(), declared);

    assertEquals(
        JsonParser.parseString(expected), JsonParser.parseString(write(answer.get(), declared)));
  }

  @ParameterizedTest(name = "[{index}] {0}")
  @MethodSource("texts")
  void textIsTheSameToTheLetter(Object answer) {
    assertEquals(Reference.write(answer, Object.class), write(answer, Object.class));
  }

  static Stream<Object> texts() {
    return Stream.of(
        "",
        "plain",
        IntStream.range(0, 0x300).mapToObj(Character::toString).collect(Collectors.joining()),
        "\u2027\u2028\u2029\u202a\uffff",
        Map.of("na\"me\n\u0001\u2028", "a property's name, too"),
        "\" \\ / \b \f \n \r \t",
        "\u00e4\u20ac",
        "\ud83d\ude00 emoji",
        "lone \ud83d high",
        "lone \ude00 low",
        "\u007f<>&='",
        Arrays.asList("x", null, 1, 1.5, true),
        0,
        -1,
        Long.MIN_VALUE,
        1.0,
        1e10,
        1e-7,
        -0.0,
        Double.NaN,
        Double.NEGATIVE_INFINITY,
        1.5f,
        Float.POSITIVE_INFINITY,
        new BigDecimal("1.50"),
        new BigDecimal("1E+3"),
        new BigInteger("123456789012345678901234567890"),
        'x',
        new byte[] {1, 2, -3},
        new Beans.Naming(),
        new Beans.Square(2, "s"));
  }

  static Stream<Arguments> answers() {
    Map<String, Object> nulls = new LinkedHashMap<>();
    nulls.put("none", null);
    nulls.put("list", Arrays.asList(1, null));
    nulls.put("empty", Optional.empty());
    return Stream.of(
        of(new Beans.Naming()),
        of(new Beans.Fields()),
        of(new Beans.Scalars()),
        of(new Beans.Drawing()),
        of(new Beans.Empty()),
        of(new Beans.Dog()),
        as("abstract", new Beans.Dog(), Beans.Animal.class),
        as("sealed", new Beans.Square(1, "q"), Beans.Shape.class),
        as(
            "list of sealed",
            List.of(new Beans.Square(1, "q")),
            new TypeToken<List<Beans.Shape>>() {}.getType()),
        as(
            "map of sealed",
            Map.of("a", new Beans.Square(1, "q")),
            new TypeToken<Map<String, Beans.Shape>>() {}.getType()),
        as("array of sealed", new Beans.Shape[] {new Beans.Circle(1)}, Beans.Shape[].class),
        of(new Beans.Square(4, null)),
        of(new Beans.Point(1, Optional.of("l"), List.of(Instant.ofEpochSecond(1, 2)))),
        of(new Beans.Value("n", List.of(LocalDate.of(2026, 11, 22)))),
        of(new Beans.Days()),
        of(new Beans.Walkable()),
        of(new java.sql.Date(1700000000000L)),
        of(new java.sql.Timestamp(1700000000123L)),
        of(java.sql.Time.valueOf("01:02:03")),
        of(new Beans.Overloads()),
        of(nulls),
        of(new Object()),
        as(
            "anonymous",
            new Object() {
              public int getX() {
                return 1;
              }
            },
            Object.class),
        of(Beans.Color.GREEN),
        of(Map.of(Beans.Color.GREEN, 1)),
        of(Map.of(1, 2)),
        of(Map.of(UUID.fromString("7d444840-9dc0-11d1-b245-5ffdce74fad2"), 2)),
        of(Map.of(LocalDate.of(2026, 1, 2), 2)),
        of(Map.of(Instant.ofEpochSecond(5), 2)),
        of(Map.of(new Date(1234567), 2)),
        of(Map.of(String.class, 2)),
        of(new EnumMap<>(Map.of(Beans.Color.GREEN, 1))),
        as("raw enum set", EnumSet.allOf(Beans.Color.class), EnumSet.class),
        as("any enum set", EnumSet.allOf(Beans.Color.class), Object.class),
        of(EnumSet.allOf(Beans.Color.class)),
        of(Map.of(new byte[] {1, -1}, 2)),
        of(Map.of(ZonedDateTime.of(2026, 1, 2, 3, 4, 0, 0, ZoneId.of("Europe/Paris")), 2)),
        of(Map.of(OffsetDateTime.of(2026, 1, 2, 3, 4, 0, 0, ZoneOffset.UTC), 2)),
        of(Map.of(calendar(), 2)),
        of(Map.of(new Beans.OwnZone(), 2)),
        of(Map.of(new java.sql.Date(5), 2)),
        of(Map.of(java.sql.Time.valueOf("01:02:03"), 2)),
        of(Map.of(new java.sql.Timestamp(5), 2)),
        as(
            "date by its interface",
            Map.of(new Date(5), 2),
            new TypeToken<Map<Comparable<?>, Integer>>() {}.getType()),
        of(Map.entry("k", 1)),
        of(new Beans.Entry()),
        of(new AbstractMap.SimpleEntry<>(Beans.Color.RED, new Date(5))),
        of(List.of(new Beans.Entry())),
        of(new QName("urn:x", "local", "p")),
        of(XML_TIMES.newDuration("P1DT2M")),
        of(XML_TIMES.newXMLGregorianCalendar("2026-11-22T01:02:03.004+02:00")),
        of(XML_TIMES.newXMLGregorianCalendar("2026-11-22")),
        of(List.of(XML_TIMES.newDuration("-PT1.5S"))),
        of(ownCalendar()),
        of(List.of(ownCalendar())),
        of(new Beans.OwnZone()),
        of(Optional.empty()),
        of(Optional.of("x")),
        of(OptionalInt.of(1)),
        of(OptionalInt.empty()),
        of(OptionalLong.of(1)),
        of(OptionalDouble.of(1)),
        of(new AtomicInteger(3)),
        of(new AtomicLong(3)),
        of(new AtomicBoolean(true)),
        of(new AtomicReference<>("r")),
        of(new AtomicReference<>()),
        of(new LongAdder()),
        of(Instant.ofEpochSecond(1700000000, 123456789)),
        of(Instant.ofEpochSecond(0)),
        of(Instant.ofEpochSecond(-5, 1)),
        of(Instant.ofEpochSecond(-1, 500_000_000)),
        of(Instant.ofEpochSecond(5)),
        of(LocalDate.of(2026, 11, 22)),
        of(LocalDateTime.of(2026, 11, 22, 1, 2)),
        of(LocalDateTime.of(2026, 11, 22, 1, 2, 3)),
        of(LocalDateTime.of(2026, 11, 22, 1, 2, 0, 4)),
        of(LocalTime.of(1, 2)),
        of(LocalTime.of(1, 2, 3, 4)),
        of(ZonedDateTime.of(2026, 11, 22, 1, 2, 3, 4, ZoneId.of("Europe/Paris"))),
        of(OffsetDateTime.of(2026, 11, 22, 1, 2, 3, 4, ZoneOffset.ofHours(2))),
        of(OffsetTime.of(1, 2, 3, 4, ZoneOffset.ofHours(2))),
        of(Duration.ofSeconds(90, 5)),
        of(Duration.ofSeconds(-90)),
        of(Duration.ofMillis(-1500)),
        of(Duration.ofMillis(-500)),
        of(Duration.ofNanos(-1)),
        of(Duration.ofSeconds(Long.MIN_VALUE + 1, 999_999_999)),
        of(Duration.ZERO),
        of(Period.of(1, 2, 3)),
        of(Year.of(2026)),
        of(YearMonth.of(2026, 11)),
        of(MonthDay.of(11, 22)),
        of(Month.MAY),
        of(DayOfWeek.MONDAY),
        of(ZoneId.of("Europe/Paris")),
        of(ZoneOffset.ofHours(2)),
        of(new Date(1700000000123L)),
        of(calendar()),
        of(UUID.fromString("7d444840-9dc0-11d1-b245-5ffdce74fad2")),
        of(URI.create("http://127.0.0.1/a?b")),
        of(url()),
        of(new File("/tmp/x")),
        of(Path.of("/tmp/x")),
        of(Locale.GERMANY),
        of(Locale.ENGLISH),
        of(Currency.getInstance("EUR")),
        of(TimeZone.getTimeZone("Europe/Paris")),
        of(Pattern.compile("a+")),
        of(StandardCharsets.UTF_8),
        of(String.class),
        of(new StringBuilder("sb")),
        of(new StringBuffer("sb")),
        of(ByteBuffer.wrap(new byte[] {1, 2, 3})),
        of(new byte[] {1, -1}),
        of(new char[] {'a', 'b'}),
        of(new int[] {1, 2}),
        of(new double[] {1, Double.NaN}),
        of(new String[] {"a", null}),
        of(new int[][] {{1}, {}}),
        of(new ArrayDeque<>(List.of(1, 2))),
        of(Collections.unmodifiableCollection(List.of(1))),
        supplied("iterator", () -> List.of(1, 2).iterator(), Object.class),
        supplied("stream", () -> Stream.of(1, 2), Object.class),
        supplied("int stream", () -> IntStream.of(1, 2), Object.class),
        supplied(
            "iterable", () -> (Iterable<Integer>) () -> List.of(1, 2).iterator(), Iterable.class),
        supplied(
            "declared iterator",
            () -> List.of(1, 2).iterator(),
            new TypeToken<Iterator<Integer>>() {}.getType()),
        supplied(
            "iterator of what is declared shorter",
            () -> List.of(new Beans.Dog()).iterator(),
            new TypeToken<Iterator<Beans.Animal>>() {}.getType()),
        supplied(
            "stream of what is declared shorter",
            () -> Stream.of(new Beans.Dog()),
            new TypeToken<Stream<Beans.Animal>>() {}.getType()),
        supplied(
            "declared stream",
            () -> Stream.of(1, 2),
            new TypeToken<Stream<Integer>>() {}.getType()),
        of(new Throwable("t", null, true, false) {
          private static final long serialVersionUID = 1;
        }),
        of(new IllegalStateException("outer", new RuntimeException("inner"))),
        of(Thread.State.NEW),
        as("int", 1, int.class),
        as("boolean", true, boolean.class),
        as("char", 'c', char.class),
        as("double", 0.1, double.class),
        as("number", 1L, Number.class),
        as("char sequence", new StringBuilder("x"), CharSequence.class),
        as("comparable", "x", Comparable.class),
        as("serializable", "x", Serializable.class),
        as("null", null, String.class));
  }

  private static Calendar calendar() {
    Calendar calendar = new GregorianCalendar(TimeZone.getTimeZone("UTC"));
    calendar.setTimeInMillis(1700000000123L);
    return calendar;
  }

  private static Calendar ownCalendar() {
    Calendar calendar = new Beans.OwnCalendar();
    calendar.setTimeInMillis(1700000000123L);
    return calendar;
  }

  private static URL url() {
    try {
      return URI.create("http://127.0.0.1/a").toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Arguments of(Object answer) {
    return as(answer.getClass().getName() + " " + answer, answer, answer.getClass());
  }

  private static Arguments as(String name, Object answer, Type declared) {
    return supplied(name, () -> answer, declared);
  }

  private static Arguments supplied(String name, Supplier<Object> answer, Type declared) {
    return Arguments.of(name, answer, declared);
  }

  static String write(Object answer, Type declared) {
    return JsonText.of(Json.write(answer, declared));
  }
}
