// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.invocation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.coldbrew.lambda.runtime.ResponseStream;
import dev.coldbrew.lambda.runtime.RuntimeInTest;
import dev.coldbrew.lambda.runtime.api.HttpConnection;
import dev.coldbrew.lambda.runtime.api.RuntimeApi;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an event of 6 MB that is answered with the same allocates, as a multiple of its size. */
class AllocationTest {

  private static final int SIZE = 6_000_000;

  /** Beside copies of the event, for all the rest. */
  private static final int REST = 100_000;

  public static class Functions {
    public static void whole(InputStream event, OutputStream output) throws IOException {
      output.write(event.readAllBytes());
    }

    public static void pieces(InputStream event, OutputStream output) throws IOException {
      byte[] piece = new byte[8192];
      for (int read = event.read(piece); read > 0; read = event.read(piece)) {
        output.write(piece, 0, read);
      }
    }

    public static void stream(InputStream event, OutputStream output) throws IOException {
      event.transferTo(ResponseStream.of(output));
    }

    public static String string(String event) {
      return event;
    }

    public static Map<String, Object> map(Map<String, Object> event) {
      return event;
    }

    public static Bean bean(Bean event) {
      return event;
    }
  }

  public record Bean(String text) {}

  /**
   * One copy is the event, one the answer or its chunks, one the function's own. What is written in
   * pieces needs a growing buffer; so does Gson for a string, which it copies once more.
   */
  @ParameterizedTest
  @CsvSource({
    "whole,   3.0",
    "stream,  2.1",
    "pieces,  3.8",
    "string,  5.8",
    "map,     5.8",
    "bean,    5.8"
  })
  void sixMegabytesAreCopiedAtMost(String method, double times) throws Throwable {
    Handler handler = HandlerLoader.load(
        Functions.class.getName() + "::" + method, Functions.class.getClassLoader());
    exchange(handler, event(method, 100));

    long allocated = exchange(handler, event(method, SIZE));

    assertTrue(allocated < times * SIZE + REST, allocated / (double) SIZE + " times");
  }

  @Test
  void theReportOfAFullHeapAllocatesNothing() throws Exception {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    HttpConnection connection = new HttpConnection("127.0.0.1:0");
    ByteArrayOutputStream posted = new ByteArrayOutputStream(10_000);
    connection.open(new ByteArrayInputStream(new byte[1]), posted);
    RuntimeApi api = new RuntimeApi(connection);
    api.errorOfFullHeap(null);
    String requestId = "8476a536-e9f4-11e8-9739-2dfe598c3fcd";
    posted.reset();

    long before = threads.getCurrentThreadAllocatedBytes();
    api.errorOfFullHeap(requestId);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertEquals("""
        POST /2018-06-01/runtime/invocation/8476a536-e9f4-11e8-9739-2dfe598c3fcd/error HTTP/1.1
        Host: 127.0.0.1:0
        Content-Type: application/json
        Lambda-Runtime-Function-Error-Type: Function.OutOfMemoryError
        Content-Length: 75

        {"errorMessage":"Java heap space","errorType":"java.lang.OutOfMemoryError"}""", posted.toString(StandardCharsets.US_ASCII).replace("\r\n", "\n"));
    assertEquals(0, allocated);
  }

  private static byte[] event(String method, int size) {
    String text = "\"" + "x".repeat(size) + "\"";
    boolean isText = method.equals("string");
    return ascii(isText ? text : "{\"text\":" + text + "}");
  }

  /** Returns what this thread allocated from next to the end of the response. */
  private static long exchange(Handler handler, byte[] event) throws IOException {
    HttpConnection connection = new HttpConnection("127.0.0.1:0");
    ByteArrayOutputStream posted = new ByteArrayOutputStream(event.length + 10_000);
    String head = "HTTP/1.1 200 OK\r\nLambda-Runtime-Aws-Request-Id: 7\r\nContent-Length: ";
    connection.open(
        new Parts(
            ascii(head + event.length + "\r\n\r\n"),
            event,
            ascii("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n")),
        posted);
    RuntimeApi api = new RuntimeApi(connection);
    InvocationLoop loop = new RuntimeInTest().loop(api, handler);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    long before = threads.getCurrentThreadAllocatedBytes();
    loop.invoke(api.next());
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertTrue(posted.size() > event.length, posted.size() + " bytes posted");
    return allocated;
  }

  /** Gives one part after the other. */
  private static final class Parts extends InputStream {

    private final byte[][] parts;
    private int part;
    private int position;

    Parts(byte[]... parts) {
      this.parts = parts;
    }

    @Override
    public int read() {
      throw new AssertionError("a system call for one byte");
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      if (position == parts[part].length) {
        part++;
        position = 0;
      }
      int count = Math.min(length, parts[part].length - position);
      System.arraycopy(parts[part], position, buffer, offset, count);
      position += count;
      return count;
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
