// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.process;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Ends programs that Maven cannot end any more, as it was killed itself: a function at work would not
 * notice that for a long time, and what it started never would. A shell waits for the end of its
 * standard input, which comes with the end of this JVM, however that ends. It then kills all
 * processes that have a certain variable in their environment: their children inherit that, also
 * those that have left the group or lost their parent.
 */
public final class Watchdog implements AutoCloseable {

  /** Twice, as what is about to be killed may start something. Ctrl-C is for Maven, which closes all. */
  private static final String SCRIPT = """
      trap '' HUP INT TERM
      while read -r line; do variable=$line; done
      for pass in 1 2; do
        for file in $(grep -lsz "^$variable\\$" /proc/[0-9]*/environ); do
          pid=${file#/proc/}
          kill -9 "${pid%/environ}"
        done
      done""";

  private static final String SHELL = "/bin/sh";

  private final Optional<Process> shell;

  private Watchdog(Optional<Process> shell) {
    this.shell = shell;
  }

  /** Without a shell, as on Windows, it ends nothing: only the tools of the JDK are started there. */
  public static Watchdog start() throws IOException {
    if (!Files.exists(Path.of(SHELL))) {
      return new Watchdog(Optional.empty());
    }
    ProcessBuilder builder = new ProcessBuilder(List.of(SHELL, "-c", SCRIPT))
        .redirectOutput(Redirect.DISCARD)
        .redirectError(Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().putAll(Map.of("PATH", "/usr/bin:/bin"));
    return new Watchdog(Optional.of(builder.start()));
  }

  /**
   * Has the processes with that variable killed, in place of those with the one before.
   *
   * @param value in plain characters, and of no other process
   */
  public void watch(String variable, String value) throws IOException {
    if (shell.isEmpty()) {
      return;
    }
    OutputStream input = shell.get().getOutputStream();
    input.write((variable + "=" + value + "\n").getBytes(StandardCharsets.US_ASCII));
    input.flush();
  }

  /** They were ended in the ordinary way. */
  @Override
  public void close() {
    try {
      if (shell.isPresent()) {
        shell.get().destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
