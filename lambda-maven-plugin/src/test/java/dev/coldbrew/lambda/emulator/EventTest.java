// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTest {

  @TempDir
  Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"{}", " {\"name\":\"Adé\"} ", "[1,2]", "\"text\"", "12.5e3", "null"})
  void jsonIsSentAsItIs(String json) {
    assertEquals(json, new String(Event.ofPayload(json), StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
          {name:Ada}        | at line 1 column 3
          {"name":"Ada"     | at line 1 column 14
          ``                | at line 1 column 1
          {} {}             | at line 1 column 5
          """)
  void payloadThatIsNotJsonIsReportedWithThePlace(String json, String position) {
    ProblemException e = assertThrows(ProblemException.class, () -> Event.ofPayload(json));

    assertEquals(
        "payload is not JSON " + position + " (property lambda.payload)\n"
            + "hint: in a shell write -Dlambda.payload='{\"name\":\"Ada\"}'",
        e.getMessage());
  }

  @Test
  void fileIsSentAsItIs() throws IOException {
    Path file = Files.writeString(folder.resolve("e.json"), "{\"name\":\"Ada\"}\n");

    assertEquals(
        "{\"name\":\"Ada\"}\n",
        new String(Event.ofFile(file, "property lambda.event"), StandardCharsets.UTF_8));
  }

  @Test
  void deepNestingIsJson() {
    String deep = "[".repeat(1000) + "]".repeat(1000);

    assertEquals(deep, new String(Event.ofPayload(deep), StandardCharsets.UTF_8));
  }

  @Test
  void fileThatIsNotUtf8IsReported() throws IOException {
    Path file = Files.write(folder.resolve("e.json"), new byte[] {'"', (byte) 0xe9, '"'});

    ProblemException e =
        assertThrows(ProblemException.class, () -> Event.ofFile(file, "property lambda.event"));

    assertEquals(
        "event file '" + file
            + "' is not UTF-8 (property lambda.event)\nhint: save it as UTF-8, as JSON is",
        e.getMessage());
  }

  @Test
  void eventThatLambdaWouldNotTakeIsReported() {
    String large = '"' + "x".repeat(6 * 1024 * 1024) + '"';

    ProblemException e = assertThrows(ProblemException.class, () -> Event.ofPayload(large));

    assertEquals(
        "payload has 6291458 bytes, Lambda accepts at most 6291456 (property lambda.payload)\n"
            + "hint: store the data, in S3 for example, and send a reference to it",
        e.getMessage());
  }

  @Test
  void missingFileIsReported() {
    Path file = folder.resolve("none.json");

    ProblemException e =
        assertThrows(ProblemException.class, () -> Event.ofFile(file, "property lambda.event"));

    assertEquals(
        "event file '" + file + "' does not exist (property lambda.event)\n"
            + "hint: name a file below the project's folder, or send -Dlambda.payload='{}'",
        e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/dev/zero", "/"})
  @Timeout(60)
  void aPathThatIsNotAFileIsReportedAndNotRead(Path path) {
    ProblemException e =
        assertThrows(ProblemException.class, () -> Event.ofFile(path, "property lambda.event"));

    assertEquals(
        "event file '" + path
            + "' is not a file but a folder or a device (property lambda.event)\n"
            + "hint: name a file below the project's folder, or send -Dlambda.payload='{}'",
        e.getMessage());
  }

  @Test
  void fileThatIsNotJsonIsReported() throws IOException {
    Path file = Files.writeString(folder.resolve("e.json"), "name: Ada");

    ProblemException e =
        assertThrows(ProblemException.class, () -> Event.ofFile(file, "property lambda.event"));

    assertEquals(
        "event file '" + file
            + "' is not JSON at line 1 column 1 (property lambda.event)\nhint: correct the file",
        e.getMessage());
  }
}
