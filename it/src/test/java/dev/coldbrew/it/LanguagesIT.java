// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.coldbrew.lambda.emulator.InvocationResult;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Handlers that Kotlin's and Scala's compilers have made. */
class LanguagesIT {

  @TempDir
  static Path temporary;

  private static Path kotlin;
  private static Path scala;

  @BeforeAll
  static void packageOnce() {
    MavenBuild languages = MavenBuild.of("languages", temporary);
    languages.run("package", "-T2", "-Dlambda.train.skip"); // a startup cache has tests of its own
    kotlin = languages.file("kotlin/target/lambda/task");
    scala = languages.file("scala/target/lambda/task");
  }

  @Test
  void functionsOfNoClassAreInOneThatTheCompilerNames() throws IOException {
    assertEquals("\"Hello, Ada!\"", invoke(kotlin, "OrdersKt::greet", "{\"name\":\"Ada\"}"));
    assertEquals("\"Hello, Ada!\"", invoke(scala, "Orders$package::greet", "{\"name\":\"Ada\"}"));
  }

  @Test
  void dataClassesComeInAndGoOut() throws IOException {
    String order =
        "{\"customer\":\"Ada\",\"lines\":[{\"article\":\"tea\",\"count\":2}],\"note\":\"soon\"}";

    assertEquals(order, invoke(kotlin, "Orders::echo", order));
  }

  @Test
  void kotlinsDefaultsStandInForWhatIsNotThere() throws IOException {
    assertEquals(
        "{\"customer\":\"Ada\",\"lines\":[]}",
        invoke(kotlin, "Orders::echo", "{\"customer\":\"Ada\"}"));
    assertEquals(
        "{\"customer\":\"Ada\",\"lines\":[{\"article\":\"tea\",\"count\":1}],\"note\":\"soon\"}",
        invoke(
            kotlin,
            "Orders::echo",
            "{\"note\":\"soon\",\"lines\":[{\"article\":\"tea\"}],\"customer\":\"Ada\"}"));
  }

  @Test
  void kotlinsConstructorGoesBeforeTheOneWithoutArguments() throws IOException {
    assertEquals(
        "{\"region\":\"south\",\"retries\":3}",
        invoke(kotlin, "Orders::settings", "{\"region\":\"south\"}"));
  }

  @Test
  void nullWhereKotlinAllowsNoneIsReportedWithItsName() throws IOException {
    InvocationResult result =
        Function.invoke(kotlin, "example.Orders::echo", "{\"customer\":null}");

    assertEquals(
        "java.lang.IllegalArgumentException: event cannot be read as example.Order: $.customer: "
            + "the constructor of example.Order threw java.lang.NullPointerException: "
            + "Parameter specified as non-null is null: method example.Order.<init>, parameter customer",
        result.errorSummary());
  }

  @Test
  void caseClassesComeInAndGoOutWithScalasCollections() throws IOException {
    String order =
        "{\"customer\":\"Ada\",\"lines\":[{\"article\":\"tea\",\"count\":2}],\"note\":\"soon\","
            + "\"tags\":{\"gift\":{\"article\":\"card\",\"count\":1}}}";

    assertEquals(order, invoke(scala, "Orders::echo", order));
  }

  @Test
  void caseClassesMayBeOneOfSeveral() throws IOException {
    assertEquals("{\"number\":\"4711\"}", invoke(scala, "Orders::card", "{\"number\":\"4711\"}"));
    assertEquals("{\"days\":2}", invoke(scala, "Orders::post", "2"));
  }

  @Test
  void optionThatIsNotThereIsNone() throws IOException {
    assertEquals("\"no note\"", invoke(scala, "Orders::note", "{\"customer\":\"Ada\"}"));
    assertEquals("\"soon\"", invoke(scala, "Orders::note", "{\"note\":\"soon\"}"));
  }

  @Test
  void elementsAreReadAsTheirTypeWhicheverLanguageTheListIsOf() throws IOException {
    String orders = "[{\"customer\":\"Ada\",\"lines\":[]},{\"customer\":\"Zoe\",\"lines\":[]}]";

    assertEquals("{\"it\":[\"Ada\",\"Zoe\"]}", invoke(kotlin, "Orders::customers", orders));
    assertEquals("{\"it\":[\"Ada\",\"Zoe\"]}", invoke(scala, "Orders::customers", orders));
  }

  @Test
  void unitIsWrittenAsNull() throws IOException {
    assertEquals("null", invoke(kotlin, "Orders::nothing", "\"event\""));
    assertEquals("null", invoke(scala, "Orders::nothing", "\"event\""));
  }

  @Test
  void companionsHaveStaticMethods() throws IOException {
    assertEquals("5", invoke(kotlin, "Orders::length", "\"event\""));
    assertEquals("5", invoke(scala, "Orders::length", "\"event\""));
  }

  @Test
  void objectsAreNotMadeAgain() throws IOException {
    assertEquals("1", invoke(kotlin, "Counter::count", "{}"));
    assertEquals("1", invoke(scala, "Counter::count", "{}"));
  }

  @Test
  void objectsMayImplementInterfaces() throws IOException {
    assertEquals("8", invoke(kotlin, "Doubler", "4"));
    assertEquals("8", invoke(scala, "Doubler$", "4"));
    assertEquals("8", invoke(scala, "Doubler::handleRequest", "4"));
  }

  @Test
  void javasFunctionsCanBeImplemented() throws IOException {
    assertEquals("\"Ada\"", invoke(kotlin, "Trimmer", "\" Ada \""));
    assertEquals("\"Ada\"", invoke(scala, "Trimmer", "\" Ada \""));
  }

  private static String invoke(Path task, String handler, String event) throws IOException {
    return Function.invoke(task, "example." + handler, event).text();
  }
}
