// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.error;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.coldbrew.lambda.runtime.LambdaMain;
import dev.coldbrew.lambda.runtime.invocation.Handler;
import dev.coldbrew.lambda.runtime.invocation.RuntimeFrames;
import dev.coldbrew.lambda.runtime.log.Log;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorReportTest {

  private static final StackTraceElement FRAME =
      new StackTraceElement("com.acme.Orders", "place", "Orders.java", 7);

  @Test
  void membersAreThoseOfAwsRuntime() {
    assertEquals(
        "{\"errorMessage\":\"no\",\"errorType\":\"java.lang.IllegalStateException\","
            + "\"stackTrace\":[\"com.acme.Orders.place(Orders.java:7)\"]}",
        text(of(new IllegalStateException("no"))));
  }

  @Test
  void causesAreNestedAndSuppressedOnesListed() {
    Throwable e = of(new IllegalStateException("top", of(new Exception("cause"))));
    e.addSuppressed(of(new Exception("first")));
    e.addSuppressed(of(new Exception("second")));

    String frames = "\"stackTrace\":[\"com.acme.Orders.place(Orders.java:7)\"]";
    String nested =
        "{\"errorMessage\":\"%s\",\"errorType\":\"java.lang.Exception\"," + frames + "}";
    assertEquals(
        "{\"errorMessage\":\"top\",\"errorType\":\"java.lang.IllegalStateException\","
            + frames
            + ",\"cause\":"
            + nested.formatted("cause")
            + ",\"suppressed\":["
            + nested.formatted("first")
            + ","
            + nested.formatted("second")
            + "]}",
        text(e));
  }

  @Test
  void aTraceHasNoFrameOfTheRuntimeBetweenThoseOfTheUser() {
    Exception e = new IllegalStateException("not to be printed");
    e.setStackTrace(new StackTraceElement[] {
      new StackTraceElement("com.acme.Order", "toString", "Order.java", 9),
      new StackTraceElement(
          Log.class.getPackageName() + ".LogStream", "print", "LogStream.java", 1),
      FRAME,
      new StackTraceElement("java.lang.reflect.Method", "invoke", "Method.java", 1),
      new StackTraceElement(Handler.class.getName(), "handle", "Handler.java", 1),
      new StackTraceElement(LambdaMain.class.getName(), "main", "LambdaMain.java", 1)
    });

    assertEquals(
        "[\"com.acme.Order.toString(Order.java:9)\",\"com.acme.Orders.place(Orders.java:7)\"]",
        json(e).getAsJsonArray("stackTrace").toString());
  }

  @Test
  void aCycleOfCausesEnds() {
    Exception one = of(new Exception("one"));
    one.initCause(of(new Exception("two", one)));

    JsonObject again = json(one).getAsJsonObject("cause").getAsJsonObject("cause");

    assertEquals("{\"errorMessage\":\"[see above]\"}", again.toString());
  }

  @Test
  void aChainOfCausesIsCut() {
    Exception e = of(new Exception("0"));
    for (int i = 1; i < 1000; i++) {
      e = of(new Exception(Integer.toString(i), e));
    }

    int depth = 0;
    JsonObject object = json(e);
    while (object.has("cause")) {
      object = object.getAsJsonObject("cause");
      depth++;
    }
    assertEquals(64, depth);
    assertEquals("{\"errorMessage\":\"[cut]\"}", object.toString());
  }

  @Test
  void manySuppressedOnesAreCut() {
    Exception e = of(new Exception("top"));
    for (int i = 0; i < 20_000; i++) {
      e.addSuppressed(of(new Exception("x")));
    }

    JsonArray suppressed = json(e).getAsJsonArray("suppressed");

    assertEquals(64, suppressed.size());
    assertEquals("{\"errorMessage\":\"[cut]\"}", suppressed.get(63).toString());
  }

  @Test
  void aMessageThatIsTooLongIsCutAndMarkedAndTheRestStays() {
    JsonObject body = json(of(new IllegalStateException("x".repeat(10 * 1024 * 1024))));

    assertEquals(
        "x".repeat(15 * 1024 * 1024 * 6 / 16) + "[cut: 10485760 characters in all]",
        body.get("errorMessage").getAsString());
    assertEquals(1, body.getAsJsonArray("stackTrace").size());
  }

  @Test
  void aMessageThatLambdaTakesIsWhole() {
    String message = "x".repeat(6 * 1024 * 1024 - 1024) + "\u00e4";

    assertEquals(
        message,
        json(of(new IllegalStateException(message))).get("errorMessage").getAsString());
  }

  @Test
  void aMessageLeavesRoomForThatOfTheCause() {
    String message = "x".repeat(4 * 1024 * 1024);
    Exception cause = of(new IllegalStateException(message));

    JsonObject body = json(of(new RuntimeException(message, cause)));

    String shortened = "x".repeat(7 * 1024 * 1024 * 6 / 16) + "[cut: 4194304 characters in all]";
    assertEquals(shortened, body.get("errorMessage").getAsString());
    assertEquals(shortened, body.getAsJsonObject("cause").get("errorMessage").getAsString());
  }

  @Test
  void noPairOfSurrogatesIsCutInTwo() {
    assertEquals("a[cut: 5 characters in all]", Throwables.cut("a\ud83d\ude00\ud83d\ude00", 2));
  }

  @Test
  void theLargestErrorFits() {
    String message = "\u0001".repeat(10 * 1024 * 1024);
    Exception e = of(new Exception(message));
    for (int i = 0; i < 10; i++) {
      e = new Exception(message, e);
      e.setStackTrace(frames(1024, "com.acme." + "LongName".repeat(100)));
      e.addSuppressed(new Exception(message));
    }

    ErrorReport report = ErrorReport.of(RuntimeFrames.removeFrom(e));

    assertTrue(report.body().length <= 6 * 1024 * 1024, report.body().length + " bytes");
    assertTrue(report.trailers().length() < 4096, report.trailers().length() + " bytes");
    assertTrue(report.headers().length() < 33 * 1024, report.headers().length() + " bytes");
    assertTrue(json(e).get("errorMessage").getAsString().startsWith("\u0001\u0001\u0001"));
  }

  @Test
  void aTraceThatIsTooLongLosesItsEnd() {
    Exception e = new Exception("deep");
    e.setStackTrace(frames(5000, "com.acme.Orders"));

    JsonArray frames = json(e).getAsJsonArray("stackTrace");

    assertEquals(1025, frames.size());
    assertEquals("... 3976 more", frames.get(1024).getAsString());
  }

  @Test
  void trailersHoldTheSameErrorInFewerFrames() {
    Exception e = new IllegalStateException("deep");
    e.setStackTrace(frames(100, "com.acme.Orders"));

    List<String> lines =
        ErrorReport.of(RuntimeFrames.removeFrom(e)).trailers().lines().toList();

    assertEquals(
        "Lambda-Runtime-Function-Error-Type: Function.IllegalStateException", lines.get(0));
    String body = lines.get(1).substring("Lambda-Runtime-Function-Error-Body: ".length());
    JsonObject json = JsonParser.parseString(
            new String(Base64.getDecoder().decode(body), StandardCharsets.UTF_8))
        .getAsJsonObject();
    assertEquals("deep", json.get("errorMessage").getAsString());
    assertEquals(33, json.getAsJsonArray("stackTrace").size());
  }

  @Test
  void framesThatAreNullAreLeftOut() {
    Exception e = new Exception("odd") {
      private static final long serialVersionUID = 1;

      @Override
      public StackTraceElement[] getStackTrace() {
        return new StackTraceElement[] {null, FRAME, null};
      }
    };

    assertEquals(
        "{\"errorMessage\":\"odd\",\"errorType\":\"" + e.getClass().getName()
            + "\",\"stackTrace\":[\"" + FRAME + "\"]}",
        json(e).toString());
  }

  @Test
  void anExceptionWhoseEveryMethodFailsIsReportedByItsClass() {
    Exception e = new Uncooperative();

    assertEquals(
        "{\"errorMessage\":\"" + Uncooperative.class.getName() + "\",\"errorType\":\""
            + Uncooperative.class.getName() + "\",\"stackTrace\":[]}",
        json(e).toString());
    assertEquals(
        "Function.Uncooperative", ErrorReport.of(RuntimeFrames.removeFrom(e)).type());
    assertEquals(
        Uncooperative.class.getName()
            + ", which cannot be printed: class java.lang.UnsupportedOperationException",
        StackTrace.of(e));
  }

  /** Has no method that returns. */
  private static final class Uncooperative extends Exception {
    private static final long serialVersionUID = 1;

    @Override
    public String getMessage() {
      throw new UnsupportedOperationException();
    }

    @Override
    public synchronized Throwable getCause() {
      throw new UnsupportedOperationException();
    }

    @Override
    public StackTraceElement[] getStackTrace() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void setStackTrace(StackTraceElement[] frames) {
      throw new UnsupportedOperationException();
    }

    @Override
    public String toString() {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void anErrorOfWhichNothingCanBeSaidHasItsType() {
    assertEquals(
        "{\"errorMessage\":\"com.acme.Odd\",\"errorType\":\"com.acme.Odd\"}",
        new String(ErrorBody.ofType("com.acme.Odd"), StandardCharsets.UTF_8));
    assertEquals(
        "{\"errorMessage\":\"java.lang.Throwable\",\"errorType\":\"java.lang.Throwable\"}",
        new String(ErrorBody.ofType("com.acme.\"Odd\""), StandardCharsets.UTF_8));
  }

  @Test
  void aCauseThatCannotBeAskedForIsNone() {
    Exception e = of(new Exception("odd") {
      private static final long serialVersionUID = 1;

      @Override
      public synchronized Throwable getCause() {
        throw new UnsupportedOperationException();
      }
    });

    assertEquals("odd", json(e).get("errorMessage").getAsString());
    assertEquals(false, json(e).has("cause"));
  }

  @Test
  void xRayCauseHasXRaysMembersInOneLineOfAscii() {
    Exception e = new IllegalStateException("no\n\u00e4\ud83d\ude00");
    e.setStackTrace(new StackTraceElement[] {
      FRAME, FRAME, new StackTraceElement("com.acme.Hidden$In", "run", null, -1)
    });

    String orders = "{\"label\":\"place\",\"path\":\"Orders.java\",\"line\":7}";
    assertEquals(
        "{\"working_directory\":\"" + System.getProperty("user.dir")
            + "\",\"exceptions\":[{\"message\":\"no\\n\\u00E4\\uD83D\\uDE00\","
            + "\"type\":\"java.lang.IllegalStateException\",\"stack\":["
            + orders
            + ","
            + orders
            + ",{\"label\":\"run\",\"path\":\"Hidden$In.java\",\"line\":-1}]}],"
            + "\"paths\":[\"Orders.java\",\"Hidden$In.java\"]}",
        XRayCause.of(e));
  }

  @Test
  void xRayCauseStaysWithinItsLimitAndJson() {
    Exception e = new IllegalStateException("\u00e4".repeat(10 * 1024 * 1024));
    e.setStackTrace(frames(1024, "com.acme." + "LongName".repeat(1000)));

    String cause = XRayCause.of(e);

    assertTrue(cause.length() <= 32 * 1024, cause.length() + " characters");
    JsonObject first = JsonParser.parseString(cause)
        .getAsJsonObject()
        .getAsJsonArray("exceptions")
        .get(0)
        .getAsJsonObject();
    assertTrue(
        first.get("message").getAsString().endsWith("\u00e4[cut: 10485760 characters in all]"));
  }

  private static StackTraceElement[] frames(int count, String className) {
    StackTraceElement[] frames = new StackTraceElement[count];
    for (int i = 0; i < count; i++) {
      frames[i] = new StackTraceElement(className, "place" + i, "Orders.java", i);
    }
    return frames;
  }

  private static <T extends Throwable> T of(T e) {
    e.setStackTrace(new StackTraceElement[] {FRAME});
    return e;
  }

  private static String text(Throwable e) {
    return new String(ErrorReport.of(RuntimeFrames.removeFrom(e)).body(), StandardCharsets.UTF_8);
  }

  private static JsonObject json(Throwable e) {
    return JsonParser.parseString(text(e)).getAsJsonObject();
  }
}
