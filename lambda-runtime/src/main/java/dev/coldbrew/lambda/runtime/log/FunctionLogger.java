package dev.coldbrew.lambda.runtime.log;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;

/**
 * What {@code Context.getLogger()} returns. As in AWS's own runtime, bytes have their format already.
 * Nothing static is initialized here: a function may log for the first time where its stack ends,
 * and a class whose initialization fails is lost to the process.
 */
public final class FunctionLogger implements LambdaLogger {

  private FunctionLogger() {}

  /** Made as what it is used as: the JVM loads neither class before a function asks for it. */
  public static LambdaLogger create() {
    return new FunctionLogger();
  }

  /**
   * Makes {@code LambdaRuntime.getLogger()} return one as well. Its own prints messages without an end and
   * knows no levels; AWS's own runtime puts its logger into the same private field.
   */
  static void install() {
    try {
      Field logger = LambdaRuntime.class.getDeclaredField("logger");
      logger.setAccessible(true);
      logger.set(null, new FunctionLogger());
    } catch (ReflectiveOperationException | RuntimeException e) {
      Log.failure("LambdaRuntime.getLogger() has no levels", e);
    }
  }

  @Override
  public void log(String message) {
    LogWriter.INSTANCE.write(Log.current(), null, message, null);
  }

  @Override
  public void log(byte[] message) {
    write(null, message);
  }

  @Override
  public void log(String message, LogLevel level) {
    if (LogWriter.INSTANCE.isEnabled(level)) {
      LogWriter.INSTANCE.write(Log.current(), level, message, null);
    }
  }

  @Override
  public void log(byte[] message, LogLevel level) {
    if (LogWriter.INSTANCE.isEnabled(level)) {
      write(level, message);
    }
  }

  private static void write(LogLevel level, byte[] message) {
    byte[] known = message == null ? "null".getBytes(StandardCharsets.UTF_8) : message;
    LogWriter.INSTANCE.writeAsItIs(level, known);
  }
}
