// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it.hostile;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Gives so many events, each with a fault now and then, and takes their responses so. An event is
 * given again where the runtime cannot have it whole, or where its response was lost: until then
 * Lambda has no response, as the real one.
 */
final class HostileRuntimeApi implements AutoCloseable {

  private static final int FAULTS_PER_1000 = 30;

  /** Of those, one in so many ends the process; each costs a start. */
  private static final int FATAL_ONE_IN = 200;

  /** The runtime gives up after five. */
  private static final int MOST_CUT_IN_A_ROW = 3;

  private static final int LOGS_ONE_IN = 10;
  private static final int MOST_PROBLEMS = 20;

  private final ServerSocket server = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
  private final int count;
  private final boolean atOnce;
  private final Random random;
  private final Deque<Invocation> again = new ArrayDeque<>();
  private final Map<String, Invocation> open = new HashMap<>();
  private final List<String> problems = new ArrayList<>();
  private Invocation last; // given, where there is one at a time
  private int given;
  private int done;
  private int faults;
  private int cutInARow;
  private boolean ending;

  /**
   * @param atOnce whether the runtime asks for several events at once; without faults that end it
   */
  HostileRuntimeApi(int count, boolean atOnce, long seed) throws IOException {
    this.count = count;
    this.atOnce = atOnce;
    random = new Random(seed);
    daemon(this::accept);
  }

  String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  /** What the runtime should not have done. */
  synchronized List<String> problems() {
    return List.copyOf(problems);
  }

  /** How many events have their response. */
  synchronized int done() {
    return done;
  }

  synchronized int faults() {
    return faults;
  }

