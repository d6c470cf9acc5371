// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.emulator;

import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * The lines that Lambda itself writes to a function's log, with the words and tabs of CloudWatch.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html">The
 *     lines of failures</a>
 */
final class Report {

  private Report() {}

  static String start(String requestId, String version) {
    return "START RequestId: " + requestId + " Version: " + version;
  }

  static String end(String requestId) {
    return "END RequestId: " + requestId;
  }

  /**
   * @param initDuration null when the invocation did not follow an init phase
   * @param restoreDuration null when it did not follow the restore from a snapshot
   * @param failure null when the runtime asked for its next event
   */
  static String report(
      String requestId,
      Duration duration,
      Duration initDuration,
      Duration restoreDuration,
      int memoryMb,
      OptionalLong peakMemoryMb,
      Failure failure) {
    // Since August 2025 the init phase is billed for every kind of runtime, before the rounding up.
    double billed =
        Math.ceil(milliseconds(duration) + (initDuration == null ? 0 : milliseconds(initDuration)));
    StringBuilder line =
        new StringBuilder("REPORT RequestId: ").append(requestId).append('\t');
    line.append("Duration: ").append(format(duration)).append(" ms\t");
    line.append("Billed Duration: ").append((long) billed).append(" ms\t");
    line.append("Memory Size: ").append(memoryMb).append(" MB\t");
    peakMemoryMb.ifPresent(peak -> line.append("Max Memory Used: ").append(peak).append(" MB\t"));
    if (initDuration != null) {
      line.append("Init Duration: ").append(format(initDuration)).append(" ms\t");
    }
    if (restoreDuration != null) {
      line.append("Restore Duration: ").append(format(restoreDuration)).append(" ms\t");
      long billedRestore = (long) Math.ceil(milliseconds(restoreDuration));
      line.append("Billed Restore Duration: ").append(billedRestore).append(" ms\t");
    }
    // A success ends in a tab; so it does in CloudWatch.
    return failure == null ? line.toString() : line + status(failure);
  }

  /**
   * @param phase {@code init}, or {@code invoke} for an init phase that an invocation repeats
   * @param failure null for an init phase that ended before a snapshot
   */
  static String initReport(Duration duration, String phase, Failure failure) {
    String line = "INIT_REPORT Init Duration: " + format(duration) + " ms\tPhase: " + phase + "\t";
    return failure == null ? line : line + status(failure);
  }

  /** Only for a restore that failed; others are in the line of the invocation after them. */
  static String restoreReport(Duration duration, Failure failure) {
    return "RESTORE_REPORT Restore Duration: " + format(duration) + " ms\t" + status(failure);
  }

  private static String status(Failure failure) {
    String status = "Status: " + failure.status();
    return failure.errorType() == null ? status : status + "\tError Type: " + failure.errorType();
  }

  private static String format(Duration duration) {
    return String.format(Locale.ROOT, "%.2f", milliseconds(duration));
  }

  private static double milliseconds(Duration duration) {
    return duration.toNanos() / 1e6;
  }
}
