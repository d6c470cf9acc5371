// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A port of this machine. */
final class Port {

  static final int MAX = 65_535;

  private Port() {}

  /** Refuses a port of 127.0.0.1 that another program has, as below. */
  static void requireFree(int port, String property, int usual) {
    requireFree(InetAddress.getLoopbackAddress(), port, property, usual);
  }

  /**
   * Refuses a port that another program has.
   *
   * @param property that named it
   * @param usual to propose where it is the last there is
   */
  static void requireFree(InetAddress address, int port, String property, int usual) {
    try {
      new ServerSocket(port, 1, address).close();
    } catch (IOException e) {
      throw new ProblemException(
          "port " + port + " is in use",
          "property " + property,
          "-D" + property + "=" + (port < MAX ? port + 1 : usual),
          e);
    }
  }
}
