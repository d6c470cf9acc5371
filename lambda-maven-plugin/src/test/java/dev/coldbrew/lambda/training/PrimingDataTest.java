// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrimingDataTest {

  @TempDir
  Path folder;

  private Path left;
  private Path target;

  @BeforeEach
  void nameFolders() {
    left = folder.resolve("left");
    target = folder.resolve("target");
  }

  @Test
  void eventsAndResponsesAreNumbered() throws Exception {
    PrimingData.Collection collection = new PrimingData.Collection();
    collection.add(bytes("1"), bytes("\"one\""));
    collection.add(bytes("2"), null);

    collection.write(left);

    assertEquals(
        Map.of(
            "event-1.json.untried",
            "1",
            "event-2.json.untried",
            "2",
            "response-1.json.untried",
            "\"one\""),
        content(left));
  }

  @Test
  void whatWasTriedIsReported() throws Exception {
    Files.createDirectories(left);
    Files.writeString(left.resolve("event-1.json"), "1");
    Files.writeString(left.resolve("event-2.json"), "2");
    Files.writeString(left.resolve("response-1.json"), "\"one\"");

    assertEquals(
        "2 events and 1 response, 7 bytes, in the init phase",
        PrimingData.in(left).toString());
  }

  @Test
  void whatWouldBeTooLargeIsLeftOut() throws Exception {
    PrimingData.Collection collection = new PrimingData.Collection();
    collection.add(bytes("1"), new byte[PrimingData.MAX_BYTES]);
    collection.add(new byte[PrimingData.MAX_BYTES], bytes("2"));
    collection.add(new byte[PrimingData.MAX_BYTES - 4], null);
    collection.add(bytes("3"), bytes("4"));
    collection.add(bytes("5"), bytes("6"));

    collection.write(left);

    Map<String, String> content = content(left);
    assertEquals(
        Set.of(
            "event-1.json.untried",
            "event-2.json.untried",
            "event-3.json.untried",
            "response-1.json.untried",
            "response-2.json.untried"),
        content.keySet());
    assertEquals("1", content.get("event-1.json.untried"));
    assertEquals("3", content.get("event-3.json.untried"));
    assertEquals("2", content.get("response-1.json.untried"));
    assertEquals("4", content.get("response-2.json.untried"));
  }

  @Test
  void ofNothingThereIsNoFolder() throws Exception {
    new PrimingData.Collection().write(left);
    assertFalse(Files.exists(left));

    PrimingData.copyUsable(left, target);

    assertFalse(Files.exists(target));
    assertEquals(new PrimingData(0, 0, 0, 0), PrimingData.in(target));
  }

  @Test
  void gapsAreClosedInTheOrderOfTheNumbers() throws Exception {
    Files.createDirectories(left);
    Files.writeString(left.resolve("event-2.json"), "2");
    Files.writeString(left.resolve("event-10.json"), "10");
    Files.writeString(left.resolve("event-1.json.untried"), "1");

    PrimingData.copy(left, target);

    assertEquals(
        Map.of("event-1.json", "2", "event-2.json", "10", "event-1.json.untried", "1"),
        content(target));
    assertEquals(new PrimingData(2, 0, 1, 3), PrimingData.in(target));
  }

  @Test
  void theZipHasNothingThatCannotBeUsed() throws Exception {
    Files.createDirectories(left);
    Files.writeString(left.resolve("response-1.json.untried"), "1");
    Files.createDirectories(target);
    Files.writeString(target.resolve("event-1.json"), "of another build");

    PrimingData.copyUsable(left, target);

    assertFalse(Files.exists(target));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Map<String, String> content(Path folder) throws IOException {
    Map<String, String> content = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        content.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return content;
  }
}
