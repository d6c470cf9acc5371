// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.coldbrew.lambda.emulator.InvocationResult;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionErrorTest {

  private static final String SERVICE =
      "if the function needs a service that is not here, name a local one in <trainingEnvironment>";

  private static final String CODE =
      "change the event or the handler, or set what only training lacks in <trainingEnvironment>";

  @Test
  void rootCauseIsNamedWithThePlaceInTheFunctionsCode() {
    FunctionError error = of("""
        {"errorType":"a.Wrapped","errorMessage":"outer","stackTrace":["a.B.c(B.java:7)"],
         "cause":{"errorType":"a.Root","errorMessage":"inner","stackTrace":[
          "java.base/java.util.Objects.requireNonNull(Objects.java:233)",
          "jdk.internal.reflect.X.y(X.java:1)",
          "dev.coldbrew.lambda.runtime.invocation.Handler.z(Handler.java:1)",
          "a.D.<init>(D.java:3)"]}}""");

    assertEquals(new FunctionError("a.Root: inner at a.D.<init>(D.java:3)", CODE), error);
  }

  @Test
  void placeIsThatOfTheErrorWhereTheCauseHasNone() {
    assertEquals("a.Root at a.B.c(B.java:7)", of("""
            {"errorType":"a.Wrapped","errorMessage":"outer","stackTrace":["a.B.c(B.java:7)"],
             "cause":{"errorType":"a.Root","errorMessage":"a.Root","stackTrace":[]}}""").summary());
  }

  @Test
  void longMessageIsCut() {
    assertEquals(
        "a.Root: " + "x".repeat(192) + "... at a.B.c(B.java:7)",
        of("{\"errorType\":\"a.Root\",\"errorMessage\":\"" + "x".repeat(1500)
                + "\",\"stackTrace\":[\"a.B.c(B.java:7)\"]}")
            .summary());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "software.amazon.awssdk.core.exception.SdkClientException | Unable to load credentials | "
            + "training has no AWS credentials: name the endpoint of a local service in "
            + "<trainingEnvironment>, for instance AWS_ENDPOINT_URL_DYNAMODB",
        "java.net.ConnectException | Connection refused | " + SERVICE,
        "java.lang.IllegalStateException | no database | " + SERVICE,
        "Sandbox.Timedout | Task timed out after 3.00 seconds | " + SERVICE,
        "java.lang.NullPointerException | java.lang.NullPointerException | "
            + "if the function needs an environment variable there, set it in <environment>",
        "java.lang.IllegalStateException | TABLE_NAME is not set | "
            + "if the function needs a variable TABLE_NAME, set it in <environment>",
        "java.lang.NoClassDefFoundError | dep/Prov | add the dependency with dep.Prov in scope compile "
            + "or runtime: the zip has no others",
        "java.lang.ArithmeticException | / by zero | " + CODE
      })
  void hintIsForTheKindOfError(String type, String message, String hint) {
    assertEquals(
        hint,
        of("{\"errorType\":\"" + type + "\",\"errorMessage\":\"" + message
                + "\",\"stackTrace\":[]}")
            .hint());
  }

  @Test
  void hintOfTheRuntimeIsTaken() {
    Stream<String> log = Stream.of(
        "java.lang.NoClassDefFoundError: java/sql/Date",
        "Hint: the function's JVM lacks the module java.sql; add <modules>java.sql</modules> to the"
            + " plugin's <configuration> in pom.xml");

    assertEquals(
        "add <modules>java.sql</modules> to the plugin's <configuration> in pom.xml",
        FunctionError.of(
                result(
                    "{\"errorType\":\"java.lang.NoClassDefFoundError\",\"errorMessage\":\"java/sql/Date\",\"stackTrace\":[]}"),
                log)
            .hint());
  }

  @Test
  void processThatEndedIsQuoted() {
    assertEquals(
        new FunctionError(
            "Runtime exited with error: exit status 3",
            "change what ends the process; the log has its last output"),
        FunctionError.of("Runtime exited with error: exit status 3", Stream.of()));
    assertEquals(
        new FunctionError(
            "Unrecognized VM option 'X'", "correct that in <jvmOptions> or JAVA_TOOL_OPTIONS"),
        FunctionError.of("Unrecognized VM option 'X'", Stream.of()));
  }

  private static FunctionError of(String json) {
    return FunctionError.of(result(json), Stream.of());
  }

  private static InvocationResult result(String json) {
    return new InvocationResult(json.getBytes(StandardCharsets.UTF_8), true);
  }
}
