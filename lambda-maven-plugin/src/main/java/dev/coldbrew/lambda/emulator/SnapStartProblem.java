// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.emulator;

import dev.coldbrew.lambda.problem.ProblemException;

/**
 * Why a function cannot be invoked as a published version with SnapStart. Lambda publishes no
 * version whose init phase fails, so no invocation follows that could repeat it.
 */
final class SnapStartProblem {

  /** What a runtime reports if a hook before the snapshot has failed. */
  private static final String HOOK_FAILED = "Runtime.BeforeCheckpointError";

  private SnapStartProblem() {}

  /** The init phase failed, of which the hooks before the snapshot are the last part. */
  static ProblemException beforeSnapshot(Failure failure, String handler) {
    boolean isHook = HOOK_FAILED.equals(failure.errorType());
    return new ProblemException(
        (isHook
                ? "a hook before the snapshot failed: "
                : "the function failed before the snapshot: ")
            + failure.reason()
            + "; Lambda would not publish this version",
        "handler " + handler,
        isHook
            ? "change that hook; the log above has the cause"
            : hint(failure, "the handler's constructor or the hook", "change the handler"));
  }

  /** The process failed between its restore and its first event, when only hooks run. */
  static ProblemException afterRestore(Failure failure, String handler) {
    return new ProblemException(
        "a hook after the restore failed: "
            + failure.reason()
            + "; Lambda would fail the invocation",
        "handler " + handler,
        hint(failure, "the hook", "change that hook"));
  }

  /**
   * @param suspects what ran when the process ended or was ended, which only its log can tell
   * @param change what to do about an error that was reported
   */
  private static String hint(Failure failure, String suspects, String change) {
    if (failure.isTimeout()) {
      return "let " + suspects + " at which the log above ends take less time";
    }
    return failure.isExit()
        ? "change " + suspects + " at which the log above ends"
        : change + "; the log above has the cause";
  }
}
