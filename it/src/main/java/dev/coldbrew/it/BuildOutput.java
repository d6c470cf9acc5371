// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import java.util.stream.Collectors;

/**
 * What a build printed.
 *
 * @param log standard output: Maven's log, and what goals answer
 * @param err standard error: what goals print beside their answer
 */
public record BuildOutput(String log, String err) {

  /** What some builds of Maven 3.8 print at their end, to pipes and files too, to reset colours. */
  private static final String COLOUR_RESET = "\033[0m";

  public BuildOutput {
    log = log.replace(COLOUR_RESET, "");
    err = err.replace(COLOUR_RESET, "");
  }

  /** The message, whole, of the goal of Coldbrew that failed. */
  public String problem() {
    int goal = log.indexOf("[ERROR] Failed to execute goal dev.coldbrew:lambda-maven-plugin:");
    int start = log.indexOf(": ", log.indexOf(" on project ", goal)) + 2;
    int end = log.indexOf(" -> [Help 1]", start);
    if (goal < 0 || end < 0) {
      throw new AssertionError("no goal of Coldbrew failed\n" + this);
    }
    return log.substring(start, end).replaceAll("\n\\[ERROR]( |$)", "\n").strip();
  }

  /** What goals print, without what Maven's own JVM does: of its libraries since JDK 24, of its options. */
  public String goalsErr() {
    return err.lines()
        .filter(line -> !line.startsWith("WARNING: ") && !line.startsWith("Picked up "))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  @Override
  public String toString() {
    return log + err;
  }
}
