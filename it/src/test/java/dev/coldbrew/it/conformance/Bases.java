// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it.conformance;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/** Classes that implement AWS's interfaces, directly or by what they extend. */
public final class Bases {

  private Bases() {}

  /** The plainest. */
  public static class Direct implements RequestHandler<Order, Order> {
    @Override
    public Order handleRequest(Order order, Context context) {
      order.setCustomerName(order.getCustomerName() + " of " + context.getFunctionName());
      return order;
    }
  }

  /** As teams have it: parse, check, log here; work there. */
  public abstract static class Template<E extends Entity, A> implements RequestHandler<E, A> {
    @Override
    public A handleRequest(E event, Context context) {
      if (event.getId() == null) {
        throw new IllegalArgumentException(
            "id is missing in " + event.getClass().getSimpleName());
      }
      return work(event);
    }

    protected abstract A work(E event);
  }

  /** Types from its superclass. */
  public static class Concrete extends Template<Order, Map<Order.Status, List<String>>> {
    @Override
    protected Map<Order.Status, List<String>> work(Order order) {
      return Map.of(
          order.getStatus(), order.getLines().stream().map(l -> l.article).toList());
    }
  }

  /** With a default method. */
  public interface Batch<T> extends RequestHandler<List<T>, Integer> {
    @Override
    default Integer handleRequest(List<T> events, Context context) {
      return events.stream().mapToInt(this::weigh).sum();
    }

    int weigh(T event);
  }

  /** Types from an interface's interface. */
  public static class OfDefault implements Batch<Order.Line> {
    @Override
    public int weigh(Order.Line line) {
      return line.count;
    }
  }

  /** Its method is named as well, beside its bridge. */
  public static class Named implements RequestHandler<Integer, String> {
    @Override
    public String handleRequest(Integer event, Context context) {
      return event == null ? "null" : "integer " + event;
    }
  }

  /** Nothing says what its event is. */
  public static class Untyped<T> implements RequestHandler<T, T> {
    @Override
    public T handleRequest(T event, Context context) {
      return event;
    }
  }

  /** Bytes. */
  public static class Streaming implements RequestStreamHandler {
    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context)
        throws IOException {
      byte[] event = in.readAllBytes();
      if (event.length < 3) {
        out.write(event);
        throw new IOException("too short");
      }
      out.write(event);
    }
  }

  /** An interface of no use. */
  public static class Neither implements Runnable {
    @Override
    public void run() {}
  }
}
