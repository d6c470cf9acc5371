// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coldbrew.lambda.emulator.InvocationResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions that are written for AWS's managed runtime, and what they can do here besides. */
class AwsIT {

  private static final String ORDER = "{\"count\":21,\"day\":[2026,1,31]}";

  @TempDir
  static Path temporary;

  private static MavenBuild build;
  private static Path task;

  @BeforeAll
  static void packageOnce() {
    build = MavenBuild.of("aws", temporary);
    build.run("package");
    task = build.file("target/lambda/task");
  }

  @Test
  void classThatImplementsAwssInterfaceIsAHandler() throws IOException {
    assertEquals(
        "{\"count\":42,\"day\":[2026,1,31]}",
        Function.invoke(task, "example.Doubler", ORDER).text());
  }

  @Test
  void clientContextIsAProperty() {
    BuildOutput output = build.run(
        "-q",
        "lambda:invoke",
        "-Dlambda.handler=example.Client",
        "-Dlambda.clientContext={\"custom\":\n{\"name\":\"Zo\\u00eb\"}}");

    assertEquals("{\"name\":\"Zo\u00eb\"}\n", output.log());
  }

  /** It is not the connection to Lambda, which would never end. */
  @Test
  void standardInputOfAChildProcessIsEmpty() throws IOException {
    assertEquals("0", Function.invoke(task, "example.Children::cat", "\"\"").text());
  }

  @Test
  void responseIsStreamed() throws IOException {
    InvocationResult result = Function.invoke(task, "example.Streams", "{\"a\":\"b\"}");

    assertEquals("{\"a\":\"b\"}", result.text());
    assertFalse(result.failed());
  }

  @Test
  void streamThatFailsHalfWayIsAnError() throws IOException {
    InvocationResult result = Function.invoke(task, "example.Streams", "\"abc!\"");

    assertTrue(result.failed());
    assertEquals("java.lang.IllegalStateException: half-way", result.errorSummary());
  }

  @Test
  void awssOwnSerializerGoesIntoTheZipAndIsInCharge() throws IOException {
    MavenBuild serializer = MavenBuild.of("aws", temporary.resolve("serializer"));
    serializer.run("package", "-Dlambda.serializer=aws");
    Path awss = serializer.file("target/lambda/task");

    try (Stream<Path> jars = Files.list(awss.resolve("lib"))) {
      assertEquals(
          1,
          jars.filter(jar -> jar.toString().contains("aws-lambda-java-serialization"))
              .count());
    }
    assertEquals(
        "{\"count\":42,\"day\":[2026,1,31]}",
        Function.invoke(awss, "example.Doubler", ORDER).text());
    InvocationResult refused = Function.invoke(awss, "example.Doubler", "{\"count\":\"many\"}");
    assertTrue(refused.text().contains("com.amazonaws.lambda.thirdparty"), refused.text());
  }
}
