// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class ProgressTest {

  private final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();

  @Test
  void saysWhatIsWaitedForAgainAndAgain() throws Exception {
    try (Progress progress = new Progress(lines::add, Duration.ofMillis(1), Duration.ofMillis(1))) {
      progress.begin("event 'a.json'");

      assertEquals("event 'a.json', 0 s so far", lines.take());
      assertEquals("event 'a.json', 0 s so far", lines.take());
    }
  }

  @Test
  void saysHowFarItIs() throws Exception {
    AtomicInteger percent = new AtomicInteger();
    try (Progress progress = new Progress(lines::add, Duration.ofMillis(1), Duration.ofMillis(1))) {
      progress.begin(() -> percent.getAndAdd(50) + " %");

      assertEquals("0 %, 0 s so far", lines.take());
      assertEquals("50 %, 0 s so far", lines.take());
    }
  }

  @Test
  void saysNothingOfWhatIsQuick() {
    try (Progress progress = new Progress(lines::add)) {
      progress.begin("the first");
      progress.begin("the second");
    }

    assertNull(lines.poll());
  }
}
