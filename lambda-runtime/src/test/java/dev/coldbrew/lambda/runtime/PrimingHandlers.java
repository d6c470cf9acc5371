// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Handlers that print what is done with them. */
public final class PrimingHandlers {

  private PrimingHandlers() {}

  public static class Order {

    public void setName(String name) {
      System.out.println("order is read: " + name);
      if (name.equals("unreadable")) {
        throw new IllegalStateException("no such name");
      }
      if (name.equals("slow")) {
        System.out.println("the code is " + Slow.CODE);
      }
      if (name.equals("exit")) {
        System.exit(3);
      }
    }
  }

  /** Its initialization takes longer than the priming may. */
  private static final class Slow {

    static final String CODE = slowly();

    private static String slowly() {
      try {
        Thread.sleep(6_000);
        return "known";
      } catch (InterruptedException e) {
        throw new IllegalStateException("interrupted", e);
      }
    }
  }

  /** Takes most of Lambda's init phase for itself. */
  public static final class SlowInit {

    public SlowInit() throws InterruptedException {
      Thread.sleep(8_000);
    }

    public String print(Map<String, Object> event, Context context) {
      return PrimingHandlers.print(event, context);
    }
  }

  public static class Receipt {

    private String text;

    public String getText() {
      System.out.println("receipt is written: " + text);
      return text;
    }

    public void setText(String text) {
      this.text = text;
    }
  }

  public static Receipt order(Order order) {
    System.out.println("order is handled");
    Receipt receipt = new Receipt();
    receipt.setText("thanks");
    return receipt;
  }

  public static String print(Map<String, Object> event, Context context) {
    System.out.println(event.get("name") + ": " + context.getAwsRequestId() + ", priming "
        + Boolean.getBoolean("lambda.priming"));
    if (event.get("name").equals("failing")) {
      throw new IllegalStateException("out of order\nfor a reason");
    }
    return "done";
  }

  public static void stream(InputStream event, OutputStream output) throws IOException {
    OutputStream stream = ResponseStream.of(output);
    stream.write(event.readAllBytes());
    stream.flush();
    stream.write("!".getBytes(StandardCharsets.UTF_8));
    System.out.println("streamed");
  }

  /** Says by when the priming has to be over, a while after the event before. */
  public static String deadline(Map<String, Object> event, Context context) {
    long now = System.currentTimeMillis();
    long deadline = now + context.getRemainingTimeInMillis();
    System.out.println("later: " + (firstDeadline > 0 && deadline > firstDeadline + 50));
    firstDeadline = deadline;
    while (System.currentTimeMillis() < now + 200) {
      Thread.onSpinWait();
    }
    return "done";
  }

  private static long firstDeadline;

  /** Primes for longer than it may, and fails then. */
  public static String fail(Map<String, Object> event) throws InterruptedException {
    if (Boolean.getBoolean("lambda.priming")) {
      Thread.sleep(60_000);
    }
    return "done";
  }

  /** Primes for longer than it may. */
  public static String sleep(Map<String, Object> event) {
    if (Boolean.getBoolean("lambda.priming")) {
      try {
        Thread.sleep(60_000);
        System.out.println("has slept");
      } catch (InterruptedException e) {
        System.out.println("was interrupted");
      }
    }
    return "done";
  }
}
