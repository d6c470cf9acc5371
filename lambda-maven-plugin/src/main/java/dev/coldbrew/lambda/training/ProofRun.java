// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.training;

import static java.util.stream.Collectors.joining;

import dev.coldbrew.lambda.emulator.InvocationResult;
import dev.coldbrew.lambda.emulator.LocalFunction;
import dev.coldbrew.lambda.file.TaskFolder;
import dev.coldbrew.lambda.file.TemporaryFolder;
import dev.coldbrew.lambda.problem.ProblemException;
import dev.coldbrew.lambda.process.Progress;
import dev.coldbrew.lambda.task.BootstrapScript;
import dev.coldbrew.lambda.task.StandInJava;
import dev.coldbrew.lambda.task.StartupCache;
import dev.coldbrew.lambda.training.Proof.CacheUse;
import dev.coldbrew.lambda.training.Proof.CacheUse.Reason;
import dev.coldbrew.lambda.training.Proof.Start;
import dev.coldbrew.lambda.zip.UnpackedZip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Starts a finished zip as Lambda would, at another path and with the times that it carries, and checks
 * that it responds, and that its JVM starts from the startup cache: the JVM ignores one that does not
 * fit, which costs more than having none.
 */
public final class ProofRun {

  /** Of the classes that a cache can hold, so many percent have to come from it. */
  private static final int LEAST_PERCENT = 95;

  /** More than any JVM needs to say why it does not take a cache. */
  private static final int REFUSAL_LINES = 20;

  /** Enough classes to see which part of a function was not trained. */
  private static final int NAMED = 5;

  private static final String WITHOUT_CACHE =
      "build without a cache: mvn package -Dlambda.train.skip";

  private final TrainingPlan plan;
  private final Path logFile;
  private final RunLog log;
  private final RecordedCache recorded;
  private final Progress progress;

  private ProofRun(
      TrainingPlan plan, Path logFile, RunLog log, RecordedCache recorded, Progress progress) {
    this.plan = plan;
    this.logFile = logFile;
    this.log = log;
    this.recorded = recorded;
    this.progress = progress;
  }

  /**
   * Proves a zip.
   *
   * @param plan what its startup cache will be recorded from
   * @param logs the folder for the log
   * @return empty if it has no startup cache because none was recorded: a build without training runs
   *     no code of the function
   * @throws ProblemException if it does not start, or does not start from its cache
   */
  public static Optional<Proof> prove(Path zip, TrainingPlan plan, Path logs, Progress progress)
      throws IOException {
    Path logFile = logs.resolve("check.log");
    try (TemporaryFolder folder = TemporaryFolder.create();
        RunLog log = new RunLog(logFile)) {
      Path task = TaskFolder.inRoot(folder.path()).path();
      UnpackedZip.unpackFunction(zip, task);
      Path cache = task.resolve(plan.cache().fileName());
      if (!Files.exists(cache)) {
        if (plan.cache().isMarked(plan.task())) {
          throw new ProblemException(
              "the zip has no startup cache, though one was recorded",
              "file " + zip.getFileName(),
              "pack target/lambda/task with its file " + cache.getFileName() + ", or "
                  + WITHOUT_CACHE);
        }
        return Optional.empty();
      }
      RecordedCache recorded = new RecordedCache(plan.kept());
      if (!recorded.isOfTask(plan.digestOfTask(task))) {
        throw new ProblemException(
            "the zip is not what its startup cache was recorded from",
            "file " + zip.getFileName(),
            "pack target/lambda/task as lambda:train left it, or mvn clean package");
      }
      if (!recorded.isWhole(cache)) {
        throw new ProblemException(
            "the zip's startup cache is not the one that was recorded",
            "file " + zip.getFileName(),
            "pack target/lambda/task as lambda:train left it, or mvn clean package");
      }
      return Optional.of(new ProofRun(plan, logFile, log, recorded, progress).prove(task));
    }
  }

  private Proof prove(Path task) throws IOException {
    StandInJava.install(plan.launcher(), task);
    Path bootstrap = new TaskFolder(task).bootstrap();
    String packaged = Files.readString(bootstrap);
    List<String> options = new ArrayList<>(List.of(LoadedClasses.LOG_OPTION));
    if (plan.cache() == StartupCache.AOT) {
      options.addAll(MachineCode.LOG_OPTIONS);
    }
    startWith(options, task);
    checkPortable(task);
    CacheUse cache = cacheUse(task);
    log.forget();
    Files.writeString(bootstrap, packaged);
    Start start = start(task);
    Optional<String> warning = log.warnings();
    if (warning.isPresent()) {
      throw problem(
          "the JVM warns at its start: " + warning.get(),
          "correct that in <jvmOptions> or JAVA_TOOL_OPTIONS, or " + WITHOUT_CACHE);
    }
    return new Proof(cache, start, log.unprimed(), hasJavaAgents(task));
  }

