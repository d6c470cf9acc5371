// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.training;

import com.google.gson.Gson;
import dev.coldbrew.lambda.emulator.Event;
import dev.coldbrew.lambda.emulator.FunctionConfiguration;
import dev.coldbrew.lambda.emulator.FunctionEnvironment;
import dev.coldbrew.lambda.file.Digest;
import dev.coldbrew.lambda.file.FileTree;
import dev.coldbrew.lambda.file.TaskFolder;
import dev.coldbrew.lambda.process.Launcher;
import dev.coldbrew.lambda.task.LauncherFile;
import dev.coldbrew.lambda.task.StartupCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a startup cache is recorded from.
 *
 * @param task the staged function
 * @param cache the kind that its JVM can use
 * @param function as it is configured in AWS; its timeout is that of one training event
 * @param environment variables only for the training, which go before the function's own
 * @param region the region that the function sees
 * @param events files with training events; without any, only the init phase is trained
 * @param repetitions how often each event is sent
 */
public record TrainingPlan(
    Path task,
    StartupCache cache,
    FunctionConfiguration function,
    Map<String, String> environment,
    String region,
    List<Path> events,
    int repetitions) {

  /** Goes up when the same plan is to give another cache. */
  private static final String VERSION = "3";

  public TrainingPlan {
    environment = Map.copyOf(environment);
    events = List.copyOf(events);
  }

  /** The event files of a folder by their names; none if there is no such folder. */
  public static List<Path> eventsIn(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches("[^.].*\\.json"))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }

  /** The content of an event file, which has to be JSON. */
  public byte[] read(Path event) throws IOException {
    return Event.ofFile(event, "property lambda.train.events");
  }

  /** The one that a start is shown with: the first that the startup cache was recorded from. */
  public Optional<Path> firstEvent() throws IOException {
    List<String> recorded = new RecordedCache(kept()).events();
    return events.stream()
        .filter(event -> recorded.contains(event.getFileName().toString()))
        .findFirst()
        .or(() -> events.stream().findFirst());
  }

  /** The folder, beside that of the task, for what is kept from build to build. */
  Path kept() {
    return new TaskFolder(task).recordedCache();
  }

  /** What starts its JVM on this machine. */
  public Launcher launcher() throws IOException {
    return LauncherFile.of(task);
  }

  /** The function as its startup cache is recorded. */
  FunctionConfiguration recordedFunction() {
    return cache == StartupCache.AOT ? trainedFunction() : trainedFunction().withoutJavaAgents();
  }

  /** The function as it is trained, proven or measured. */
  public FunctionConfiguration trainedFunction() {
    FunctionConfiguration all = withTrainingEnvironment();
    return all.withoutMissingFromLayers(cache == StartupCache.AOT ? StandInAgent.option(task) : "");
  }

  /** What takes no part in the training, as it is in a layer. */
  public List<Path> missingFromLayers() {
    return withTrainingEnvironment().missingFromLayers();
  }

  private FunctionConfiguration withTrainingEnvironment() {
    Map<String, String> variables = new HashMap<>(function.environment());
    variables.put("LAMBDA_TRAINING", "true");
    variables.putAll(FunctionEnvironment.WITHOUT_CREDENTIALS);
    variables.putAll(environment);
    return new FunctionConfiguration(
            function.name(), function.handler(), function.memoryMb(), function.timeout(), variables)
        .withoutDebugger();
  }

  /** All that is known of the developer. */
  public Map<String, String> developer() {
    return Map.of("AWS_REGION", region);
  }

  /**
   * Changes when anything does that the cache depends on: the events, all settings, and the content
   * of the task folder.
   *
   * @param folder the task folder, or a copy
   */
  String digest(Path folder) throws IOException {
    return digestOfSettings() + " " + digestOfTask(folder);
  }

  private String digestOfSettings() throws IOException {
    List<String> parts = new ArrayList<>(List.of(
        VERSION,
        cache.name(),
        function.name(),
        function.handler(),
        function.memoryMb() + " MB",
        function.timeout().toString(),
        json(function.environment()),
        json(environment),
        region,
        repetitions + " times"));
    for (Path event : events) {
      parts.add(event.getFileName() + " " + Digest.of(event));
    }
    return Digest.of(parts.toArray(String[]::new));
  }

  /**
   * Of the content alone: what a cache must have been recorded from to be right. A JVM may not notice
   * it: with JDK-8377932, in 25.0.0 to 25.0.3, it runs the old code of a changed jar.
   *
   * @param folder the task folder, or a copy
   */
  String digestOfTask(Path folder) throws IOException {
    TaskFolder files = new TaskFolder(folder);
    List<String> parts = new ArrayList<>();
    for (Path part : files.folders()) { // a layer's as well
      for (Path path : FileTree.paths(part)) {
        String name = part.equals(folder)
            ? FileTree.nameIn(folder, path)
            : "layer/" + FileTree.nameIn(part, path);
        if (Files.isRegularFile(path) && !isOutsideDigest(name)) {
          parts.add(name + " " + Digest.of(path));
        }
      }
    }
    return Digest.of(parts.toArray(String[]::new));
  }

  /** The cache itself, and what else comes of the training. */
  private boolean isOutsideDigest(String name) {
    return name.equals(cache.fileName()) || name.startsWith("priming/");
  }

  private static String json(Map<String, String> variables) {
    return new Gson().toJson(new TreeMap<>(variables));
  }
}
