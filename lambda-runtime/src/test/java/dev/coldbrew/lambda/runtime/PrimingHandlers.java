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
      throw new IllegalStateException("out of order");
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
