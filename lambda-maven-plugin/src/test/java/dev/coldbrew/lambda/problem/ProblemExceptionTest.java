// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.EOFException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ProblemExceptionTest {

  @Test
  void messageSaysWhatAndWhereAndThenHowToFixIt() {
    ProblemException problem =
        new ProblemException("port 5005 is in use", "property lambda.debug", "take 5006");

    assertEquals(
        "port 5005 is in use (property lambda.debug)\nhint: take 5006", problem.getMessage());
    assertNull(problem.getCause());
  }

  @Test
  void causeIsKeptAndNotInTheMessage() {
    IOException cause = new IOException("internal detail");

    ProblemException problem = new ProblemException("what", "where", "hint", cause);

    assertEquals("what (where)\nhint: hint", problem.getMessage());
    assertSame(cause, problem.getCause());
  }

  @Test
  void reasonIsTheMessageOrElseTheType() {
    assertEquals("disk is full", ProblemException.reason(new IOException("disk is full")));
    assertEquals("EOFException", ProblemException.reason(new EOFException()));
  }
}
