// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import dev.coldbrew.lambda.bundle.BundlePlan;
import dev.coldbrew.lambda.bundle.BundlePlanFile;
import dev.coldbrew.lambda.bundle.Bundler;
import dev.coldbrew.lambda.file.TaskFolder;
import dev.coldbrew.lambda.file.WholeFile;
import dev.coldbrew.lambda.jvm.Architecture;
import dev.coldbrew.lambda.jvm.Jdk;
import dev.coldbrew.lambda.jvm.JdkFinder;
import dev.coldbrew.lambda.measure.ColdStartReport;
import dev.coldbrew.lambda.measure.MeasureRun;
import dev.coldbrew.lambda.measure.PackagedFunction;
import dev.coldbrew.lambda.measure.Price;
import dev.coldbrew.lambda.problem.ProblemException;
import dev.coldbrew.lambda.process.Launcher;
import dev.coldbrew.lambda.process.Progress;
import dev.coldbrew.lambda.training.Training;
import dev.coldbrew.lambda.training.TrainingPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.toolchain.ToolchainManager;

/**
 * Measures cold starts of the finished zip, with and without its startup cache, and compares them
 * with a hello-world JVM: one class that prints a line, on the same image, with the same options
 * and its own startup cache. The variants take turns, so a machine that slows down affects all of
 * them. The times are valid only for this machine; the ratios also hold elsewhere.
 *
 * <p>The goal starts the function as for its training, without AWS credentials, and sends it the
 * first training event. If there is none, it measures only the init phase. For example: {@code mvn
 * package lambda:measure}.
 *
 * <p>The goal also writes the table to {@code target/lambda/measure.json}: {@code cores}, {@code
 * runs}, {@code warmInvocations}, {@code event}, {@code pricePerGbSecond}, and in {@code functions}
 * one for each JDK, with {@code jdk}, {@code cache} (AOT or CDS), {@code error} if the event ended
 * with one, and the variants {@code withCache}, {@code withoutPriming} for a function that is
 * primed, {@code withoutCache}, and {@code helloWorld}. Each variant has {@code initMillis}, from
 * the start of the process until it asks for its first event; {@code firstMillis}, the same until
 * the end of the first invocation, or of a hello-world JVM; {@code firstCpuMillis}, the CPU time of
 * the first invocation, of all threads that are still running when it ends; {@code
 * expectedFirstMillis}, by the function's memory in MB, the first response computed for Lambda,
 * which rations that CPU time; {@code usdPerMillionStarts}, by the memory as well, what a million
 * of these cost at that price; {@code toHelloWorld}, {@code firstMillis} or, without an event,
 * {@code initMillis}, divided by the hello-world JVM's; {@code warmP50Millis} and {@code
 * warmP99Millis}, of the invocations after the first; {@code peakMemoryMB}, {@code zipBytes},
 * {@code unpackedBytes} and {@code cacheBytes}.
 *
 * @since 0.1.0
 */
@Mojo(name = "measure", threadSafe = true)
public class MeasureMojo extends AbstractTrainedMojo {

  /** USD per GB-second: a higher price is a mistake. */
  private static final int MAX_PRICE = 1;

  private final MavenSession session;
  private final ToolchainManager toolchains;

  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.measure.skip", defaultValue = "false")
  private boolean skipMeasure;

