// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CodeWatchTest {

  @TempDir
  Path folder;

  private final Settled settled = new Settled();

  @Test
  void changesAreSeenWhereTheSystemHasNoWatchServiceLeft() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "1");

    try (CodeWatch watch = CodeWatch.start(List.of(folder), settled, () -> {
      throw new IOException("User limit of inotify instances reached or too many open files");
    })) {
      assertNotNull(watch);
      assertEquals(1, settled.awaitSize(file, 1));
      Files.writeString(file, "22");
      assertEquals(2, settled.awaitSize(file, 2));
    }
  }

  private static final class Settled implements CodeWatch.Listener {
    private final BlockingQueue<CodeState> states = new LinkedBlockingQueue<>();

    @Override
    public void touched() {}

    @Override
    public void settled(CodeState state) {
      states.add(state);
    }

    long awaitSize(Path file, long size) throws InterruptedException {
      long found = -1;
      while (found != size) {
        CodeState state = states.poll(30, TimeUnit.SECONDS);
        assertNotNull(state, "no look after size " + found);
        found = state.files().get(file).size();
      }
      return found;
    }
  }
}
