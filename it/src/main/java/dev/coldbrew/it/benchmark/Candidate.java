// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it.benchmark;

import java.nio.file.Path;
import java.util.List;

/**
 * One of those that are timed side by side.
 *
 * @param folder where it is started; its {@code LAMBDA_TASK_ROOT}
 * @param servesEvents a program that does not is run to its end
 * @param zipBytes the size of its deployment package, 0 for none that could be compared
 */
record Candidate(
    String name, Path folder, List<String> command, boolean servesEvents, long zipBytes) {

  static Candidate bootstrap(String name, Path folder, List<String> command) {
    return new Candidate(name, folder, command, true, 0);
  }

  static Candidate program(String name, Path folder, List<String> command) {
    return new Candidate(name, folder, command, false, 0);
  }
}
