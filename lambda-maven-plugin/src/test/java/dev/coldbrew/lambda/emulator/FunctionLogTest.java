package dev.coldbrew.lambda.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FunctionLogTest {

  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  @Test
  void printedLinesArriveWithoutBeingAskedFor() throws Exception {
    try (FunctionLog log = FunctionLog.open(lines::add)) {
      print(log, "one\ntw");

      assertEquals("one", lines.poll(10, TimeUnit.SECONDS));
    }
    assertEquals("tw", lines.poll());
  }

  @Test
  void aLineOfTheServiceComesAfterAllThatWasPrinted() throws Exception {
    try (FunctionLog log = FunctionLog.open(lines::add)) {
      print(log, "one\n\ntwo");
      log.write("END");

      assertEquals(List.of("one", "", "two", "END"), new ArrayList<>(lines));
    }
  }

  @Test
  void aLineThatIsTooLongForCloudWatchIsDivided() throws Exception {
    try (FunctionLog log = FunctionLog.open(lines::add)) {
      print(log, "x".repeat(262_144) + "y\n");
      log.write("END");

      assertEquals(List.of("x".repeat(262_144), "y", "END"), new ArrayList<>(lines));
    }
  }

  @Test
  void aLogThatAScriptTruncatesGoesOn() throws Exception {
    try (FunctionLog log = FunctionLog.open(lines::add)) {
      print(log, "a long line\n");
      log.write("START");
      Files.writeString(log.file(), "short\n");
      log.write("END");

      assertEquals(List.of("a long line", "START", "short", "END"), new ArrayList<>(lines));
    }
  }

  @Test
  void closeLeavesNoFile() throws Exception {
    FunctionLog log = FunctionLog.open(lines::add);
    Path file = log.file();

    log.close();

    assertFalse(Files.exists(file));
  }

  private static void print(FunctionLog log, String text) throws IOException {
    Files.writeString(log.file(), text, StandardOpenOption.APPEND);
  }
}