  /** They change classes, and make the JVM take fewer from a cache. */
  private boolean hasJavaAgents(Path task) throws IOException {
    return plan.trainedFunction().hasJavaAgents()
        || BootstrapScript.hasJavaAgents(new TaskFolder(task).bootstrap());
  }

  /** Lambda's processors are not the build machine's. */
  private void checkPortable(Path task) throws IOException {
    Optional<String> code = MachineCode.in(new TaskFolder(task).codeLog());
    if (code.isPresent()) {
      throw problem(
          "the startup cache has machine code for this machine's processor, which another may be unable to"
              + " run: " + code.get(),
          "remove AOTAdapterCaching and AOTStubCaching from JDK_AOT_VM_OPTIONS, or "
              + WITHOUT_CACHE);
    }
  }

  private void startWith(List<String> jvmOptions, Path task) throws IOException {
    BootstrapScript.addOptions(new TaskFolder(task).bootstrap(), jvmOptions);
    start(task);
  }

  private Start start(Path task) throws IOException {
    progress.begin("the proof: a start of the zip");
    long start = System.nanoTime();
    try (LocalFunction function = LocalFunction.start(
        task, plan.trainedFunction(), log, plan.developer(), plan.function().timeout())) {
      log.initError(function).ifPresent(error -> {
        // It did start without its cache, in training.
        String hint = error.isOfTheCache() ? WITHOUT_CACHE : error.hint();
        throw problem("the zip does not start: " + error.summary(), hint);
      });
      Duration init = since(start);
      List<String> succeeded = recorded.events();
      Optional<Path> event = plan.firstEvent()
          .filter(first -> succeeded.contains(first.getFileName().toString()));
      if (event.isEmpty()) {
        return new Start(init, Optional.empty(), Optional.empty());
      }
      InvocationResult first = function.invoke(plan.read(event.get()));
      return new Start(
          init,
          Optional.of(since(start)),
          first.failed() ? Optional.of(log.error(first).summary()) : Optional.empty());
    }
  }

  private CacheUse cacheUse(Path task) throws IOException {
    StartupCache cache = plan.cache();
    LoadedClasses loaded = LoadedClasses.read(new TaskFolder(task));
    String handler = plan.function().handler().replaceFirst("::.*", "");
    if (!loaded.fromCache().containsKey(handler) && !loaded.fromJars().containsKey(handler)) {
      throw problem(
          "the JVM does not say where class '" + handler + "' of the handler comes from",
          "remove -Xlog:disable from <jvmOptions>");
    }
    Map<String, Reason> outside = loaded.outside(plan);
    CacheUse use = new CacheUse(
        cache.title(),
        Files.size(task.resolve(cache.fileName())),
        recorded.events().size(),
        loaded.fromCache().size(),
        outside);
    boolean tooFew = use.fromCache() * 100 < use.holdable() * LEAST_PERCENT
        || Reason.NOT_TRAINED.equals(outside.get(handler));
    if (tooFew && !hasJavaAgents(task)) {
      String share = "of %d classes that a startup cache can hold, %d come from the zip's"
          .formatted(use.holdable(), use.fromCache());
      Optional<String> refusal = refusal(task);
      if (refusal.isPresent()) {
        throw problem(share + ": " + refusal.get(), "run mvn clean package, or " + WITHOUT_CACHE);
      }
      throw problem(
          share + "; these do not: " + use.untrained().limit(NAMED).collect(joining(", ")),
          "add a training event that loads them, or " + WITHOUT_CACHE);
    }
    return use;
  }

  /** Why the JVM does not take the cache, in its own words; empty if it does. */
  private Optional<String> refusal(Path task) throws IOException {
    log.forget();
    try {
      startWith(List.of(plan.cache().requireOption()), task);
      return Optional.empty();
    } catch (ProblemException expected) { // the JVM does not start
      return Optional.of(log.printed(REFUSAL_LINES).replaceAll("\\[[^\\]]*] ?", ""));
    }
  }

  private ProblemException problem(String what, String hint) {
    return new ProblemException(what, "full log: " + logFile, hint);
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