  /** The process has ended, as it should: another one is given what this one had. */
  synchronized boolean endsAsItShould() {
    boolean expected = ending;
    ending = false;
    cutInARow = 0;
    return expected;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        daemon(() -> serve(socket));
      }
    } catch (IOException e) {
      // closed: the test is over
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "hostile");
    thread.setDaemon(true);
    thread.start();
  }

  private void serve(Socket connection) {
    try (Socket socket = connection) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      boolean goesOn = true;
      while (goesOn) {
        Request request = Request.head(in);
        goesOn = request != null
            && (request.target().startsWith("GET ") ? give(socket) : take(socket, in, request));
      }
    } catch (IOException e) {
      // the runtime has closed it, or we have
    } catch (RuntimeException | InterruptedException e) {
      problem("the Runtime API failed: " + e);
    }
  }

  /** Returns whether the connection goes on. */
  private boolean give(Socket socket) throws IOException, InterruptedException {
    Invocation invocation = next();
    NextFault fault = nextFault();
    String bytes = fault.bytes(invocation, fork());
    switch (fault.outcome) {
      case GIVEN, GIVEN_AND_CLOSED -> invocation.unsure = false;
      case UNSURE -> invocation.unsure = true;
      case CUT -> giveAgain(invocation, true);
      default -> end(invocation);
    }
    write(socket.getOutputStream(), bytes, fault == NextFault.BYTE_BY_BYTE);
    switch (fault.outcome) {
      case GIVEN, FATAL -> {
        return true;
      }
      case UNSURE -> socket.setSoLinger(fault == NextFault.RESET_AFTERWARDS, 0);
      case CUT -> socket.setSoLinger(random.nextBoolean(), 0);
      default -> {}
    }
    return false;
  }

  private boolean take(Socket socket, InputStream in, Request head) throws IOException {
    String[] path = head.target().split("/");
    Invocation invocation = open(path[path.length - 2]);
    if (invocation == null) {
      problem("there is no event, or a response already, for " + head.target());
      return false;
    }
    PostFault fault = postFault();
    switch (fault.outcome) {
      case LOST -> {
        if (fault == PostFault.HALF_READ) {
          in.skipNBytes(Math.max(0, head.length() / 2));
        } else if (fault == PostFault.DROPPED) {
          check(invocation, head.whole(in));
        }
        lose(invocation);
        socket.setSoLinger(random.nextBoolean(), 0);
        return false;
      }
      case REFUSED_UNREAD -> finish(invocation);
      case FATAL -> {
        check(invocation, head.whole(in));
        end(null);
        finish(invocation);
      }
      default -> {
        check(invocation, head.whole(in));
        finish(invocation);
      }
    }
    write(socket.getOutputStream(), fault.bytes(fork()), fault == PostFault.BYTE_BY_BYTE);
    return fault.outcome == PostFault.Outcome.ACCEPTED || fault.outcome == PostFault.Outcome.FATAL;
  }

  private static void write(OutputStream out, String text, boolean byteByByte) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    if (!byteByByte) {
      out.write(bytes);
      return;
    }
    for (byte b : bytes) {
      out.write(b);
    }
  }

  /** Waits while there is none: another may yet have to be given again. */
  private synchronized Invocation next() throws InterruptedException {
    if (!atOnce && last != null && !last.done && !again.contains(last)) {
      if (!last.unsure) {
        problem("asked for the next event with no response to " + last.id);
      }
      lose(last); // perhaps its response, which went to a connection that was closed
    }
    while (again.isEmpty() && given == count) {
      wait();
    }
    if (again.isEmpty()) {
      Invocation invocation = new Invocation(given++, kind(), random.nextInt(LOGS_ONE_IN) == 0);
      open.put(invocation.id, invocation);
      last = invocation;
    } else {
      last = again.remove();
    }
    return last;
  }

  private Invocation.Kind kind() {
    int percent = random.nextInt(100);
    if (percent < 2) {
      return Invocation.Kind.LARGE;
    }
    if (percent < 12) {
      return Invocation.Kind.STREAMED;
    }
    if (percent < 16) {
      return Invocation.Kind.THROWN_IN_A_STREAM;
    }
    return percent < 26 ? Invocation.Kind.THROWN : Invocation.Kind.BUFFERED;
  }

  private synchronized NextFault nextFault() {
    NextFault fault = NextFault.NONE;
    if (random.nextInt(1_000) < FAULTS_PER_1000) {
      NextFault[] all = NextFault.values();
      fault = all[random.nextInt(all.length)];
    }
    boolean impossible = switch (fault.outcome) {
      case FATAL -> atOnce || random.nextInt(FATAL_ONE_IN) > 0;
      case UNSURE -> atOnce;
      case CUT -> cutInARow == MOST_CUT_IN_A_ROW;
      default -> false;
    };
    fault = impossible ? NextFault.NONE : fault;
    cutInARow = fault.outcome == NextFault.Outcome.CUT ? cutInARow + 1 : 0;
    faults += fault == NextFault.NONE ? 0 : 1;
    return fault;
  }

  private synchronized PostFault postFault() {
    PostFault fault = PostFault.NONE;
    if (random.nextInt(1_000) < FAULTS_PER_1000) {
      PostFault[] all = PostFault.values();
      fault = all[random.nextInt(all.length)];
    }
    if (fault.outcome == PostFault.Outcome.FATAL && (atOnce || random.nextInt(FATAL_ONE_IN) > 0)) {
      fault = PostFault.NONE;
    }
    faults += fault == PostFault.NONE ? 0 : 1;
    return fault;
  }

  /** What is drawn outside the lock comes from another. */
  private synchronized Random fork() {
    return new Random(random.nextLong());
  }

  private synchronized Invocation open(String id) {
    return open.get(id);
  }

  private synchronized void giveAgain(Invocation invocation, boolean unsure) {
    invocation.unsure = unsure;
    again.add(invocation);
    notifyAll();
  }

  private synchronized void lose(Invocation invocation) {
    if (invocation.kind.streams()) {
      invocation.lostStreams++;
    }
    again.remove(invocation);
    giveAgain(invocation, true);
  }

  private void check(Invocation invocation, Request response) {
    String problem = invocation.problem(response);
    if (problem != null) {
      problem("response to " + invocation.id + ": " + problem);
    }
  }

  private synchronized void finish(Invocation invocation) {
    if (open.remove(invocation.id) == null) {
      problem("a second response to " + invocation.id);
      return;
    }
    again.remove(invocation);
    invocation.done = true;
    done++;
    notifyAll();
  }

  /** The process has to end; another one is given the event that this one was not. */
  private synchronized void end(Invocation ungiven) {
    ending = true;
    if (ungiven != null) {
      giveAgain(ungiven, true);
    }
  }

  private synchronized void problem(String text) {
    if (problems.size() < MOST_PROBLEMS) {
      problems.add(text);
    }
  }
}
