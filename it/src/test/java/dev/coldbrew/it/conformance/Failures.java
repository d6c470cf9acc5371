// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it.conformance;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;

/** Fails as its event says. */
public class Failures {

  /** An exception of the user's own. */
  public static class OrderException extends Exception {
    private static final long serialVersionUID = 1;

    public OrderException(String message, Throwable cause) {
      super(message, cause);
    }

    @Override
    public String getLocalizedMessage() {
      return "localized " + getMessage();
    }
  }

  private static int count;

  public String fail(String how) throws Exception {
    return switch (how) {
      case "not" -> how;
      case "message" -> throw new IllegalStateException("not now");
      case "noMessage" -> throw new IllegalStateException();
      case "emptyMessage" -> throw new IllegalStateException("");
      case "unicode" ->
        throw new IllegalStateException("l\u00e4uft \"nicht\"\n\u2028\ud83d\ude00\u0001");
      case "checked" -> throw new FileNotFoundException("orders.csv");
      case "cause" -> throw new RuntimeException(new IOException("disk full"));
      case "causeAndMessage" ->
        throw new CompletionException("stopped", new IllegalStateException("inner"));
      case "own" -> throw new OrderException("order 5", new RuntimeException());
      case "anonymous" ->
        throw new IllegalStateException("anonymous") {
          private static final long serialVersionUID = 1;
        };
      case "suppressed" -> {
        Exception e = new IllegalStateException("first");
        e.addSuppressed(new IllegalStateException("second"));
        throw e;
      }
      case "assertion" -> throw new AssertionError("must not be");
      case "stackOverflow" -> fail(how);
      case "linkage" -> throw new NoClassDefFoundError("com/acme/Missing");
      case "nullPointer" -> Map.of("a", how).get("b").trim();
      case "cast" -> ((Object) how).equals(how) ? (String) (Object) Integer.valueOf(1) : how;
      case "number" -> Integer.toString(Integer.parseInt("many"));
      case "noStackTrace" -> {
        Exception e = new IllegalStateException("without frames");
        e.setStackTrace(new StackTraceElement[0]);
        throw e;
      }
      case "outOfMemory" -> throw new OutOfMemoryError("Java heap space");
      case "interrupt" -> {
        Thread.currentThread().interrupt();
        yield how;
      }
      default -> throw new IllegalArgumentException(how);
    };
  }

  /** Returns how often its class was used, if it is not to fail. */
  public int count(String how) throws Exception {
    count++;
    fail(how);
    return count;
  }

  /** Lambda takes 6 MB, and a little more. */
  public String large(int length) {
    return "x".repeat(length);
  }

  /** Its answers cannot be written. */
  public Object answer(String how) {
    if (how.equals("cycle")) {
      Map<String, Object> cycle = new HashMap<>();
      cycle.put("self", cycle);
      return cycle;
    }
    return new Object() {
      public String getName() {
        throw new IllegalStateException("no name");
      }
    };
  }

  /** Ends its process. */
  public String exit(int status) {
    System.exit(status);
    return "never";
  }

  /** Fails in its constructor. */
  public static class Constructor {
    public Constructor() {
      throw new IllegalStateException("TABLE_NAME is not set");
    }

    public String handle(String event) {
      return event;
    }
  }

  /** Fails in its static initialiser. */
  public static class StaticInitializer {
    static final int SIZE = Integer.parseInt("many");

    public String handle(String event) {
      return event + SIZE;
    }
  }

  /** It cannot be made. */
  public static class NoConstructor {
    NoConstructor(String table) {}

    public String handle(String event) {
      return event;
    }
  }

  /** Nor one of these. */
  public abstract static class Unfinished {
    public String handle(String event) {
      return event;
    }
  }
}
