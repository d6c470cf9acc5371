// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.reflect.TypeToken;
import dev.coldbrew.lambda.runtime.json.Beans.Color;
import dev.coldbrew.lambda.runtime.json.Beans.Days;
import dev.coldbrew.lambda.runtime.json.Beans.Drawing;
import dev.coldbrew.lambda.runtime.json.Beans.Empty;
import dev.coldbrew.lambda.runtime.json.Beans.Fields;
import dev.coldbrew.lambda.runtime.json.Beans.Holder;
import dev.coldbrew.lambda.runtime.json.Beans.Names;
import dev.coldbrew.lambda.runtime.json.Beans.Naming;
import dev.coldbrew.lambda.runtime.json.Beans.Overloads;
import dev.coldbrew.lambda.runtime.json.Beans.Page;
import dev.coldbrew.lambda.runtime.json.Beans.Registry;
import dev.coldbrew.lambda.runtime.json.Beans.Scalars;
import java.io.File;
import java.io.Serializable;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
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
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Collection;
import java.util.Currency;
import java.util.Date;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.datatype.XMLGregorianCalendar;
import javax.xml.namespace.QName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Events, side by side with AWS's serializer. */
class EventsTest {

  /** What a client may send for any type. Lambda itself refuses what is not JSON. */
  private static final String[] TEXTS = {
    "1",
    "0",
    "-1",
    "12.9",
    "-12.9",
    "1e3",
    "1.50",
    "300",
    "128",
    "40000",
    "3000000000",
    "1e400",
    "123456789012345678901234567890",
    "true",
    "false",
    "null",
    "\"\"",
    "\" \"",
    "\"12\"",
    "\" 12 \"",
    "\"12.5\"",
    "\"1e3\"",
    "\"true\"",
    "\"True\"",
    "\"TRUE\"",
    "\"tRUE\"",
    "\"x\"",
    "\"xy\"",
    "\"NaN\"",
    "\"Infinity\"",
    "\"-INF\"",
    "\"null\"",
    "\"RED\"",
    "\" RED \"",
    "\"red\"",
    "\"01\"",
    "[]",
    "[1]",
    "[1,2]",
    "[[1]]",
    "[null]",
    "[\"x\"]",
    "[\"\"]",
    "{}",
    "{\"x\":1}",
    "{\"1\":1,\"1\":2}",
    "\"AQID\"",
    "\"AQIDBAUG\\r\\nBwg=\\n\"",
    "\"AQID BAUG\"",
    "\"A-_D\"",
    "-0",
    "[-1,1,1]",
    "[12026,11,22]",
    "\"\\u0000\"",
    "\"{urn:x}local\"",
    "99",
    "[true]",
    "'single'",
    "\"PT1M\"",
    "\"P1D\"",
    "1700000000",
    "1700000000.123456789",
    "-5.000000001",
    "-5.5",
    "-0.5",
    "-0.000000001",
    "-1700000000.25",
    "\"PT-1.5S\"",
    "\"PT-0.5S\"",
    "\"-PT1M1.5S\"",
    "\"PT1M-1.5S\"",
    "\"2026-11-22T01:02:03+00\"",
    "\"2026-11-22T01:02:03+0200[Europe/Paris]\"",
    "\"1700000000\"",
    "\"1700000000.5\"",
    "\"2026-11-22\"",
    "\"2026-11-22T01:02:03Z\"",
    "\"2026-11-22T01:02:03.004Z\"",
    "\"2026-11-22T01:02:03\"",
    "\"2026-11-22T01:02:03+02:00\"",
    "\"2026-11-22T01:02:03+0200\"",
    "\"2026-11-22T01:02:03+02:00[Europe/Paris]\"",
    "\"01:02\"",
    "\"01:02:03.5\"",
    "\"2026-11\"",
    "\"2026\"",
    "\"--11-22\"",
    "\"01:02+02:00\"",
    "\"Sun, 22 Nov 2026 01:02:03 GMT\"",
    "[2026,11,22]",
    "[2026,11]",
    "[2026,11,22,1,2]",
    "[2026,11,22,1,2,3]",
    "[2026,11,22,1,2,3,4]",
    "[2026,11,22,1,2,3,4000]",
    "[1,2,3]",
    "[1,2,3,4]",
    "[1,2,\"+02:00\"]",
    "[1,2,3,\"+02:00\"]",
    "\"7d444840-9dc0-11d1-b245-5ffdce74fad2\"",
    "\"http://127.0.0.1/a\"",
    "\"de-DE\"",
    "\"de_DE\"",
    "\"EUR\"",
    "\"int\"",
    "\"2026-02-30\"",
    "\"2026-11-22T24:00:00Z\"",
    "\"2026-11-22T24:00\"",
    "\"2026-11-22 01:02:03\"",
    "\"en\"",
    "\"en_US_POSIX\"",
    "\"zh_TW_#Hant\"",
    "\"zh__#Hant\"",
    "\"zh-TW\"",
    "\"_US\"",
    "\"7d444840-9dc0-11d1\"",
    "\"UTF-8\"",
    "\"Europe/Paris\"",
    "\"/tmp/x\"",
    "\"java.lang.String\"",
    "\"file:///tmp/x\"",
    "{\"a\":true,\"URL\":\"v\",\"url\":\"w\",\"XCoord\":\"5\",\"xcoord\":6,\"active\":null,\"maybe\":\"true\",\"iD\":7,\"unknown\":{\"x\":[1]}}",
    "{\"RED\":1}",
    "{\"NONE\":1}",
    "{\"a\":null}",
    "{\"2026-11-22\":[1]}",
  };

