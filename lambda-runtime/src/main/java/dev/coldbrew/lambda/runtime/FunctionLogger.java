package dev.coldbrew.lambda.runtime;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;

/** What {@code Context.getLogger()} gives. As in AWS's own runtime, bytes have their format already. */
final class FunctionLogger implements LambdaLogger {

  static final LambdaLogger INSTANCE = new FunctionLogger();

  private FunctionLogger() {}

  /**
   * What {@code LambdaRuntime.getLogger()} gives, too. Its own prints messages without an end and
   * knows no levels; AWS's own runtime puts its logger into the same private field.
   */
  static void install() {
    try {
      Field logger = LambdaRuntime.class.getDeclaredField("logger");
      logger.setAccessible(true);
      logger.set(null, INSTANCE);
    } catch (ReflectiveOperationException | RuntimeException e) {
      Log.failure("LambdaRuntime.getLogger() has no levels", e);
    }
  }

  @Override
  public void log(String message) {
    log(message, LogLevel.UNDEFINED);
  }

  @Override
  public void log(byte[] message) {
    log(message, LogLevel.UNDEFINED);
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
      byte[] known = message == null ? "null".getBytes(StandardCharsets.UTF_8) : message;
      LogWriter.INSTANCE.writeAsItIs(level, known);
    }
  }
}
