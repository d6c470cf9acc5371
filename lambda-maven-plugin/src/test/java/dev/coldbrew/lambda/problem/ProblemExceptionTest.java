// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ProblemExceptionTest {

  @Test
  void messageHasWhatAndWhereOnOneLineAndTheHintOnTheNext() {
    IOException cause = new IOException("reset");

    ProblemException e = new ProblemException("'x' is broken", "file x", "delete it", cause);

    assertEquals("'x' is broken (file x)\nhint: delete it", e.getMessage());
    assertSame(cause, e.getCause());
  }

  @Test
  void exceptionWithoutAMessageIsNamed() {
    assertEquals("reset", ProblemException.reason(new IOException("reset")));
    assertEquals("IOException", ProblemException.reason(new IOException()));
  }
}
