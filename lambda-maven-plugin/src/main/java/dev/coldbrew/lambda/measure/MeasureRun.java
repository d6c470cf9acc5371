// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.measure;

import dev.coldbrew.lambda.file.FileTree;
import dev.coldbrew.lambda.file.TaskFolder;
import dev.coldbrew.lambda.file.TemporaryFolder;
import dev.coldbrew.lambda.task.StartupCache;
import dev.coldbrew.lambda.zip.SizeBudget;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Starts all variants of all functions in turns, so that a machine that gets slower or faster
 * meanwhile does so for all of them. The first turn is not counted: it reads the files into memory.
 */
public final class MeasureRun {

  private final int runs;
  private final int warm;
  private final Price price;
  private final Path logs;
  private final Path folder;
  private final PrintWriter log;
  private final Path logFile;

  private MeasureRun(
      int runs, int warm, Price price, Path logs, Path folder, PrintWriter log, Path logFile) {
    this.runs = runs;
    this.warm = warm;
    this.price = price;
    this.logs = logs;
    this.folder = folder;
    this.log = log;
    this.logFile = logFile;
  }

  /**
   * Measures.
   *
   * @param runs how often each variant is started, beside once that is not counted
   * @param warm invocations after the first one, in each run
   * @param price what Lambda asks for their duration
   * @param logs the folder for what the functions log
   * @throws dev.coldbrew.lambda.problem.ProblemException if a function does not start
   */
  public static ColdStartReport measure(
      List<PackagedFunction> functions, int runs, int warm, Price price, Path logs)
      throws IOException {
    Path logFile = Files.createDirectories(logs).resolve("measure.log");
    try (TemporaryFolder folder = TemporaryFolder.create();
        PrintWriter log = new PrintWriter(Files.newBufferedWriter(logFile))) {
      return new MeasureRun(runs, warm, price, logs, folder.path(), log, logFile)
          .measure(functions);
    }
  }

  /** A program that is started again and again. */
  interface Contender {

    /** Starts it once, and sees it to its end. */
    Map<Figure, Double> run() throws IOException;

    /** The error that its last invocation ended with, if any. */
    default Optional<String> failure() {
      return Optional.empty();
    }
  }

  /** One that takes part, with what is known of it beforehand and what was measured of it. */
  private record Participant(
      ColdStart.Variant variant,
      Contender program,
      Map<Figure, Double> sizes,
      List<Map<Figure, Double>> measured) {

    ColdStart.Row row() {
      Map<Figure, Double> figures = new EnumMap<>(Figure.class);
      figures.putAll(sizes);
      figures.putAll(Statistics.medians(measured));
      return new ColdStart.Row(variant, figures);
    }
  }

  private ColdStartReport measure(List<PackagedFunction> measured) throws IOException {
    List<List<Participant>> functions = new ArrayList<>();
    for (PackagedFunction function : measured) {
      Path copies = Files.createDirectory(folder.resolve(Integer.toString(functions.size())));
      functions.add(participants(function, copies));
    }
    for (int run = 0; run <= runs; run++) {
      for (List<Participant> participants : functions) {
        for (Participant participant : participants) {
          Map<Figure, Double> figures = participant.program().run();
          if (run > 0) {
            participant.measured().add(figures);
          }
        }
      }
    }
    List<ColdStart> results = new ArrayList<>();
    for (int i = 0; i < functions.size(); i++) {
      results.add(result(measured.get(i), functions.get(i)));
    }
    return new ColdStartReport(
        Runtime.getRuntime().availableProcessors(),
        runs,
        warm,
        measured.get(0).training().firstEvent().map(event -> event.getFileName().toString()),
        price,
        results);
  }

  private List<Participant> participants(PackagedFunction function, Path copies)
      throws IOException {
    StartupCache cache = function.training().cache();
    Map<Figure, Double> packagedSizes = new EnumMap<>(Figure.class);
    if (Files.isRegularFile(function.packaged())) {
      packagedSizes.put(Figure.ZIP, (double) SizeBudget.of(function.packaged()).zipped());
    }
    List<Participant> participants = new ArrayList<>();
    Path packaged = TaskCopy.asPackaged(function, copies.resolve("packaged"));
    if (Files.exists(packaged.resolve(cache.fileName()))) {
      packagedSizes.put(Figure.CACHE, (double) Files.size(packaged.resolve(cache.fileName())));
      participants.add(
          participant(ColdStart.Variant.WITH_CACHE, packaged, function, packagedSizes));
      if (Files.exists(new TaskFolder(packaged).priming())) {
        Path unprimed = TaskCopy.withoutPriming(function, copies.resolve("without-priming"));
        participants.add(
            participant(ColdStart.Variant.WITHOUT_PRIMING, unprimed, function, Map.of()));
      }
      Path without = TaskCopy.withoutCache(function, copies.resolve("without-cache"));
      participants.add(participant(ColdStart.Variant.WITHOUT_CACHE, without, function, Map.of()));
    } else {
      participants.add(
          participant(ColdStart.Variant.WITHOUT_CACHE, packaged, function, packagedSizes));
    }
    HelloWorldJvm hello = HelloWorldJvm.trained(
        new TaskFolder(TaskCopy.helloWorld(function, copies.resolve("hello-world"))),
        cache,
        !function.training().launcher().isDirect(),
        function.training().function().memoryMb(),
        logs.resolve("hello-world.log"));
    participants.add(
        new Participant(ColdStart.Variant.HELLO_WORLD, hello, Map.of(), new ArrayList<>()));
    return participants;
  }

  private Participant participant(
      ColdStart.Variant variant, Path task, PackagedFunction function, Map<Figure, Double> known)
      throws IOException {
    Map<Figure, Double> sizes = new EnumMap<>(Figure.class);
    sizes.putAll(known);
    long unpacked = 0;
    for (Path folder : new TaskFolder(task).folders()) {
      unpacked += FileTree.size(folder);
    }
    sizes.put(Figure.UNPACKED, (double) unpacked);
    FunctionRun run = new FunctionRun(task, function.training(), warm, log, logFile);
    return new Participant(variant, run, sizes, new ArrayList<>());
  }

  private static ColdStart result(PackagedFunction function, List<Participant> participants) {
    Optional<String> failure = participants.get(0).program().failure();
    List<ColdStart.Row> rows = participants.stream().map(Participant::row).toList();
    return new ColdStart(function.jdk(), function.training().cache().title(), failure, rows)
        .withRatios();
  }
}
