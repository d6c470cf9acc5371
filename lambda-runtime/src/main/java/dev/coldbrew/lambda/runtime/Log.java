package dev.coldbrew.lambda.runtime;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.io.PrintStream;

/** The function's log: Lambda takes what is printed, a line an event. */
final class Log {

  /** What {@code Context.getLogger()} gives. */
  static final LambdaLogger LOGGER = new LambdaLogger() {
    @Override
    public void log(String message) {
      line(message);
    }

    @Override
    public void log(byte[] message) {
      write(message);
    }
  };

  private Log() {}

  /** From now on this thread's lines belong to that invocation. */
  static void begin(Invocation invocation) {}

  static void end() {}

  static void line(String message) {
    System.out.println(message);
  }

  /** The throwable's whole trace, behind what was attempted (null if that goes without saying). */
  static void failure(String attempt, Throwable e) {
    PrintStream out = System.out;
    if (attempt != null) {
      out.print(attempt + ": ");
    }
    try {
      e.printStackTrace(out);
    } catch (RuntimeException ofTheUser) { // thrown by a toString() or getMessage() of theirs
      out.println(e.getClass().getName() + ", which cannot be printed: " + ofTheUser.getClass());
    }
  }

  private static void write(byte[] message) {
    System.out.write(message, 0, message.length);
    System.out.println();
  }
}
