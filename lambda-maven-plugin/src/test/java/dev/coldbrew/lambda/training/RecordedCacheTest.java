package dev.coldbrew.lambda.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedCacheTest {

  @TempDir
  Path folder;

  @Test
  void servesAgainForTheSameDigestOnly() throws Exception {
    RecordedCache cache = new RecordedCache(folder.resolve("kept"));
    assertFalse(cache.isOf("one"));
    Path recorded = Files.writeString(folder.resolve("lambda.aot"), "of one");

    cache.keep(recorded, log("run one"), 1, "one");

    assertTrue(cache.isOf("one"));
    assertFalse(cache.isOf("two"));
    Files.writeString(recorded, "of two");
    cache.keep(recorded, log("run two"), 2, "two");
    assertFalse(cache.isOf("one"));
    Path target = folder.resolve("copy");
    cache.copyTo(target);
    assertEquals("of two", Files.readString(target));
    assertEquals("run two", Files.readString(cache.log()));
    assertEquals(2, cache.trainedEvents());
  }

  @Test
  void isOfATaskByWhateverSettings() throws Exception {
    RecordedCache cache = new RecordedCache(folder.resolve("kept"));
    assertFalse(cache.isOfTask("task"));

    cache.keep(Files.writeString(folder.resolve("lambda.aot"), "x"), log(""), 1, "settings task");

    assertTrue(cache.isOfTask("task"));
    assertFalse(cache.isOfTask("ask"));
    assertFalse(cache.isOfTask("settings"));
  }

  @Test
  void isNoneWithoutItsFile() throws Exception {
    RecordedCache cache = new RecordedCache(folder.resolve("kept"));
    cache.keep(Files.writeString(folder.resolve("lambda.aot"), "x"), log(""), 1, "one");
    Files.delete(folder.resolve("kept/cache"));

    assertFalse(cache.isOf("one"));
  }

  private Path log(String text) throws IOException {
    return Files.writeString(folder.resolve("training.log"), text);
  }
}