  /** Where AWS reads something else, which should not matter. */
  private static final Set<String> WANTED = Set.of(
      "java.time.OffsetTime [1]",
      "java.time.MonthDay [1,2]",
      "char[] []",
      "char[] [null]",
      "chars []",
      "chars [null]");

  @ParameterizedTest
  @MethodSource("types")
  void eventIsReadAsByAws(Type type) {
    List<String> differences = new ArrayList<>();
    for (String text : TEXTS) {
      compare(type.getTypeName() + " " + text, text, type, differences);
    }

    assertEquals(List.of(), differences);
  }

  @ParameterizedTest
  @MethodSource("classes")
  void keyIsReadAsByAws(Class<?> type) {
    Type map = TypeToken.getParameterized(Map.class, box(type), Integer.class).getType();
    List<String> differences = new ArrayList<>();
    for (String text : TEXTS) {
      if (text.startsWith("\"")) {
        compare("key " + type.getTypeName() + " " + text, "{" + text + ":1}", map, differences);
      }
    }

    assertEquals(List.of(), differences);
  }

  @ParameterizedTest
  @MethodSource("classes")
  void whatIsReadIsOfItsType(Class<?> type) {
    List<String> others = new ArrayList<>();
    for (String text : TEXTS) {
      try {
        Object value = read(text, type);
        if (value != null && !box(type).isInstance(value)) {
          others.add(text + " is a " + value.getClass());
        }
      } catch (IllegalArgumentException e) {
        // read as nothing is right for its type as well
      }
    }

    assertEquals(List.of(), others);
  }

  static Stream<Class<?>> classes() {
    return types().filter(Class.class::isInstance).map(type -> (Class<?>) type);
  }

  private static Class<?> box(Class<?> type) {
    return MethodType.methodType(type).wrap().returnType();
  }

  @ParameterizedTest
  @MethodSource("properties")
  void propertyIsReadAsByAws(String property) {
    List<String> differences = new ArrayList<>();
    for (String text : TEXTS) {
      String json = "{\"" + property + "\":" + text + "}";
      compare(property + " " + text, json, Scalars.class, differences);
    }

    assertEquals(List.of(), differences);
  }

  static Stream<String> properties() {
    return Stream.of(Scalars.class.getFields()).map(Field::getName);
  }

  private static void compare(String name, String json, Type type, List<String> differences) {
    String expected;
    try {
      expected = describe(Reference.read(json, type));
    } catch (RuntimeException e) {
      expected = null; // where AWS refuses we may do better
    }
    String actual;
    try {
      actual = describe(read(json, type));
    } catch (IllegalArgumentException e) {
      actual = e.getMessage();
    }
    if (expected != null && !expected.equals(actual) && !WANTED.contains(name)) {
      differences.add(name + " is " + expected + " but was " + actual);
    }
  }

  /** The class, and the value as AWS would write it. */
  private static String describe(Object value) {
    try {
      return value == null
          ? "null"
          : value.getClass().getName() + " " + Reference.write(value, Object.class);
    } catch (RuntimeException e) { // a map with a null key, for an unknown constant of an enum
      return e.getMessage();
    }
  }

