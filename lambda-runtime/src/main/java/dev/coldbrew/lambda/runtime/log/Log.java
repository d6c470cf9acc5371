package dev.coldbrew.lambda.runtime.log;

import dev.coldbrew.lambda.runtime.api.Invocation;
import dev.coldbrew.lambda.runtime.error.ErrorHint;
import dev.coldbrew.lambda.runtime.settings.Settings;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The function's log, seen from the runtime: which invocation logs, and the runtime's own messages.
 * Whatever an error meets, full stack or full heap, it leaves a line here.
 */
public final class Log {

  /** Where it all goes, whatever the user makes {@code System.out} later. */
  private static OutputStream standardOutput = System.out;

  /** Names the class that {@code java.util.logging} is configured by, when it is first used. */
  private static final String CONFIGURATION = "java.util.logging.config.class";

  /** The last report and log line of a process with a full heap take 64 KiB, classes included. */
  private static final int RESERVE = 256 * 1024;

  private static final byte[] FULL_HEAP =
      "the JVM is not usable any more after java.lang.OutOfMemoryError: Java heap space\n"
          .getBytes(StandardCharsets.UTF_8);

  /** Here, since the first reference to a class allocates. */
  private static final Runtime RUNTIME = Runtime.getRuntime();

  private static byte[] reserve;
  private static LogStream out;
  private static LogStream err;

  /**
   * One invocation at a time: any thread that logs, even one of a pool that an earlier invocation
   * made, logs for this one.
   */
  private static volatile Invocation only;

  /**
   * Several at once: a thread logs for the invocation that it, or the thread that started it, was
   * given. Empty when that has ended: no request id is better than one of the past.
   */
  private static InheritableThreadLocal<AtomicReference<Invocation>> ofThread;

  /** Notified of each invocation; may be null. */
  private static volatile Listener listener;

  /** Notified, on the invocation's thread, that an invocation begins. */
  public interface Listener {
    void begin(Invocation invocation);
  }

  private Log() {}

  /**
   * Takes over what the function will print and log. What writes it is initialized here: a class
   * whose initialization meets the end of the stack, where a function may print first, is lost to
   * the process.
   */
  public static void start() {
    reserve = new byte[RESERVE];
    initialize("java.lang.Shutdown"); // what ends the process
    standardOutput = new FileOutputStream(FileDescriptor.out);
    LogWriter.INSTANCE.prepare();
    out = new LogStream(standardOutput, LogWriter.INSTANCE);
    err = new LogStream(standardOutput, LogWriter.INSTANCE);
    System.setOut(out);
    System.setErr(err);
    if (Settings.awsLoggerIsUsed()) {
      FunctionLogger.install();
    }
    if (System.getProperty(CONFIGURATION) == null) {
      // By its name, which costs nothing: java.logging may not even be in the image.
      System.setProperty(CONFIGURATION, "dev.coldbrew.lambda.runtime.log.bridge.JulConfiguration");
    }
  }

  private static void initialize(String className) {
    try {
      Class.forName(className, true, null);
    } catch (ClassNotFoundException e) {
      // then it is not needed
    }
  }

  static OutputStream standardOutput() {
    return standardOutput;
  }

  /** Several invocations at once, from now on. */
  public static void keepApart() {
    if (out != null) {
      out.endLines(null);
      err.endLines(null);
    }
    ofThread = new InheritableThreadLocal<>();
  }

  static boolean areKeptApart() {
    return ofThread != null;
  }

  /** From now on this thread's messages belong to that invocation. */
  public static void begin(Invocation invocation) {
    if (ofThread == null) {
      only = invocation;
    } else {
      ofThread.set(new AtomicReference<>(invocation));
    }
    if (listener != null) {
      listener.begin(invocation);
    }
  }

  /** Registers the listener for each invocation to come. */
  public static void inform(Listener hears) {
    listener = hears;
  }

  /** What was printed without an end of line has one now, and no more can be added. */
  public static void end() {
    Invocation ended = current();
    if (ofThread == null) {
      only = null;
    } else {
      ofThread.get().set(null);
      ofThread.remove();
    }
    if (out != null) {
      out.endLines(ended);
      err.endLines(ended);
    }
  }

  /** The invocation that logs on this thread; null in the init phase. */
  public static Invocation current() {
    if (ofThread == null) {
      return only;
    }
    AtomicReference<Invocation> invocation = ofThread.get();
    return invocation == null ? null : invocation.get();
  }

  /** A message of the runtime itself. */
  public static void line(String message) {
    LogWriter.INSTANCE.write(current(), null, message, null);
  }

  /**
   * The throwable's whole trace, behind what was attempted (null if that is obvious), and
   * what to do about it if that is known.
   */
  public static void failure(String attempt, Throwable e) {
    try {
      LogWriter.INSTANCE.writeFailure(attempt, e);
      if (!(e instanceof VirtualMachineError)) {
        hint(e);
      }
    } catch (Throwable second) { // the memory for a trace, say, or a class that cannot be used
      String name = e.getClass().getName();
      lastLine(attempt == null ? name : attempt + ": " + name);
    }
  }

  private static void hint(Throwable e) {
    try {
      String hint = ErrorHint.of(e);
      if (hint != null) {
        line(hint);
      }
    } catch (IOException unread) {
      // then there is none
    }
  }

  private static void lastLine(String line) {
    try {
      standardOutput.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // nowhere is left to report it
    }
  }

  /** Ends the process with a last line, and allocates nothing for it. */
  public static void endInFullHeap() {
    try {
      standardOutput.write(FULL_HEAP, 0, FULL_HEAP.length);
    } catch (Throwable e) {
      // nowhere is left to report it
    } finally {
      RUNTIME.halt(1);
    }
  }

  /** Makes room for the last words of a process whose heap is full. */
  public static void freeReserve() {
    reserve = null;
  }
}
