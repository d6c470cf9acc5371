// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.coldbrew.lambda.file.FileTree;
import dev.coldbrew.lambda.process.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class BuildLockTest {

  @TempDir
  Path target;

  private Process other;

  @AfterEach
  void endSession() {
    new BuildLock().afterSessionEnd(null);
    if (other != null) {
      other.destroyForcibly();
    }
  }

  @Test
  void anotherBuildWaitsUntilTheSessionEnds() throws Exception {
    acquire();
    acquire(); // as the next goal does

    startOther();
    assertEquals("another build of this project has to end first, 3 s so far", otherSays());

    new BuildLock().afterSessionEnd(null);
    assertEquals("acquired", otherSays());
  }

  @Test
  void buildThatWaitsGoesOnWhenTheOtherIsKilled() throws Exception {
    startOther();
    assertEquals("acquired", otherSays());

    CompletableFuture<Void> acquired = CompletableFuture.runAsync(this::acquire);
    assertFalse(acquired.isDone());

    other.destroyForcibly();
    acquired.get(30, TimeUnit.SECONDS);
  }

  @Test
  void buildThatBeginsWithCleanDoesNotWait() throws Exception {
    startOther();
    assertEquals("acquired", otherSays());
    FileTree.delete(lambda());

    acquire();
  }

  private Path lambda() {
    return target.resolve("lambda");
  }

  private void acquire() {
    try {
      BuildLock.acquire(lambda(), Progress.silent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void startOther() throws IOException {
    other = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Other.class.getName(),
            lambda().toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private String otherSays() throws IOException {
    return other.inputReader().readLine();
  }

  /** Acquires it, and waits to be killed. */
  static final class Other {

    public static void main(String[] arguments) throws IOException {
      try (Progress progress = new Progress(System.out::println)) {
        BuildLock.acquire(Path.of(arguments[0]), progress);
      }
      System.out.println("acquired");
      System.in.read();
    }
  }
}
