// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.aws;

import dev.coldbrew.lambda.problem.ProblemException;
import dev.coldbrew.lambda.process.Progress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Polls AWS until something has happened there, for a limited time. */
final class Waiting {

  /** The pause between two attempts. */
  interface Pause {
    void of(Duration time) throws InterruptedException;
  }

  private static final Duration BETWEEN = Duration.ofSeconds(1);

  private final Progress progress;
  private final Pause pause;

  Waiting(Progress progress) {
    this(progress, time -> Thread.sleep(time.toMillis()));
  }

  Waiting(Progress progress, Pause pause) {
    this.progress = progress;
    this.pause = pause;
  }

  /** Makes one call, and reports what it waits for if the call takes long. */
  <T> T during(String what, Supplier<T> call) {
    progress.begin(what);
    try {
      return call.get();
    } finally {
      progress.end();
    }
  }

  /**
   * Tries at once, and then every second.
   *
   * @param what the awaited event, such as {@code the update of 'hello'}
   * @return the first result of an attempt; empty if there was none within the limit
   */
  <T> Optional<T> until(String what, Duration limit, Supplier<Optional<T>> attempt) {
    Optional<T> result = attempt.get();
    return result.isPresent() ? result : during(what, () -> repeat(what, limit, attempt));
  }

  private <T> Optional<T> repeat(String what, Duration limit, Supplier<Optional<T>> attempt) {
    Optional<T> result = Optional.empty();
    for (long left = limit.dividedBy(BETWEEN); result.isEmpty() && left > 0; left--) {
      try {
        pause.of(BETWEEN);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ProblemException(
            "the build was interrupted while it waited for " + what,
            "goal lambda:deploy",
            "run the command again: it goes on from there",
            e);
      }
      result = attempt.get();
    }
    return result;
  }
}
