package dev.coldbrew.lambda.measure;

import dev.coldbrew.lambda.bundle.SizeBudget;
import dev.coldbrew.lambda.bundle.StartupCache;
import dev.coldbrew.lambda.file.FileTree;
import dev.coldbrew.lambda.file.TemporaryFolder;
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

  private final MeasurePlan plan;
  private final Path folder;
  private final PrintWriter log;
  private final Path logFile;

  private MeasureRun(MeasurePlan plan, Path folder, PrintWriter log, Path logFile) {
    this.plan = plan;
    this.folder = folder;
    this.log = log;
    this.logFile = logFile;
  }

  /**
   * Measures.
   *
   * @throws dev.coldbrew.lambda.problem.ProblemException if a function does not start
   */
  public static ColdStartReport of(MeasurePlan plan) throws IOException {
    Path logFile = Files.createDirectories(plan.logs()).resolve("measure.log");
    try (TemporaryFolder folder = TemporaryFolder.create();
        PrintWriter log = new PrintWriter(Files.newBufferedWriter(logFile))) {
      return new MeasureRun(plan, folder.path(), log, logFile).measure();
    }
  }

  /** One that takes part, with what is known of it beforehand and what was measured of it. */
  private record Participant(
      Variant variant,
      Measured program,
      Map<Figure, Double> sizes,
      List<Map<Figure, Double>> runs) {

    Row row() {
      Map<Figure, Double> figures = new EnumMap<>(Figure.class);
      figures.putAll(sizes);
      figures.putAll(Statistics.medians(runs));
      return new Row(variant, figures);
    }
  }

  private ColdStartReport measure() throws IOException {
    List<List<Participant>> functions = new ArrayList<>();
    for (MeasuredFunction function : plan.functions()) {
      Path copies = Files.createDirectory(folder.resolve(Integer.toString(functions.size())));
      functions.add(participants(function, copies));
    }
    for (int run = 0; run <= plan.runs(); run++) {
      for (List<Participant> participants : functions) {
        for (Participant participant : participants) {
          Map<Figure, Double> figures = participant.program().run();
          if (run > 0) {
            participant.runs().add(figures);
          }
        }
      }
    }
    List<ColdStart> results = new ArrayList<>();
    for (int i = 0; i < functions.size(); i++) {
      results.add(result(plan.functions().get(i), functions.get(i)));
    }
    return new ColdStartReport(
        Runtime.getRuntime().availableProcessors(),
        plan.runs(),
        plan.warm(),
        plan.functions()
            .get(0)
            .training()
            .firstEvent()
            .map(event -> event.getFileName().toString()),
        results);
  }

  private List<Participant> participants(MeasuredFunction function, Path copies)
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
      participants.add(participant(Variant.WITH_CACHE, packaged, function, packagedSizes));
      Path without = TaskCopy.withoutCache(function, copies.resolve("without-cache"));
      participants.add(participant(Variant.WITHOUT_CACHE, without, function, Map.of()));
    } else {
      participants.add(participant(Variant.WITHOUT_CACHE, packaged, function, packagedSizes));
    }
    HelloWorldJvm hello = HelloWorldJvm.trained(
        TaskCopy.helloWorld(function, copies.resolve("hello-world")),
        cache,
        function.training().function().memoryMiB(),
        plan.logs().resolve("hello-world.log"));
    participants.add(new Participant(Variant.HELLO_WORLD, hello, Map.of(), new ArrayList<>()));
    return participants;
  }

  private Participant participant(
      Variant variant, Path task, MeasuredFunction function, Map<Figure, Double> known)
      throws IOException {
    Map<Figure, Double> sizes = new EnumMap<>(Figure.class);
    sizes.putAll(known);
    sizes.put(Figure.UNPACKED, (double) FileTree.size(task));
    FunctionRun run = new FunctionRun(task, function.training(), plan.warm(), log, logFile);
    return new Participant(variant, run, sizes, new ArrayList<>());
  }

  private static ColdStart result(MeasuredFunction function, List<Participant> participants) {
    Optional<String> failure = participants.get(0).program().failure();
    List<Row> rows = participants.stream().map(Participant::row).toList();
    return new ColdStart(function.jdk(), function.training().cache().title(), failure, rows)
        .withRatios();
  }
}
