package dev.coldbrew.lambda.training;

import dev.coldbrew.lambda.bundle.StartupCache;
import dev.coldbrew.lambda.bundle.UnpackedZip;
import dev.coldbrew.lambda.emulator.LocalFunction;
import dev.coldbrew.lambda.file.TemporaryFolder;
import dev.coldbrew.lambda.problem.ProblemException;
import dev.coldbrew.lambda.training.Proof.CacheUse;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Starts a finished zip as Lambda would, at another path and with the times that it carries, and sees
 * whether it answers, and whether its JVM starts from the startup cache: one that does not fit is
 * passed over at run time, which costs more than to have none.
 */
public final class ProofRun {

  /** Of the classes that a cache can hold, so many percent have to come from it. */
  private static final int LEAST_PERCENT = 95;

  /** What a JVM prints about itself: in its own log, or where that is not there yet. */
  private static final Pattern WARNING = Pattern.compile(
      "^\\[[0-9.]+s]\\[(warning|error) *]\\[.*|^\\S.*\\bVM warning: .*|^Error occurred during.*");

  /** The second line of such a message. */
  private static final Pattern CONTINUED = Pattern.compile("^\\[ +] (.*)");

  private final TrainingPlan plan;
  private final Path log;
  private final Path trainingLog;

  private ProofRun(TrainingPlan plan, Path log, Path trainingLog) {
    this.plan = plan;
    this.log = log;
    this.trainingLog = trainingLog;
  }

  /**
   * Proves a zip.
   *
   * @param plan what its startup cache is to be recorded from
   * @param recorded what it was recorded from
   * @param logs the folder with the log of the training run, and for that of this one
   * @return empty if it has no startup cache: who switches the training off wants no code of the
   *     function to run in the build
   * @throws ProblemException if it does not start, or does not start from its cache
   */
  public static Optional<Proof> of(Path zip, TrainingPlan plan, RecordedCache recorded, Path logs)
      throws IOException {
    try (TemporaryFolder folder = TemporaryFolder.create("coldbrew-check-")) {
      Path task = Files.createDirectory(folder.path().resolve("task"));
      UnpackedZip.unpack(zip, task);
      if (!Files.exists(task.resolve(plan.cache().fileName()))) {
        return Optional.empty();
      }
      if (!recorded.isOf(plan.digest(task))) {
        throw new ProblemException(
            "the zip is not what its startup cache was recorded from",
            "file " + zip.getFileName(),
            "pack target/lambda/task as lambda:train left it, or mvn clean package");
      }
      Path log = logs.resolve("check.log");
      return Optional.of(new ProofRun(plan, log, logs.resolve("training.log")).prove(task));
    }
  }

  private Proof prove(Path task) throws IOException {
    Files.createDirectories(log.toAbsolutePath().getParent());
    List<String> printed = new ArrayList<>();
    try (PrintWriter lines = new PrintWriter(Files.newBufferedWriter(log))) {
      Consumer<String> both = line -> {
        printed.add(line);
        lines.println(line);
      };
      start(task, List.of(LoadedClasses.LOG_OPTION), both);
      CacheUse cache = cacheUse(task, printed);
      printed.clear();
      Duration[] times = start(task, List.of(), both);
      Optional<String> warning = warnings(printed);
      if (warning.isPresent()) {
        throw problem("the JVM warns at its start: " + warning.get(), "see the full log");
      }
      return new Proof(cache, times[0], times[1]);
    }
  }

  /** The times from the start to the end of the init phase, and of the first invocation. */
  private Duration[] start(Path task, List<String> jvmOptions, Consumer<String> lines)
      throws IOException {
    long start = System.nanoTime();
    try (LocalFunction function = LocalFunction.start(
        task,
        plan.function(jvmOptions),
        lines,
        plan.developer(),
        plan.function().timeout())) {
      if (function.initFailure().isPresent()) {
        throw problem(
            "the zip does not start: " + function.initFailure().get(), "see the full log");
      }
      Duration init = since(start);
      if (plan.events().isEmpty()) {
        return new Duration[] {init, init};
      }
      function.invoke(plan.read(plan.events().get(0)));
      return new Duration[] {init, since(start)};
    }
  }

  private CacheUse cacheUse(Path task, List<String> printed) throws IOException {
    StartupCache cache = plan.cache();
    LoadedClasses loaded =
        LoadedClasses.read(task.resolveSibling(LoadedClasses.LOG_FILE), task.resolve("lib"));
    Map<String, String> skipped = SkippedClasses.read(trainingLog);
    Map<String, String> outside = new TreeMap<>();
    for (String name : loaded.fromJars()) {
      outside.put(name, skipped.getOrDefault(name, CacheUse.NOT_TRAINED));
    }
    CacheUse use = new CacheUse(
        cache.title(),
        Files.size(task.resolve(cache.fileName())),
        loaded.fromCache().size(),
        outside);
    String handler = plan.function().handler().replaceFirst("::.*", "");
    if (use.fromCache() * 100 < use.holdable() * LEAST_PERCENT
        || CacheUse.NOT_TRAINED.equals(outside.get(handler))) {
      throw problem(
          "of %d classes that a startup cache can hold, %d start from the zip's%s"
              .formatted(
                  use.holdable(),
                  use.fromCache(),
                  warnings(printed).map(reason -> ": " + reason).orElse("")),
          "clean and build again; or build without a cache: mvn package -Dlambda.train.skip");
    }
    return use;
  }

  /** The JVM's own words, without where in its log they were. */
  private static Optional<String> warnings(List<String> printed) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < printed.size(); i++) {
      if (WARNING.matcher(printed.get(i)).matches()) {
        words.add(printed.get(i).replaceFirst("^(\\[[^]]*])+ *", ""));
        if (i + 1 < printed.size() && CONTINUED.matcher(printed.get(i + 1)).matches()) {
          words.add(CONTINUED.matcher(printed.get(i + 1)).replaceFirst("$1"));
        }
      }
    }
    return words.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", words));
  }

  private ProblemException problem(String what, String hint) {
    return new ProblemException(what, "full log: " + log, hint);
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
