package dev.coldbrew.lambda.bundle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What the function's classes use that would cost every start something, or break. It is seen from
 * the names in each class file, which has all that it refers to as text; so a use may be seen that
 * never happens, but none is missed.
 *
 * @param inheritedInput whether it may start other programs with its own standard input. That is the
 *     connection to the Runtime API where the bootstrap opens it: a program that reads it would wait
 *     for an end that never comes, or take an event away.
 * @param awsLogger whether it may ask AWS's {@code LambdaRuntime} for a logger, which the runtime
 *     has to replace: by reflection, a tenth of a start
 */
record ClassUses(boolean inheritedInput, boolean awsLogger) {

  private static final String AWS_LOGGER = "com/amazonaws/services/lambda/runtime/LambdaRuntime";

  static ClassUses of(ClassPath classPath) throws IOException {
    AtomicBoolean inheritedInput = new AtomicBoolean();
    AtomicBoolean awsLogger = new AtomicBoolean();
    classPath.visit((name, where, in) -> {
      if (name.startsWith(AWS_LOGGER) || name.startsWith("dev/coldbrew/lambda/runtime/")) {
        return; // they only offer it
      }
      String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      if (text.contains("java/lang/ProcessBuilder")
          && (text.contains("inheritIO") || text.contains("INHERIT"))) {
        inheritedInput.set(true);
      }
      if (text.contains(AWS_LOGGER) || text.contains(AWS_LOGGER.replace('/', '.'))) {
        awsLogger.set(true);
      }
    });
    return new ClassUses(inheritedInput.get(), awsLogger.get());
  }
}
