// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import dev.coldbrew.lambda.problem.ProblemException;
import dev.coldbrew.lambda.task.PackageTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * The time that a build gives what it makes, instead of the clock's: the property {@code
 * project.build.outputTimestamp}, as Maven's own plugins read it.
 */
final class BuildTime {

  private BuildTime() {}

  /** @param text seconds since 1970, or a date and time; null, or one character, for none */
  static Instant of(String text) {
    if (text == null || text.length() < 2) {
      return PackageTime.INSTANT;
    }
    try {
      return text.matches("\\d+")
          ? Instant.ofEpochSecond(Long.parseLong(text))
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException | NumberFormatException e) {
      throw new ProblemException(
          "'" + text + "' is not a time",
          "property project.build.outputTimestamp",
          "set seconds since 1970, or a time such as 2026-01-01T00:00:00Z",
          e);
    }
  }
}
