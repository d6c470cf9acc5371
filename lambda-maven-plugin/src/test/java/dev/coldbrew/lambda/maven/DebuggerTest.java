// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DebuggerTest {

  @ParameterizedTest
  @CsvSource({"true, 5005", "'', 5005", "5006, 5006", "65535, 65535"})
  void thereIsOne(String property, int port) {
    assertEquals(
        Optional.of(new Debugger(port, "lambda.debug")), Debugger.of(property, "lambda.debug"));
  }

  @Test
  void thereIsNone() {
    assertEquals(Optional.empty(), Debugger.of(null, "lambda.debug"));
    assertEquals(Optional.empty(), Debugger.of("false", "lambda.debug"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "65536", "yes", "-1", "99999999999"})
  void isAtAPort(String property) {
    ProblemException problem =
        assertThrows(ProblemException.class, () -> Debugger.of(property, "lambda.debug"));
    assertEquals(
        "'" + property + "' is not a port (property lambda.debug)\nhint: -Dlambda.debug=5005",
        problem.getMessage());
  }

  @Test
  void needsAPortOfItsOwn() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int port = other.getLocalPort();
      ProblemException problem = assertThrows(
          ProblemException.class, () -> new Debugger(port, "lambda.debug").requireFreePort());
      assertEquals(
          "port " + port + " is in use (property lambda.debug)\nhint: -Dlambda.debug=" + (port + 1),
          problem.getMessage());
    }
  }
}
