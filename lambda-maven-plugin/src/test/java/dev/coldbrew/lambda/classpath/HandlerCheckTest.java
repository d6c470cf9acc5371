// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.classpath;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HandlerCheckTest {

  private static final String HELLO = """
      public class Hello {
        public String hello(Map<String, Object> event) { return null; }
        public static List<Map<String, int[]>> all(String[] names) { return null; }
        String hidden(String event) { return null; }
        public void setName(String name) {}
        public void two(String a, String b) {}
        public void none() {}
        public int same(String event) { return 1; }
        public int same(Integer event) { return 1; }
        public static void main(String[] args) {}
        public record Point(int x) {}
        public static class Nested { public Point move(Point p) { return p; } }
        public class Inner { public void handle(String event) {} }
      }
      """;

  @TempDir
  Path folder;

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          app.Hello::hello       | (Map<String,Object>) -> String
          app.Hello::all         | (String[]) -> List<Map<String,int[]>>
          app.Hello$Nested::move | (Point) -> Point
          """)
  void handlerIsReportedWithItsShape(String handler, String shape) throws IOException {
    assertEquals(shape, check(handler, HELLO));
  }

  @Test
  void methodMayBeInherited() throws IOException {
    assertEquals(
        "(String) -> int",
        check(
            "app.Child::handle",
            "public class Child extends Parent {}",
            "public abstract class Parent implements Handling { }",
            "public interface Handling { default int handle(String event) { return 0; } }"));
  }

  @Test
  void bridgeOfAGenericMethodIsNotAnOverload() throws IOException {
    assertEquals(
        "(String) -> String",
        check(
            "app.Child::handle",
            "public class Child extends Base<String> { public String handle(String event) { return event; } }",
            "public abstract class Base<T> { public abstract T handle(T event); }"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          class Child extends Base<String, Integer> {}             | (String) -> Integer
          class Child extends Base<List<String>, int[]> {}         | (List<String>) -> int[]
          class Child extends Middle<String> {}                    | (String) -> List<String>
          class Child extends Middle<Map<String, ?>> {}            | (Map<String,?>) -> List<Map<String,?>>
          class Child extends Last {}                              | (String[]) -> List<String[]>
          class Child<T extends Number> extends Base<T, T[]> {}    | (Number) -> Number[]
          class Child extends Bounded {}                           | (CharSequence) -> Object
          class Child implements Handling<Long> {}                 | (Long) -> Map<String,Long>
          class Child { public <T> T handle(T event) { return null; } } | <T>(T) -> T
          """)
  void methodOfAGenericClassIsReportedWithItsTypes(String child, String shape) throws IOException {
    String[] classes = {
      "public " + child,
      "public class Base<I, O> { public O handle(I event) { return null; } }",
      "public class Middle<T> extends Base<T, List<T>> {}",
      "public class Last extends Middle<String[]> {}",
      "public class Bounded<T extends CharSequence & Runnable, O> { public O handle(T event) { return null; } }",
      "public interface Handling<E> { default Map<String, E> handle(E event) { return null; } }"
    };

    assertEquals(shape, check("app.Child::handle", classes));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', nullValues = "NONE", textBlock = """
          NONE                     | no handler is set | found app.Hello$Nested::move, app.Hello::all, app.Hello::hello, app.Hello::same; set <handler>app.Hello$Nested::move</handler>
          hello.handler            | handler class 'hello.handler' is neither in target/classes nor in a dependency | found app.Hello$Nested::move, app.Hello::all, app.Hello::hello, app.Hello::same; set <handler>app.Hello$Nested::move</handler>
          app.Helo::hello          | handler class 'app.Helo' is neither in target/classes nor in a dependency | did you mean <handler>app.Hello::hello</handler>?
          app.Hello::helo          | handler class 'app.Hello' has no method 'helo' | did you mean <handler>app.Hello::hello</handler>?
          app.Hidden::handle       | handler class 'app.Hidden' is not public | write 'public class Hidden'
          app.Hello$Inner::handle  | handler class 'app.Hello$Inner' has no public constructor without arguments | give Inner one, or make handle static
          app.Hello::hidden        | handler method 'hidden(String)' is not public | write 'public' before it
          app.Hello::two           | handler method 'two(String,String)' does not take an event, a context, streams, or nothing | give it one parameter, such as Map<String, Object> event
          app.Hello                | handler class 'app.Hello' implements no handler interface | found app.Hello::all, app.Hello::hello, app.Hello::same; set <handler>app.Hello::all</handler>
          app.Hello::same          | handler 'app.Hello::same' is ambiguous: same(String), same(Integer) | rename all but one of them
          """)
  void whatIsNoHandlerIsReportedWithAHint(String handler, String what, String hint) {
    ProblemException e = assertThrows(
        ProblemException.class,
        () -> check(handler, HELLO, "class Hidden { public void handle(String event) {} }"));

    assertEquals(what + " (parameter <handler>)\nhint: " + hint, e.getMessage());
  }

  private static final String[] SCALA = {
    "public class Counter { public static int length(String event) { return Counter$.MODULE$.length(event); } }",
    "public class Counter$ { public static final Counter$ MODULE$ = new Counter$(); private Counter$() {}"
        + " public int length(String event) { return event.length(); } }",
    "public class Line { public static Line fromProduct(Object product) { return null; }"
        + " public static Line unapply(Line line) { return line; } }"
  };

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          app.Counter::length  | (String) -> int
          app.Counter$::length | (String) -> int
          """)
  void objectOfScalaNeedsNoConstructor(String handler, String shape) throws IOException {
    assertEquals(shape, check(handler, SCALA));
  }

  @Test
  void objectOfKotlinNeedsNoConstructor() throws IOException {
    assertEquals(
        "(String) -> int",
        check(
            "app.Counter::length",
            "public class Counter { public static final Counter INSTANCE = new Counter();"
                + " private Counter() {} public int length(String event) { return 0; } }"));
  }

  @Test
  void whatScalaWritesByItselfIsNotOffered() {
    ProblemException e = assertThrows(ProblemException.class, () -> check(null, SCALA));

    assertEquals(
        "no handler is set (parameter <handler>)\n"
            + "hint: found app.Counter::length; set <handler>app.Counter::length</handler>",
        e.getMessage());
  }

  @Test
  void projectWithoutAnythingLikeAHandlerGetsAHintWhatAHandlerIs() {
    ProblemException e =
        assertThrows(ProblemException.class, () -> check(null, "public class Empty {}"));

    assertEquals(
        "no handler is set (parameter <handler>)\n"
            + "hint: write a public class with a public method that takes the event, and name it as <handler>Class::method</handler>",
        e.getMessage());
  }

  private String check(String handler, String... sources) throws IOException {
    return new HandlerCheck(new ClassPath(CompiledClasses.in(folder, sources), List.of()))
        .check(handler);
  }
}
