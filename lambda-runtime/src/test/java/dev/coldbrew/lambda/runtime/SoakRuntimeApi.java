// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Lambda's side for many invocations. It breaks connections at random, but only where the runtime
 * can survive it; an event that the runtime cannot have read whole, or whose answer has not come
 * whole, is given again. A request for more than there are gets 410.
 */
final class SoakRuntimeApi implements AutoCloseable {

  /** One in so many exchanges of each sort is broken. */
  private static final int BREAK_ONE_IN = 60;

  /** The runtime gives up after five. */
  private static final int MOST_BROKEN_IN_A_ROW = 3;

  private static final int PATIENCE_MILLIS = 10_000;
  private static final byte[] ACCEPTED =
      ascii("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n");

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Random random = new Random(1);
  private final SoakEvents events;
  private final int count;
  private final int[] answered;
  private final Map<Integer, String> figures = new HashMap<>();
  private final Deque<Integer> again = new ArrayDeque<>();
  private final List<String> faults = new ArrayList<>();
  private int given;
  private int done;
  private int broken;
  private int brokenInARow;

  SoakRuntimeApi(int count, SoakEvents events) throws IOException {
    this.count = count;
    this.events = events;
    answered = new int[count];
    start(this::accept);
  }

  String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  /** What should not have been, the first of it. */
  synchronized List<String> faults() {
    return List.copyOf(faults);
  }

  /** How often each invocation was answered. */
  synchronized int[] answered() {
    return answered.clone();
  }

  /** How many connections were broken. */
  synchronized int broken() {
    return broken;
  }

  /** What that invocation measured. */
  synchronized String figures(int number) {
    return figures.get(number);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "soak");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        start(() -> serve(socket));
      }
    } catch (IOException e) {
      // closed: the test is over
    }
  }

  private void serve(Socket connection) {
    try (Socket socket = connection) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE_MILLIS);
      InputStream in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
      while (exchange(socket, in)) {}
    } catch (IOException | InterruptedException e) {
      fault("connection failed: " + e);
    }
  }

  /** Returns whether the connection goes on. */
  private boolean exchange(Socket socket, InputStream in) throws IOException, InterruptedException {
    String requestLine = line(in);
    if (requestLine == null) {
      return false;
    }
    String[] path = requestLine.split("[ /]");
    return requestLine.startsWith("GET ")
        ? give(socket, in)
        : take(socket, in, Integer.parseInt(path[5].substring(path[5].indexOf('-') + 1)), path[6]);
  }

  private boolean give(Socket socket, InputStream in) throws IOException, InterruptedException {
    headers(in);
    OutputStream out = socket.getOutputStream();
    int number = next();
    if (number < 0) {
      out.write(ascii("HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n"));
      return false;
    }
    byte[] event = events.event(number);
    byte[] head = ascii("HTTP/1.1 200 OK\r\nLambda-Runtime-Aws-Request-Id: "
        + events.requestId(number)
        + "\r\nLambda-Runtime-Deadline-Ms: 1542409706888\r\nContent-Length: " + event.length
        + "\r\n\r\n");
    byte[] next = Arrays.copyOf(head, head.length + event.length);
    System.arraycopy(event, 0, next, head.length, event.length);
    if (breaks(true)) {
      giveAgain(number);
      int part = pick(3) == 0 ? 0 : pick(pick(2) == 0 ? head.length : next.length);
      out.write(next, 0, part);
      end(socket);
      return false;
    }
    out.write(next);
    return true;
  }

  /** Takes an answer or an error. */
  private boolean take(Socket socket, InputStream in, int number, String sort) throws IOException {
    List<String> headers = headers(in);
    boolean isBuffered = value(headers, "Content-Length") != null;
    if (isBuffered && breaks(false)) { // a stream would be given, and run, twice
      giveAgain(number);
      in.skipNBytes(pick(1 + Integer.parseInt(value(headers, "Content-Length"))));
      end(socket);
      return false;
    }
    byte[] body =
        isBuffered ? in.readNBytes(Integer.parseInt(value(headers, "Content-Length"))) : chunks(in);
    List<String> trailers = isBuffered ? List.of() : headers(in);
    answered(number, sort, body, trailers);
    OutputStream out = socket.getOutputStream();
    if (!breaks(false)) {
      out.write(ACCEPTED);
      return true;
    }
    if (pick(2) == 0) { // Lambda has it, and the runtime does not know
      out.write(ACCEPTED, 0, pick(ACCEPTED.length));
    } else { // the runtime knows, and next finds the connection closed
      out.write(ACCEPTED);
    }
    end(socket);
    return false;
  }

  private synchronized void answered(int number, String sort, byte[] body, List<String> trailers) {
    answered[number]++;
    done++;
    notifyAll();
    if (!events.isRight(number, sort, body, trailers)) {
      fault(events.requestId(number) + " was answered by " + sort + " " + SoakEvents.start(body)
          + trailers);
    }
    if (events.isMeasured(number)) {
      figures.put(number, SoakEvents.start(body));
    }
  }

  /** Waits while events that others have may have to be given again; -1 is the end. */
  private synchronized int next() throws InterruptedException {
    long patience = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    while (again.isEmpty() && given == count && done < count && System.nanoTime() < patience) {
      wait(100);
    }
    if (!again.isEmpty()) {
      return again.remove();
    }
    return given < count ? given++ : -1;
  }

  private synchronized void giveAgain(int number) {
    again.add(number);
    notifyAll();
  }

  private synchronized void fault(String text) {
    if (faults.size() < 10) {
      faults.add(text);
    }
  }

  /** Whether to break this connection; next may be asked for five times in a row only. */
  private synchronized boolean breaks(boolean isNext) {
    boolean now = random.nextInt(BREAK_ONE_IN) == 0 && brokenInARow < MOST_BROKEN_IN_A_ROW;
    if (isNext) {
      brokenInARow = now ? brokenInARow + 1 : 0;
    }
    if (now) {
      broken++;
    }
    return now;
  }

  /** By FIN or by RST. */
  private void end(Socket socket) throws IOException {
    if (pick(2) == 0) {
      socket.setSoLinger(true, 0);
    }
    socket.close();
  }

  private synchronized int pick(int bound) {
    return random.nextInt(bound);
  }

  private static byte[] chunks(InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      int size = Integer.parseInt(line(in), 16);
      if (size == 0) {
        return body.toByteArray();
      }
      body.writeBytes(in.readNBytes(size));
      line(in);
    }
  }

  private static List<String> headers(InputStream in) throws IOException {
    List<String> headers = new ArrayList<>();
    for (String line = line(in); !"".equals(line); line = line(in)) {
      if (line == null) {
        throw new EOFException("in the headers");
      }
      headers.add(line);
    }
    return headers;
  }

  private static String value(List<String> headers, String name) {
    for (String header : headers) {
      if (header.startsWith(name + ": ")) {
        return header.substring(name.length() + 2);
      }
    }
    return null;
  }

  /** Null at the end of the connection. */
  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        return null;
      }
      line.append((char) c);
    }
    line.setLength(line.length() - 1);
    return line.toString();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
