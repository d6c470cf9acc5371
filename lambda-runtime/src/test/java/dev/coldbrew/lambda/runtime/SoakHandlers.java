// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Does what the request id begins with. */
public class SoakHandlers {

  public static void streams(InputStream event, OutputStream output, Context context)
      throws IOException {
    switch (kind(context)) {
      case "stream" -> event.transferTo(ResponseStream.of(output));
      case "break" -> {
        event.transferTo(ResponseStream.of(output));
        output.flush();
        fail();
      }
      case "measure" -> output.write(figures().getBytes(StandardCharsets.US_ASCII));
      default -> {
        failIfAsked(context);
        event.transferTo(output);
      }
    }
  }

  public static Map<String, Object> json(Map<String, Object> event, Context context) {
    failIfAsked(context);
    return event;
  }

  private static void failIfAsked(Context context) {
    switch (kind(context)) {
      case "fail" -> fail();
      case "overflow" -> overflow(0);
      default -> {}
    }
  }

  private static void fail() {
    throw new IllegalStateException("asked to fail");
  }

  private static int overflow(int depth) {
    return overflow(depth + 1) + 1;
  }

  private static String kind(Context context) {
    String id = context.getAwsRequestId();
    return id.substring(0, id.indexOf('-'));
  }

  /** Bytes that live, classes, threads, open files. */
  private static String figures() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    String[] files = new File("/proc/self/fd").list(); // null where there is no such folder
    return (runtime.totalMemory() - runtime.freeMemory())
        + " " + ManagementFactory.getClassLoadingMXBean().getLoadedClassCount()
        + " " + Thread.getAllStackTraces().size()
        + " " + (files == null ? 0 : files.length);
  }
}
