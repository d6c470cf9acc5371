// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import dev.coldbrew.lambda.problem.ProblemException;
import java.util.Optional;

/**
 * What {@code lambda.debug} asks for.
 *
 * @param port where the function waits for a debugger
 */
record Debugger(int port) {

  /** That of Maven's other plugins, which IDEs propose. */
  private static final int USUAL_PORT = 5005;

  /**
   * Empty if there is to be none.
   *
   * @param property {@code true} where it was given without a value
   */
  static Optional<Debugger> of(String property) {
    if (property == null || property.equals("false")) {
      return Optional.empty();
    }
    if (property.isEmpty() || property.equals("true")) {
      return Optional.of(new Debugger(USUAL_PORT));
    }
    int port = property.matches("\\d{1,5}") ? Integer.parseInt(property) : 0;
    if (port < 1 || port > Port.MAX) {
      throw new ProblemException(
          "'" + property + "' is not a port", "property lambda.debug", "-Dlambda.debug=5005");
    }
    return Optional.of(new Debugger(port));
  }

  void requireFreePort() {
    Port.requireFree(port, "lambda.debug", USUAL_PORT);
  }

  String invitation() {
    return "The function waits for a debugger: attach an IDE to port " + port
        + " of localhost, or jdb -attach 127.0.0.1:" + port;
  }
}
