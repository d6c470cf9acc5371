// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.measure;

import dev.coldbrew.lambda.emulator.InvocationResult;
import dev.coldbrew.lambda.emulator.LocalFunction;
import dev.coldbrew.lambda.training.TrainedFunction;
import dev.coldbrew.lambda.training.TrainingPlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One cold start of a function, and the warm invocations after its first. */
final class FunctionRun implements MeasureRun.Contender {

  private final Path task;
  private final TrainingPlan plan;
  private final int warm;
  private final PrintWriter log;
  private final Path logFile;
  private String failure;

  /**
   * @param task the copy that is started
   * @param log where its log goes, in that file
   */
  FunctionRun(Path task, TrainingPlan plan, int warm, PrintWriter log, Path logFile) {
    this.task = task;
    this.plan = plan;
    this.warm = warm;
    this.log = log;
    this.logFile = logFile;
  }

  @Override
  public Map<Figure, Double> run() throws IOException {
    Map<Figure, Double> figures = new EnumMap<>(Figure.class);
    try (LocalFunction function = TrainedFunction.start(plan, task, log, logFile)) {
      figures.put(Figure.INIT, millis(function.initDuration()));
      Optional<Path> event = plan.firstEvent();
      if (event.isPresent()) {
        invoke(function, plan.read(event.get()), figures);
      }
      function.peakMemoryMb().ifPresent(memory -> figures.put(Figure.PEAK_MEMORY, (double) memory));
    }
    return figures;
  }

  private void invoke(LocalFunction function, byte[] event, Map<Figure, Double> figures)
      throws IOException {
    Optional<Duration> before = function.processorTime();
    InvocationResult first = function.invoke(event);
    Optional<Duration> after = function.processorTime();
    figures.put(Figure.FIRST, figures.get(Figure.INIT) + millis(function.duration()));
    if (before.isPresent() && after.isPresent()) {
      figures.put(Figure.FIRST_CPU, millis(after.map(time -> time.minus(before.get()))));
    }
    if (first.failed()) {
      // More failures would say no more, and may take their timeout every time.
      failure = first.errorSummary();
      return;
    }
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < warm; i++) {
      InvocationResult result = function.invoke(event);
      if (result.failed()) {
        failure = result.errorSummary();
        return;
      }
      millis.add(millis(function.duration()));
    }
    if (warm > 0) {
      figures.put(Figure.WARM_P50, Statistics.percentile(millis, 50));
      figures.put(Figure.WARM_P99, Statistics.percentile(millis, 99));
    }
  }

  @Override
  public Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  private static double millis(Optional<Duration> duration) {
    return duration.orElseThrow().toNanos() / 1e6;
  }
}
