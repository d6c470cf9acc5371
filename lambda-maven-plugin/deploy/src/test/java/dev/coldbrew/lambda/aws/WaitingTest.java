// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coldbrew.lambda.problem.ProblemException;
import dev.coldbrew.lambda.process.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WaitingTest {

  private final List<Duration> pauses = new ArrayList<>();
  private final Waiting waiting = new Waiting(Progress.silent(), pauses::add);

  @Test
  void whatIsThereIsNotWaitedFor() {
    assertEquals(
        Optional.of("there"),
        waiting.until("it", Duration.ofSeconds(9), () -> Optional.of("there")));
    assertEquals(List.of(), pauses);
  }

  @Test
  void whatDoesNotComeIsAskedForEverySecondUntilTheLimit() {
    assertEquals(
        Optional.empty(), waiting.until("it", Duration.ofSeconds(3), () -> Optional.empty()));
    assertEquals(
        List.of(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1)), pauses);
  }

  @Test
  void buildThatIsInterruptedStaysSo() {
    Waiting interrupted = new Waiting(Progress.silent(), time -> {
      throw new InterruptedException();
    });

    assertEquals(
        """
        the build was interrupted while it waited for the update of 'hello' (goal lambda:deploy)
        hint: run the command again: it goes on from there""",
        assertThrows(
                ProblemException.class,
                () -> interrupted.until(
                    "the update of 'hello'", Duration.ofSeconds(3), () -> Optional.empty()))
            .getMessage());
    assertTrue(Thread.interrupted());
  }
}
