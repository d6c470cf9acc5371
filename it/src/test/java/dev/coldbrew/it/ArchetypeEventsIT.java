// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coldbrew.lambda.emulator.ExampleEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archetype's projects for other kinds of event than a map. */
class ArchetypeEventsIT {

  private static final String BAD_REQUEST =
      "{\"statusCode\":400,\"headers\":{\"Content-Type\":\"text/plain; charset=utf-8\"},"
          + "\"body\":\"No name supplied!\",\"isBase64Encoded\":false}";

  @TempDir
  Path temporary;

  @Test
  void httpRequestsOfFunctionUrlsAndOfApiGateway() throws Exception {
    Path task = buildAndInvoke(
        "http",
        3,
        "{\"statusCode\":200,\"headers\":{\"Content-Type\":\"text/plain; charset=utf-8\"},"
            + "\"body\":\"Hello, Ada!\",\"isBase64Encoded\":false}");

    assertEquals(BAD_REQUEST, response(task, "function-url"));
    assertEquals(BAD_REQUEST, response(task, "apigw-v2"));
  }

  @Test
  void messagesOfAQueue() throws Exception {
    Path task = buildAndInvoke("sqs", 2, "{\"batchItemFailures\":[]}");

    assertEquals("{\"batchItemFailures\":[]}", response(task, "sqs"));
  }

  /** In a folder with a pom, the new project becomes a module of it, unless it is refused. */
  @Test
  void anUnknownKindIsRefusedAndNothingIsLeft() throws IOException {
    Path pom = Files.writeString(temporary.resolve("pom.xml"), """
        <project>
          <modelVersion>4.0.0</modelVersion>
          <groupId>example</groupId>
          <artifactId>shop</artifactId>
          <version>1.0</version>
          <packaging>pom</packaging>
        </project>
        """);

    String log = Archetype.refuse(temporary, "-DgroupId=example", "-Devent=htpp");

    assertTrue(
        log.contains(": 'htpp' is not a kind of event (property event)\n"
            + "[ERROR] hint: use -Devent=map, -Devent=http or -Devent=sqs\n"),
        log);
    try (Stream<Path> left = Files.list(temporary)) {
      assertEquals(List.of(pom), left.toList());
    }
    assertFalse(Files.readString(pom).contains("<module>"));
  }

  /** Returns what was unpacked from the zip. */
  private Path buildAndInvoke(String event, int tests, String response) throws Exception {
    Path project = Archetype.generate(
        temporary.resolve("my functions"), "-DgroupId=com.acme.shop", "-Devent=" + event);
    assertEquals(
        List.of(
            ".gitignore",
            "README.md",
            "pom.xml",
            "src/lambda/events/ada.json",
            "src/main/java/com/acme/shop/Hello.java",
            "src/test/java/com/acme/shop/HelloTest.java"),
        Archetype.files(project));

    String log = MavenBuild.in(project)
        .run("verify", "lambda:invoke", "-Dlambda.event=src/lambda/events/ada.json")
        .log();

    assertTrue(log.contains("Tests run: " + tests + ", Failures: 0, Errors: 0, Skipped: 0\n"), log);
    assertTrue(log.contains("\n" + response + "\n"), log);
    return new Zip(project.resolve("target/hello-1.0-SNAPSHOT.zip"))
        .unpack(temporary.resolve("var task"));
  }

  private static String response(Path task, String example) throws IOException {
    byte[] event = ExampleEvent.named(example, "lambda.example").json();
    return Function.invoke(
            task, "com.acme.shop.Hello::hello", new String(event, StandardCharsets.UTF_8))
        .text();
  }
}
