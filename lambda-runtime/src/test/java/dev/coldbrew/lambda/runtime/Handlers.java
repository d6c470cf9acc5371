// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime;

import com.amazonaws.services.lambda.runtime.Context;
import com.google.gson.JsonElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What users write. */
public class Handlers {

  public String hello(Map<String, Object> event) {
    Object name = event.get("name");
    if (name == null) {
      throw new IllegalArgumentException("No name supplied!");
    }
    return "Hello, " + name + "!";
  }

  public static int increment(int number) {
    return number + 1;
  }

  public boolean not(boolean value) {
    return !value;
  }

  public List<Integer> reversed(List<Integer> numbers) {
    List<Integer> reversed = new ArrayList<>();
    for (int number : numbers) {
      reversed.add(0, number);
    }
    return reversed;
  }

  public String classes(Map<String, Object> numbers) {
    StringBuilder classes = new StringBuilder();
    numbers
        .values()
        .forEach(n ->
            classes.append(n.getClass().getSimpleName()).append(' ').append(n).append(' '));
    return classes.toString().trim();
  }

  public Point mirror(Point point) {
    return new Point(point.y(), point.x());
  }

  public Order pay(Order order) {
    order.paid = true;
    return order;
  }

  public JsonElement echo(JsonElement event) {
    return event;
  }

  public void nothing(String event) {}

  public Map<String, Object> anonymous(String event) {
    return new java.util.HashMap<>() {
      private static final long serialVersionUID = 1;

      {
        put("event", event);
      }
    };
  }

  public String withContext(String event, Context context) {
    return event + " " + context.getAwsRequestId();
  }

  public String overloaded(String event) {
    return "one";
  }

  public String overloaded(String event, Context context) {
    return "two";
  }

  public String ambiguous(String event) {
    return event;
  }

  public String ambiguous(Integer event) {
    return event.toString();
  }

  public void two(String one, String other) {}

  void hidden(String event) {}

  public static void noMessage(String event) {
    throw new IllegalStateException();
  }

  public static void failingMessage(String event) {
    throw new IllegalStateException() {
      private static final long serialVersionUID = 1;

      @Override
      public String getMessage() {
        throw new UnsupportedOperationException();
      }
    };
  }

  public static boolean interrupted(String event) {
    boolean wasInterrupted = Thread.currentThread().isInterrupted();
    Thread.currentThread().interrupt();
    return wasInterrupted;
  }

  public static void overflow(String event) {
    overflow(event);
  }

  public static void outOfMemory(String event) {
    throw new OutOfMemoryError("Java heap space");
  }

  /** A record as event and answer. */
  public record Point(int x, int y) {}

  /** A plain object as event and answer. */
  public static class Order {
    public String id;
    public boolean paid;
    public List<Point> points;
  }

  /** Has no constructor for us. */
  public static class NeedsArgument {
    public NeedsArgument(String argument) {}

    public void handle(String event) {}

    public static String handleStatically(String event) {
      return event;
    }
  }

  /** Fails as a user's constructor does. */
  public static class FailingConstructor {
    public FailingConstructor() {
      throw new IllegalStateException("TABLE_NAME is not set");
    }

    public void handle(String event) {}
  }

  /** Fails as a user's static field does. */
  public static class FailingInitializer {
    static final int TABLE = Integer.parseInt("none");

    public void handle(String event) {}
  }

  /** Inherits its handler, whose type is a type argument. */
  public static class Inherited extends Generic<String> {
    @Override
    public String handle(String event) {
      return "inherited " + event;
    }
  }

  /** A generic base class. */
  public abstract static class Generic<T> {
    public abstract T handle(T event);
  }

  /** Inherits its handler from a class that is not public. */
  public static class Visible extends NotPublic {}

  static class NotPublic {
    public NotPublic() {}

    public void handle(String event) {}
  }
}
