// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Classes that are handlers by what they implement. */
public final class InterfaceHandlers {

  private InterfaceHandlers() {}

  /** An event as an object. */
  public static class Point {
    public int x;
    public int y;
  }

  /** AWS's interface. */
  public static class OfRequestHandler implements RequestHandler<Point, Point> {
    @Override
    public Point handleRequest(Point point, Context context) {
      Point mirrored = new Point();
      mirrored.x = point.y;
      mirrored.y = point.x;
      return mirrored;
    }
  }

  /** Leaves its event's type to subclasses. */
  public abstract static class Base<E> implements RequestHandler<List<E>, Integer> {
    @Override
    public Integer handleRequest(List<E> events, Context context) {
      return first(events.get(0));
    }

    abstract int first(E event);
  }

  /** Has its event's type from its superclass. */
  public static class OfGenericBase extends Base<Point> {
    @Override
    int first(Point event) {
      return event.x;
    }
  }

  /** AWS's other interface. */
  public static class OfStreamHandler implements RequestStreamHandler {
    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context)
        throws IOException {
      in.transferTo(out);
    }
  }

  /** Java's own, as the next. */
  public static class OfFunction implements Function<Point, Integer> {
    @Override
    public Integer apply(Point point) {
      return point.x + point.y;
    }
  }

  /** One type for both. */
  public static class OfUnaryOperator implements UnaryOperator<String> {
    @Override
    public String apply(String event) {
      return event + event;
    }
  }

  /** Answers nothing. */
  public static class OfConsumer implements Consumer<String> {
    @Override
    public void accept(String event) {}
  }

  /** Takes nothing. */
  public static class OfSupplier implements Supplier<String> {
    @Override
    public String get() {
      return "supplied";
    }
  }

  /** Takes nothing, and may throw. */
  public static class OfCallable implements Callable<String> {
    @Override
    public String call() {
      return "called";
    }
  }

  /** As an object of Kotlin compiles. */
  public static final class OfSingleton implements UnaryOperator<String> {
    public static final OfSingleton INSTANCE = new OfSingleton();

    private OfSingleton() {}

    @Override
    public String apply(String event) {
      return event + " of the only one";
    }
  }
}
