// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The zip for AWS's own JVM: AWS's runtime interface client, which is its runtime, starts it. */
class ManagedRuntimeIT {

  @TempDir
  static Path temporary;

  private static MavenBuild examples;
  private static String log;

  @BeforeAll
  static void packageOnce() {
    examples = MavenBuild.of("examples", temporary).with("-Dlambda.target=java17");
    log = examples
        .run("package", "-pl", "sqs-batch", "-Dmaven.test.redirectTestOutputToFile")
        .log();
  }

  @Test
  void isStartedByAwssRuntime() throws Exception {
    Path task = new Zip(examples.file("sqs-batch/target/sqs-batch-1.0.zip"))
        .unpack(Files.createDirectory(temporary.resolve("task")));
    startByAwssRuntime(task, "example.Orders::receive");

    assertEquals(
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"a-2\"}]}",
        Function.invoke(
                task,
                "example.Orders::receive",
                Files.readString(examples.file("sqs-batch/src/lambda/events/batch.json")))
            .text());
  }

  @Test
  void hasClassesAndLibrariesAlone() throws Exception {
    assertEquals(
        Set.of("example/Orders.class", "lib/aws-lambda-java-events-V.jar", "lib/joda-time-V.jar"),
        new Zip(examples.file("sqs-batch/target/sqs-batch-1.0.zip"))
            .checksums().keySet().stream()
                .filter(name -> !name.endsWith("/"))
                .map(name -> name.replaceFirst("-[0-9.]+\\.jar", "-V.jar"))
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void saysWhatIsNotInIt() {
    for (String line : new String[] {
      "[INFO] Target    java17, AWS's JVM and runtime: the zip has no image and no startup cache\n",
      "[INFO] Skipped: a zip for java17 has no startup cache\n",
      "[INFO] Next      deploy it with the runtime java17, which no goal can start here\n"
    }) {
      assertTrue(log.contains(line), log);
    }
  }

  @Test
  void isRefusedForAFunctionThatNeedsColdbrewsRuntime() {
    String failure = examples.runAndFail("package", "-pl", "streaming").log();

    assertTrue(
        failure.contains(
            "class 'example.Countdown' uses dev.coldbrew.lambda.runtime.ResponseStream, which java17"
                + " does not have (parameter <target>, property lambda.target)\n"),
        failure);
  }

  /** The class path has no more than AWS's runtime: the class loader of that finds the rest. */
  private static void startByAwssRuntime(Path task, String handler) throws IOException {
    String classPath = Arrays.stream(System.getProperty("java.class.path").split(":"))
        .filter(jar -> jar.matches(
            ".*/(aws-lambda-java-(core|serialization|runtime-interface-client)|utils-lite)-[^/]*"))
        .collect(Collectors.joining(":"));
    String script = "#!/bin/sh\nexec '"
        + String.join(
            "' '",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            ConformanceRuntime.AWS.option(
                Files.createDirectory(task.resolveSibling("native library"))),
            "-cp",
            classPath,
            "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
            handler)
        + "'\n";
    Path bootstrap = Files.writeString(task.resolve("bootstrap"), script);
    Files.setPosixFilePermissions(bootstrap, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
