package dev.coldbrew.lambda.bundle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What the function's classes use that would cost every start something, or break. It is seen from
 * the names in each class file, which has all that it refers to as text; so a use may be seen that
 * never happens. Missed is what goes by other names than those looked for, such as native code.
 *
 * @param standardInput whether it may read the standard input of its process in another way than by
 *     {@code System.in}, or start other programs with it. That is the connection to the Runtime API
 *     where the bootstrap opens it: who reads it would wait for an end that never comes, or take an
 *     event away.
 * @param awsLogger whether it may ask AWS's {@code LambdaRuntime} for a logger, which the runtime
 *     has to replace: by reflection, a tenth of a start
 */
record ClassUses(boolean standardInput, boolean awsLogger) {

  private static final String AWS_LOGGER = "com/amazonaws/services/lambda/runtime/LambdaRuntime";

  /** The name of {@code FileDescriptor.in}: a constant of type 1 and length 2. */
  private static final String NAMED_IN = "\1\0\2in";

  static ClassUses of(ClassPath classPath) throws IOException {
    AtomicBoolean standardInput = new AtomicBoolean();
    AtomicBoolean awsLogger = new AtomicBoolean();
    classPath.visit((name, where, in) -> {
      if (name.startsWith(AWS_LOGGER) || name.startsWith("dev/coldbrew/lambda/runtime/")) {
        return; // they only offer it
      }
      String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      boolean inherited = text.contains("java/lang/ProcessBuilder")
          && (text.contains("inheritIO") || text.contains("INHERIT"));
      boolean opened = text.contains("java/io/FileDescriptor") && text.contains(NAMED_IN);
      if (inherited || opened || text.contains("/dev/stdin")) {
        standardInput.set(true);
      }
      if (text.contains(AWS_LOGGER) || text.contains(AWS_LOGGER.replace('/', '.'))) {
        awsLogger.set(true);
      }
    });
    return new ClassUses(standardInput.get(), awsLogger.get());
  }
}