  /**
   * How many times each variant is started, not counting a first start. The table shows the
   * medians.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.measure.runs", defaultValue = "9")
  private int measureRuns;

  /**
   * How many invocations follow the first one in each run.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.measure.warm", defaultValue = "200")
  private int measureWarmInvocations;

  /**
   * Fails if the zip's first response takes more than this many milliseconds longer than the
   * hello-world JVM; such a limit also works on slow machines. 0 means no limit.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.measure.maxFirstMillis", defaultValue = "0")
  private int measureMaxFirstMillis;

  /**
   * Lambda's price per GB-second, in USD. The default is AWS's price in us-east-1 for the first
   * billions of a month: 0.0000166667 for x86_64 and 0.0000133334 for arm64.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.measure.pricePerGbSecond")
  private Double measurePricePerGbSecond;

  /**
   * Measures the function on each of these JDKs instead of the zip: versions or paths, as for
   * {@code lambda.jdk}. The goal bundles and trains the function for each JDK in a folder below
   * {@code target/lambda/measure}. For example: {@code -Dlambda.measure.jdks=17,25}
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.measure.jdks")
  private List<String> measureJdks = List.of();

  /**
   * Whether these JDKs may be downloaded, as for {@code lambda:bundle}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.jdk.download", defaultValue = "false")
  private boolean jdkDownload;

  @Inject
  MeasureMojo(MavenSession session, ToolchainManager toolchains) {
    this.session = session;
    this.toolchains = toolchains;
  }

  @Override
  boolean isSkipped() {
    return skipMeasure;
  }

  @Override
  void run() throws IOException {
    requireRange("measureRuns", "lambda.measure.runs", measureRuns, 1, 1_000);
    requireRange(
        "measureWarmInvocations", "lambda.measure.warm", measureWarmInvocations, 0, 1_000_000);
    requireRange(
        "measureMaxFirstMillis",
        "lambda.measure.maxFirstMillis",
        measureMaxFirstMillis,
        0,
        900_000);
    if (measureMaxFirstMillis > 0 && trainingEvents().isEmpty()) {
      throw new ProblemException(
          "there is no event for a first response",
          "property lambda.measure.maxFirstMillis",
          "write one into src/lambda/events/first.json");
    }
    requirePrice();
    requireStaged("measure");
    requireCurrent("measure", command()::packaged);
    warnOfLauncher(launcher("measure"));
    List<PackagedFunction> functions =
        measureJdks.isEmpty() ? List.of(packaged("measure")) : jdkByJdk();
    ColdStartReport result =
        MeasureRun.measure(functions, measureRuns, measureWarmInvocations, price(), logs());
    Path json = taskFolder().measureReport();
    WholeFile.write(json, result.json());
    report("Measured", result.method());
    result.failures().forEach(getLog()::warn);
    result.table().forEach(getLog()::info);
    if (!result.expected().isEmpty()) {
      report("Computed", result.expectation());
      result.expected().forEach(getLog()::info);
      report("Computed", result.costing());
      result.costs().forEach(getLog()::info);
    }
    report("Report", fromBasedir(json).toString());
    if (measureMaxFirstMillis > 0) {
      result.requireFirst(measureMaxFirstMillis);
    }
  }

  private void requirePrice() {
    if (measurePricePerGbSecond != null
        && !(measurePricePerGbSecond >= 0 && measurePricePerGbSecond < MAX_PRICE)) {
      throw new ProblemException(
          "'" + measurePricePerGbSecond + "' is not between 0 and " + MAX_PRICE,
          "parameter <measurePricePerGbSecond>, property lambda.measure.pricePerGbSecond",
          "set one of them to the price in USD, such as 0.0000166667, or leave both out");
    }
  }

  private Price price() throws IOException {
    if (measurePricePerGbSecond != null) {
      return new Price(measurePricePerGbSecond);
    }
    return BundlePlanFile.read(taskFolder())
        .map(BundlePlan::architecture)
        .filter(Architecture.ARM64::equals)
        .map(architecture -> Price.ARM64)
        .orElse(Price.X86_64);
  }

  private void warnOfLauncher(Launcher launcher) {
    if (!launcher.isDirect()) {
      getLog().warn("these are the times under " + launcher + ", which say nothing about Lambda's");
    }
  }

  private List<PackagedFunction> jdkByJdk() throws IOException {
    BundlePlan plan = BundlePlanFile.read(taskFolder())
        .orElseThrow(() -> new ProblemException(
            "there is no record of how '" + fromBasedir(task()) + "' was bundled",
            "property lambda.measure.jdks",
            command()
                .packaged(
                    "measure",
                    typed().with("lambda.measure.jdks", String.join(",", measureJdks)))));
    Bundler bundler = new Bundler(plan);
    Map<String, Jdk> byName = new LinkedHashMap<>();
    try (Progress progress = progress()) {
      JdkFinder finder = Jdks.finder(
          session, toolchains, plan.cache(), jdkDownload, progress, what -> report("JDK", what));
      for (String asked : measureJdks) {
        Jdk jdk = finder.find(asked, plan.target());
        bundler.check(jdk);
        byName.put(jdk.name(), jdk);
      }
    }
    List<PackagedFunction> functions = new ArrayList<>();
    for (Jdk jdk : byName.values()) {
      functions.add(bundled(bundler, jdk));
    }
    return functions;
  }

  private PackagedFunction bundled(Bundler bundler, Jdk jdk) throws IOException {
    TaskFolder task = TaskFolder.inRoot(taskFolder().measured(jdk.name()));
    bundler.stage(jdk, task.path(), task.logs());
    TrainingPlan training = trainingPlan(task.path());
    try (Progress progress = progress()) {
      Path log = task.logs().resolve("training.log");
      Training.train(training, log, false, progress).forEach(getLog()::warn);
    }
    return new PackagedFunction(jdk.name(), task.path(), training);
  }
}
