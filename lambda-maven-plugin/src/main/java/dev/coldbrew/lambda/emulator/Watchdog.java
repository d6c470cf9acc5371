package dev.coldbrew.lambda.emulator;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Ends a function that Maven cannot end any more, as it was killed itself: a function at work would
 * not notice that for a long time, and what it started never would. A shell waits for the end of its
 * standard input, which comes with the end of this JVM, however that ends. It then kills all
 * processes that have the function's Runtime API in their environment: the function's children
 * inherit that, also those that have left its group or lost their parent.
 */
final class Watchdog implements AutoCloseable {

  /** Twice, as what is about to be killed may start something. Ctrl-C is for Maven, which closes all. */
  private static final String SCRIPT = """
      trap '' HUP INT TERM
      while read -r address; do api=$address; done
      for pass in 1 2; do
        for file in $(grep -lsz "^AWS_LAMBDA_RUNTIME_API=$api\\$" /proc/[0-9]*/environ); do
          pid=${file#/proc/}
          kill -9 "${pid%/environ}"
        done
      done""";

  private final Process shell;

  private Watchdog(Process shell) {
    this.shell = shell;
  }

  static Watchdog start() throws IOException {
    ProcessBuilder builder = new ProcessBuilder(List.of("/bin/sh", "-c", SCRIPT))
        .redirectOutput(Redirect.DISCARD)
        .redirectError(Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().putAll(Map.of("PATH", "/usr/bin:/bin"));
    return new Watchdog(builder.start());
  }

  /**
   * Has the processes of another Runtime API killed, in place of the one before.
   *
   * @param address the value of AWS_LAMBDA_RUNTIME_API
   */
  void watch(String address) throws IOException {
    OutputStream input = shell.getOutputStream();
    input.write((address + "\n").getBytes(StandardCharsets.US_ASCII));
    input.flush();
  }

  /** The function was ended in the ordinary way. */
  @Override
  public void close() {
    try {
      shell.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