  static Stream<Type> types() {
    return Stream.of(
        int.class,
        Integer.class,
        long.class,
        Long.class,
        short.class,
        Short.class,
        byte.class,
        Byte.class,
        double.class,
        Double.class,
        float.class,
        Float.class,
        boolean.class,
        Boolean.class,
        char.class,
        Character.class,
        String.class,
        BigDecimal.class,
        BigInteger.class,
        Number.class,
        Object.class,
        Color.class,
        Serializable.class,
        ArrayBlockingQueue.class,
        QName.class,
        XMLGregorianCalendar.class,
        javax.xml.datatype.Duration.class,
        Map.Entry.class,
        new TypeToken<Map.Entry<Color, Integer>>() {}.getType(),
        new TypeToken<Map.Entry<String, Naming>>() {}.getType(),
        new TypeToken<Map.Entry<LocalDate, List<Integer>>>() {}.getType(),
        new TypeToken<Map<byte[], Integer>>() {}.getType(),
        new TypeToken<Map<Beans.Key, Integer>>() {}.getType(),
        new TypeToken<Map<Beans.MadeKey, Integer>>() {}.getType(),
        new TypeToken<Page<Map.Entry<String, Naming>>>() {}.getType(),
        Void.class,
        Void[].class,
        new TypeToken<List<Void>>() {}.getType(),
        new TypeToken<Map<String, Void>>() {}.getType(),
        new TypeToken<Optional<Void>>() {}.getType(),
        byte[].class,
        char[].class,
        int[].class,
        String[].class,
        new TypeToken<List<String>>() {}.getType(),
        new TypeToken<List<Integer>>() {}.getType(),
        new TypeToken<Set<Color>>() {}.getType(),
        new TypeToken<Map<String, Integer>>() {}.getType(),
        Map.class,
        List.class,
        new TypeToken<Map<Color, Integer>>() {}.getType(),
        new TypeToken<Map<Integer, Integer>>() {}.getType(),
        new TypeToken<EnumMap<Color, Integer>>() {}.getType(),
        new TypeToken<SortedMap<LocalDate, List<Integer>>>() {}.getType(),
        HashMap.class,
        TreeMap.class,
        ConcurrentMap.class,
        ConcurrentHashMap.class,
        NavigableMap.class,
        Registry.class,
        Properties.class,
        java.sql.Timestamp.class,
        java.sql.Date.class,
        Names.class,
        Collection.class,
        Iterable.class,
        Set.class,
        SortedSet.class,
        Queue.class,
        Deque.class,
        LinkedList.class,
        TreeSet.class,
        HashSet.class,
        ArrayDeque.class,
        CopyOnWriteArrayList.class,
        new TypeToken<EnumSet<Color>>() {}.getType(),
        AbstractList.class,
        AbstractMap.class,
        Naming.class,
        new TypeToken<Optional<Integer>>() {}.getType(),
        new TypeToken<Optional<String>>() {}.getType(),
        new TypeToken<Optional<Optional<String>>>() {}.getType(),
        new TypeToken<Optional<OptionalInt>>() {}.getType(),
        new TypeToken<AtomicReference<Optional<String>>>() {}.getType(),
        new TypeToken<IdentityHashMap<String, Integer>>() {}.getType(),
        Locale.class,
        OptionalInt.class,
        OptionalLong.class,
        OptionalDouble.class,
        AtomicInteger.class,
        AtomicLong.class,
        AtomicBoolean.class,
        new TypeToken<AtomicReference<String>>() {}.getType(),
        StringBuilder.class,
        StringBuffer.class,
        Date.class,
        Calendar.class,
        GregorianCalendar.class,
        Instant.class,
        LocalDate.class,
        LocalDateTime.class,
        LocalTime.class,
        Duration.class,
        Period.class,
        Year.class,
        YearMonth.class,
        MonthDay.class,
        OffsetTime.class,
        ZonedDateTime.class,
        OffsetDateTime.class,
        ZoneId.class,
        ZoneOffset.class,
        Month.class,
        DayOfWeek.class,
        UUID.class,
        URI.class,
        URL.class,
        File.class,
        Path.class,
        Currency.class,
        TimeZone.class,
        Pattern.class,
        Charset.class,
        Class.class,
        ByteBuffer.class,
        CharSequence.class,
        new TypeToken<List<Naming>>() {}.getType(),
        double[].class,
        boolean[].class,
        Naming[].class,
        int[][].class,
        Object[].class,
        Fields.class,
        Days.class,
        Empty.class,
        Overloads.class);
  }

  static Stream<Arguments> beans() {
    return Stream.of(
        Arguments.of(
            Fields.class,
            "{'open':9,'fixed':9,'packaged':9,'hidden':9,'passing':9,'shared':9,'half':9,'finalHalf':9,'both':'x'}"),
        Arguments.of(Overloads.class, "{'value':'x'}"),
        Arguments.of(Overloads.class, "{'fluent':5}"),
        Arguments.of(Overloads.class, "{'value':5}"),
        Arguments.of(
            Days.class,
            "{'items':[[2026,11,22],'2026-01-02'],'named':{'a':[2026,1,1]},'array':['2026-01-02'],'first':'2026-01-02','last':[2026,1,3]}"),
        Arguments.of(
            new TypeToken<Page<Naming>>() {}.getType(),
            "{'items':[{'URL':'x'},''],'named':{'a':{}},'array':[{}],'first':{'XCoord':3}}"),
        Arguments.of(
            new TypeToken<Holder<Color, Long>>() {}.getType(),
            "{'content':{'RED':[1,'2']},'bound':5,'wild':[1,'x']}"),
        Arguments.of(Holder.class, "{'content':{'RED':[1,'2']},'bound':5,'wild':[1,'x']}"),
        Arguments.of(
            new TypeToken<List<Map<String, List<Days>>>>() {}.getType(),
            "[{'a':[{'last':[2026,1,2]}]}]"),
        Arguments.of(
            new TypeToken<Page<Map.Entry<String, Naming>>>() {}.getType(),
            "{'items':[{'a':{'URL':'x'}}],'named':{'b':{'c':{}}},'array':[{'d':{}}],'first':{'e':{}}}"),
        Arguments.of(Drawing.class, "{}"),
        Arguments.of(Naming.class, "[{'a':'x'}]"));
  }

  @ParameterizedTest
  @MethodSource("beans")
  void beanIsReadAsByAws(Type type, String json) {
    assertEquals(describe(Reference.read(json, type)), describe(read(json, type)));
  }

  static Object read(String json, Type type) {
    return Json.read(json.getBytes(StandardCharsets.UTF_8), type);
  }
}
