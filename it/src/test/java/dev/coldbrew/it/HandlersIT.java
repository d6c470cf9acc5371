// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coldbrew.lambda.emulator.InvocationResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One package serves all of its handlers: Lambda's configuration says which one. */
class HandlersIT {

  @TempDir
  static Path temporary;

  private static Path task;

  @BeforeAll
  static void packageOnce() {
    MavenBuild handlers = MavenBuild.of("handlers", temporary);
    handlers.run("package", "-Dlambda.handler=example.Orders::price", "-Dlambda.train.skip");
    task = handlers.file("target/lambda/task");
  }

  @Test
  void plainObjectsComeInAndGoOut() throws IOException {
    assertEquals(
        "{\"customer\":\"Ada\",\"total\":42}",
        invoke("Orders::price", "{\"customer\":\"Ada\",\"prices\":[2,40]}"));
  }

  @Test
  void recordsComeInAndGoOutOfAStaticMethod() throws IOException {
    assertEquals("{\"squareMetres\":12}", invoke("Shapes::area", "{\"width\":3,\"height\":4}"));
  }

  @Test
  void listsKnowTheTypeOfTheirElements() throws IOException {
    assertEquals("42", invoke("Values::sum", "[2,40]"));
  }

  @Test
  void numbersAndBooleansNeedNoObject() throws IOException {
    assertEquals("1.5", invoke("Values::half", "3"));
    assertEquals("false", invoke("Values::not", "true"));
  }

  @Test
  void jsonIsHandedOverAsItIs() throws IOException {
    assertEquals("{\"a\":[1.50,{}]}", invoke("Values::last", "[0,{\"a\":[1.50,{}]}]"));
  }

  @Test
  void numbersInAMapHaveTheSmallestTypeThatHoldsThem() throws IOException {
    assertEquals(
        "{\"fraction\":\"Double\",\"huge\":\"BigInteger\",\"large\":\"Long\",\"small\":\"Integer\"}",
        invoke(
            "Values::types",
            "{\"small\":1,\"large\":3000000000,\"huge\":10000000000000000000,\"fraction\":1.5}"));
  }

  @Test
  void voidRespondsWithNull() throws IOException {
    assertEquals("null", invoke("Values::nothing", "\"event\""));
  }

  @Test
  void theBootstrapNamesTheHandlerWhereTheConfigurationDoesNot() throws IOException {
    assertEquals(
        "{\"customer\":\"Ada\",\"total\":0}",
        Function.invoke(task, "bootstrap", "{\"customer\":\"Ada\"}").text());
  }

  @Test
  void theJvmHasTheHeapAndTheOptionsOfThePom() throws IOException {
    String nativeAccess =
        InstalledJdk.running().feature() < 24 ? "" : "\"--enable-native-access=ALL-UNNAMED\",";
    assertEquals(
        "[\"-Xmx256m\",\"-Xms16m\",\"-XX:NewSize=8m\",\"-Ddev.coldbrew.lambda.connection=stdin\",\"-Dfile.encoding=UTF-8\",\"-Dstdout.encoding=UTF-8\",\"-Dstderr.encoding=UTF-8\","
            + "\"-Dsun.stdout.encoding=UTF-8\",\"-Dsun.stderr.encoding=UTF-8\","
            + "\"-XX:+UseSerialGC\",\"-Dquoted=it's \\\"$HOME\\\"\"," + nativeAccess
            + "\"-Ddev.coldbrew.lambda.serializer=own\","
            + "\"-Ddev.coldbrew.lambda.prime=types\","
            + "\"-Ddev.coldbrew.lambda.awsLogger=unused\"]",
        invoke("Settings::options", "\"event\""));
  }

  @Test
  void theJvmHasTheModulesOfThePom() throws IOException {
    assertEquals("true", invoke("Settings::hasCharset", "\"Cp037\""));
  }

  /** Lambda's LANG names a locale that most machines lack, perhaps this one and Lambda itself. */
  @Test
  void namesOfFilesAndArgumentsAreUtf8() throws IOException {
    assertEquals(
        "[\"Rechnung M\u00e4rz \u20ac\",\"Rechnung M\u00e4rz \u20ac Rechnung M\u00e4rz \u20ac\"]",
        invoke("Settings::file", "\"Rechnung M\\u00e4rz \\u20ac\""));
  }

  @Test
  void localesAndProvidersThatNoClassRefersToAreInTheImage() throws IOException {
    assertEquals(
        "[\"1.234,5\",\"07/03/2026\",\"jar\",false,\"jdk.naming.dns\"]",
        invoke("Providers::use", "{}"));
  }

  @Test
  void functionThatDoesNotStartFailsWithItsException() throws IOException {
    assertEquals(
        "java.lang.IllegalStateException: TABLE_NAME is not set",
        failure("Uninitialized::handle", "{}"));
  }

  @ParameterizedTest
  @CsvSource({"0, without providing a reason", "3, with error: exit status 3"})
  void functionThatEndsItsProcessFailsWithTheStatus(String status, String reason)
      throws IOException {
    assertEquals(
        "Runtime.ExitError: RequestId: ID Error: Runtime exited " + reason,
        failure("Misbehaving::exits", status));
  }

  @Test
  void functionThatIsKilledFailsWithTheSignal() throws IOException {
    List<String> log = new ArrayList<>();

    assertEquals(
        "Runtime.ExitError: RequestId: ID Error: Runtime exited with error: signal: killed",
        failure("Misbehaving::isKilled", "{}", log));
    assertTrue(
        log.get(log.size() - 1).endsWith("\tStatus: error\tError Type: Runtime.ExitError"),
        log::toString);
  }

  private static String failure(String handler, String event) throws IOException {
    return failure(handler, event, new ArrayList<>());
  }

  private static String failure(String handler, String event, List<String> log) throws IOException {
    InvocationResult result =
        Function.invoke(task, "example." + handler, event, Map.of(), log::add);
    assertTrue(result.failed(), result.text());
    return result.errorSummary().replaceFirst("(?<=RequestId: )[0-9a-f-]{36}", "ID");
  }

  private static String invoke(String handler, String event) throws IOException {
    return Function.invoke(task, "example." + handler, event).text();
  }
}
