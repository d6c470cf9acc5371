// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordedCacheTest {

  @TempDir
  Path folder;

  @Test
  void servesAgainForTheSameDigestOnly() throws Exception {
    RecordedCache cache = new RecordedCache(folder.resolve("kept"));
    assertFalse(cache.isOf("one"));
    Path recorded = Files.writeString(folder.resolve("lambda.aot"), "of one");

    cache.keep(recorded, log("run one"), List.of("a.json", "b.json"), List.of(), "one");

    assertTrue(cache.isOf("one"));
    assertFalse(cache.isOf("two"));
    Files.writeString(recorded, "of two");
    cache.keep(recorded, log("run two"), List.of("b.json"), List.of("a.json failed"), "two");
    assertFalse(cache.isOf("one"));
    Path target = folder.resolve("copy");
    cache.copyTo(target);
    assertEquals("of two", Files.readString(target));
    assertEquals("run two", Files.readString(cache.log()));
    assertEquals(List.of("b.json"), cache.events());
    assertEquals(List.of("a.json failed"), cache.warnings());
  }

  @Test
  void isOfATaskByWhateverSettings() throws Exception {
    RecordedCache cache = new RecordedCache(folder.resolve("kept"));
    assertFalse(cache.isOfTask("task"));

    cache.keep(
        Files.writeString(folder.resolve("lambda.aot"), "x"),
        log(""),
        List.of(),
        List.of(),
        "settings task");

    assertTrue(cache.isOfTask("task"));
    assertFalse(cache.isOfTask("ask"));
    assertFalse(cache.isOfTask("settings"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cache", "events", "digest"})
  void isNoneWithoutItsFiles(String file) throws Exception {
    RecordedCache cache = new RecordedCache(folder.resolve("kept"));
    cache.keep(
        Files.writeString(folder.resolve("lambda.aot"), "x"), log(""), List.of(), List.of(), "one");
    Files.delete(folder.resolve("kept").resolve(file));

    assertFalse(cache.isOf("one"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cache", "digest"})
  void isNoneWhenABitOfItIsAnother(String file) throws Exception {
    RecordedCache cache = new RecordedCache(folder.resolve("kept"));
    cache.keep(
        Files.writeString(folder.resolve("lambda.aot"), "x"), log(""), List.of(), List.of(), "one");
    Path kept = folder.resolve("kept").resolve(file);
    byte[] bytes = Files.readAllBytes(kept);
    bytes[bytes.length - 2 < 0 ? 0 : bytes.length - 2] ^= 1;
    Files.write(kept, bytes);

    assertFalse(cache.isOf("one"));
    Files.write(kept, new byte[0]);
    assertFalse(cache.isOf("one"));
    Files.write(kept, new byte[] {(byte) 0xff});
    assertFalse(cache.isOf("one"));
  }

  private Path log(String text) throws IOException {
    return Files.writeString(folder.resolve("training.log"), text);
  }
}
