// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.error;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class StackTraceTest {

  private static final String FRAME = "\n\tat com.acme.Orders.place(Orders.java:7)";

  @Test
  void traceIsTheOneThatJavaPrints() {
    Throwable e = of(new IllegalStateException("top", of(new Exception("cause"))));

    assertEquals(
        "java.lang.IllegalStateException: top" + FRAME + "\nCaused by: java.lang.Exception: cause"
            + "\n\t... 1 more",
        StackTrace.of(e));
  }

  @Test
  void errorOfTheUsersMethodIsNoneOfTheRuntime() {
    assertEquals(
        Deep.class.getName() + ", which cannot be printed: class java.lang.StackOverflowError",
        StackTrace.of(new Deep()));
  }

  @Test
  void whatWasPrintedBeforeTheUsersMethodFailsStays() {
    Throwable e = of(new Exception("top"));
    e.addSuppressed(of(new Deep()));

    assertEquals(
        "java.lang.Exception: top" + FRAME
            + "\njava.lang.Exception, which cannot be printed: class java.lang.StackOverflowError",
        StackTrace.of(e));
  }

  @Test
  void messageThatIsTooLongIsCutAndTheRestStays() {
    Throwable e = of(new Error("x".repeat(10 * 1024 * 1024)));

    assertEquals(
        "java.lang.Error: " + "x".repeat(102_400 - "java.lang.Error: ".length())
            + "[cut: 10485777 characters in all]" + FRAME,
        StackTrace.of(e));
  }

  @Test
  void messageThatFitsIsWhole() {
    String message = "x".repeat(200_000);

    assertEquals("java.lang.Error: " + message + FRAME, StackTrace.of(of(new Error(message))));
  }

  @Test
  void traceThatIsTooLongLosesItsEnd() {
    Exception e = new Exception("0");
    for (int i = 1; i < 100; i++) {
      e = new Exception("x".repeat(20_000), e);
    }

    String trace = StackTrace.of(e);

    assertTrue(trace.endsWith("[cut]"), () -> trace.substring(trace.length() - 100));
    assertEquals(204_800 + "[cut]".length(), trace.length());
  }

  @Test
  void whatTheUsersOwnTracePrintsIsCutBetweenCharacters() {
    String trace = StackTrace.of(new Talkative());

    assertEquals("€".repeat(68_266) + "[cut]", trace);
  }

  private static <T extends Throwable> T of(T e) {
    e.setStackTrace(
        new StackTraceElement[] {new StackTraceElement("com.acme.Orders", "place", "Orders.java", 7)
        });
    return e;
  }

  private static final class Deep extends Exception {
    private static final long serialVersionUID = 1;

    @Override
    public String getMessage() {
      return getMessage() + "!";
    }
  }

  private static final class Talkative extends Exception {
    private static final long serialVersionUID = 1;

    @Override
    public void printStackTrace(PrintStream stream) {
      for (int i = 0; i < 1_000_000; i++) {
        stream.print("€");
      }
    }
  }
}
