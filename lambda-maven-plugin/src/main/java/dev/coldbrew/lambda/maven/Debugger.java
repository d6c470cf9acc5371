// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import dev.coldbrew.lambda.problem.ProblemException;
import java.util.Optional;

/**
 * What {@code lambda.debug} asks for.
 *
 * @param port where the function waits for a debugger
 * @param property that named it
 */
record Debugger(int port, String property) {

  /** That of Maven's other plugins, which IDEs propose. */
  private static final int USUAL_PORT = 5005;

  /**
   * Empty if none was requested.
   *
   * @param value {@code true} where it was given without one
   */
  static Optional<Debugger> of(String value, String property) {
    if (value == null || value.equals("false")) {
      return Optional.empty();
    }
    if (value.isEmpty() || value.equals("true")) {
      return Optional.of(new Debugger(USUAL_PORT, property));
    }
    int port = value.matches("\\d{1,5}") ? Integer.parseInt(value) : 0;
    if (port < 1 || port > Port.MAX) {
      throw new ProblemException(
          "'" + value + "' is not a port", "property " + property, "-D" + property + "=5005");
    }
    return Optional.of(new Debugger(port, property));
  }

  void requireFreePort() {
    Port.requireFree(port, property, USUAL_PORT);
  }

  String invitation() {
    return "The function waits for a debugger: attach an IDE to port " + port
        + " of localhost, or jdb -attach 127.0.0.1:" + port;
  }
}
