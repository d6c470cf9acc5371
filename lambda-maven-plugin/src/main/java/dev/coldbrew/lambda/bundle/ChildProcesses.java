package dev.coldbrew.lambda.bundle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Whether a function may start other programs with its own standard input. That is the connection to
 * the Runtime API where the bootstrap opens it: a program that reads it would wait for an end that
 * never comes, or take an event away.
 */
final class ChildProcesses {

  private static final String PROCESS_BUILDER = "java/lang/ProcessBuilder";

  private ChildProcesses() {}

  /** Looks for the names in each class file, which has every name that it refers to as text. */
  static boolean mayInheritInput(ClassPath classPath) throws IOException {
    AtomicBoolean found = new AtomicBoolean();
    classPath.visit((name, where, in) -> {
      String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      if (text.contains(PROCESS_BUILDER)
          && (text.contains("inheritIO") || text.contains("INHERIT"))) {
        found.set(true);
      }
    });
    return found.get();
  }
}
