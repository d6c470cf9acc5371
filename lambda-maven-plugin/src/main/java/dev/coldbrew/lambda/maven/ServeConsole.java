// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import dev.coldbrew.lambda.emulator.InvokeRequest;
import dev.coldbrew.lambda.serve.FunctionListener;
import dev.coldbrew.lambda.serve.Invoked;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.apache.maven.plugin.logging.Log;

/** Shows on the console what happens to served functions: their logs, and a line for each call. */
final class ServeConsole implements FunctionListener {

  /** The maximum length of an event or a response. */
  private static final int MAX_LENGTH = 60;

  private final Log log;

  ServeConsole(Log log) {
    this.log = log;
  }

  @Override
  public void logged(String function, String line) {
    Console.err(line.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void invoked(String function, InvokeRequest request, Invoked invoked) {
    String init = invoked.initDuration() == null
        ? ""
        : " (init " + milliseconds(invoked.initDuration()) + ")";
    String outcome = invoked.result().failed()
        ? "failed: " + invoked.result().errorSummary()
        : shortened(invoked.result().text());
    report(
        "Invoked",
        function + " in " + milliseconds(invoked.duration()) + init + ": "
            + shortened(new String(request.event(), StandardCharsets.UTF_8)) + " -> " + outcome);
  }

  @Override
  public void serves(String function, Duration start) {
    report("Started", function + " in " + milliseconds(start));
  }

  @Override
  public void waits(String function, String missing) {
    report("Waiting", function + ": " + missing + "; the previous version keeps serving");
  }

  @Override
  public void failed(String function, String reason, boolean olderServes) {
    log.error(function + " does not start: " + reason
        + (olderServes ? "; the previous version keeps serving" : ""));
  }

  void report(String step, String result) {
    log.info(String.format("%-9s %s", step, result));
  }

  private static String milliseconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f ms", duration.toNanos() / 1e6);
  }

  private static String shortened(String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH - 3) + "...";
  }
}
