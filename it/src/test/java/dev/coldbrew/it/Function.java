// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import dev.coldbrew.lambda.emulator.FunctionConfiguration;
import dev.coldbrew.lambda.emulator.InvocationResult;
import dev.coldbrew.lambda.emulator.LocalFunction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/** One event for an unpacked deployment package, through its {@code bootstrap}. */
final class Function {

  private static final int MEMORY_MB = 512;
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private Function() {}

  static InvocationResult invoke(Path task, String handler, String event) throws IOException {
    return invoke(task, handler, event, Map.of(), System.err::println);
  }

  /** The same with environment variables, and with a log that the test reads. */
  static InvocationResult invoke(
      Path task,
      String handler,
      String event,
      Map<String, String> environment,
      Consumer<String> log)
      throws IOException {
    FunctionConfiguration configuration =
        new FunctionConfiguration("it", handler, MEMORY_MB, TIMEOUT, environment);
    try (LocalFunction function = LocalFunction.start(task, configuration, log)) {
      return function.invoke(event.getBytes(StandardCharsets.UTF_8));
    }
  }
}
