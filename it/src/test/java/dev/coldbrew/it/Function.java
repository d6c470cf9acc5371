package dev.coldbrew.it;

import dev.coldbrew.lambda.emulator.FunctionConfiguration;
import dev.coldbrew.lambda.emulator.InvocationResult;
import dev.coldbrew.lambda.emulator.LocalFunction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** One event for an unpacked deployment package, through its {@code bootstrap}. */
final class Function {

  private static final int MEMORY_MIB = 512;
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private Function() {}

  static InvocationResult invoke(Path task, String handler, String event) throws IOException {
    var configuration = new FunctionConfiguration("it", handler, MEMORY_MIB, TIMEOUT, Map.of());
    try (var function = LocalFunction.start(task, configuration, System.err::println)) {
      return function.invoke(event.getBytes(StandardCharsets.UTF_8));
    }
  }
}
