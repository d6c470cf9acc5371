// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.util.Arrays;

/**
 * Standard output and standard error as the shell knows them. Maven 4 makes log messages of what
 * plugins print to {@code System.out}, and with {@code -q} nothing at all; its daemon has no other
 * way to the user.
 */
final class Console {

  private Console() {}

  static void out(byte[] line) {
    write(System.out, FileDescriptor.out, line);
  }

  static void err(byte[] line) {
    write(System.err, FileDescriptor.err, line);
  }

  /** The bytes as they are: the console's own encoding may not hold them, and JSON is UTF-8. */
  private static void write(PrintStream stream, FileDescriptor descriptor, byte[] line) {
    byte[] ended = Arrays.copyOf(line, line.length + 1);
    ended[line.length] = '\n';
    PrintStream console = isLog(stream) && System.getProperty("mvnd.home") == null
        ? new PrintStream(new FileOutputStream(descriptor)) // not closed, as it is the process's
        : stream;
    console.write(ended, 0, ended.length);
    console.flush();
  }

  private static boolean isLog(PrintStream stream) {
    return stream.getClass().getName().startsWith("org.apache.maven.logging.");
  }
}
