// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Packages functions, runs them and what they are compared with side by side, and prints the
 * figures. All Java in it runs on the JDK that runs the benchmark.
 */
public final class Benchmark {

  /** Enough for a JVM's compilers to have done their work. */
  private static final String WARM_INVOCATIONS = "5000";

  private final Path sources;
  private final Path awsLibrary;
  private final Path folder;
  private final String runs;
  private final Harness harness;

  /**
   * @param arguments the module's folder, and the number of runs of each candidate
   */
  public static void main(String[] arguments) throws Exception {
    Path module = Path.of(arguments[0]);
    Path folder = module.resolve("target/benchmark");
    Command.run(List.of("rm", "-rf", folder.toString()));
    Files.createDirectories(folder);
    new Benchmark(module, folder, arguments[1]).run();
  }

  private Benchmark(Path module, Path folder, String runs) {
    this.folder = folder;
    this.runs = runs;
    sources = module.resolve("src/bench");
    awsLibrary = module.resolve("target/aws-runtime");
    harness = new Harness(sources, folder);
  }

  private void run() throws Exception {
    System.out.println("JDK " + Runtime.version() + ", " + System.getProperty("java.vendor")
        + "; medians of " + runs + " runs"
        + (harness.isRealTime() ? "" : "; 'chrt -r' is not permitted, so other work counts in"));
    hello();
    bean();
    dynamoDb();
    print(new ServeBenchmark(folder.resolve("serve"), harness).table());
    if (!harness.canDropPageCache()) {
      System.out.println("\nOnly root can drop the page cache, so no starts from cold storage.");
    }
    if (!harness.canRation()) {
      System.out.println("\nOnly root can ration the CPU, so no starts with a share of it.");
    }
  }

  private void hello() throws Exception {
    String handler = "example.Hello::hello";
    PackagedFunction hello =
        PackagedFunction.of("hello", handler, "ada.json", folder.resolve("hello"));
    List<Candidate> candidates = new ArrayList<>();
    candidates.addAll(ours(hello));
    candidates.addAll(awss(hello));
    candidates.add(
        JvmFloor.of(harness, hello, sources.resolve("HelloWorld.java"), folder.resolve("jvm")));
    python().ifPresent(candidates::add);
    Path c = harness.compile("floor", "floor.c");
    candidates.add(Candidate.bootstrap("C", folder, List.of(c.toString())));
    draw(measure("hello", hello, candidates));
  }

  /** A function whose event and response are beans: most of it is JSON. */
  private void bean() throws Exception {
    PackagedFunction shop =
        PackagedFunction.of("bean", "example.Shop::order", "order.json", folder.resolve("bean"));
    List<Candidate> candidates = new ArrayList<>();
    candidates.add(shop.candidate("Coldbrew"));
    candidates.add(withoutPriming(shop));
    candidates.addAll(awss(shop));
    measure("a bean", shop, candidates);
  }

  private void dynamoDb() throws Exception {
    PackagedFunction orders = PackagedFunction.of(
        "dynamodb", "example.Orders::find", "order.json", folder.resolve("dynamodb"));
    List<Candidate> candidates = new ArrayList<>();
    candidates.addAll(ours(orders));
    candidates.add(orders
        .packagedAgain(folder.resolve("dynamodb-handler"), "-Dlambda.prime=handler")
        .candidate("Coldbrew, prime=handler"));
    candidates.addAll(awss(orders));
    measure("DynamoDB client, Jackson, Log4j 2", orders, candidates);
  }

  private List<Candidate> ours(PackagedFunction function) throws IOException {
    PackagedFunction withoutCache = function.packagedAgain(
        folder.resolve(function.project() + "-without-cache"), "-Dlambda.train.skip");
    return List.of(
        function.candidate("Coldbrew"),
        withoutCache.candidate("Coldbrew without " + StartupCache.KIND));
  }

  private Candidate withoutPriming(PackagedFunction function) throws IOException {
    return function
        .packagedAgain(
            folder.resolve(function.project() + "-without-priming"), "-Dlambda.prime=none")
        .candidate("Coldbrew without priming");
  }

  private List<Candidate> awss(PackagedFunction function) throws IOException {
    AwsRuntime runtime =
        new AwsRuntime(function, awsLibrary, folder.resolve(function.project() + "-aws"));
    return List.of(
        runtime.candidate(),
        runtime.candidateWithCache(harness),
        runtime.candidateOnOneClassPathWithCache(harness));
  }

  /** The interpreter itself, as a version manager's shim would take longer than Python. */
  private Optional<Candidate> python() {
    String script = sources.resolve("bootstrap.py").toString();
    String check = "import sys; print(sys.executable if sys.version_info >= (3, 9) else '')";
    return Command.tryToRun("python3", "-c", check)
        .map(String::strip)
        .filter(interpreter -> !interpreter.isEmpty())
        .map(interpreter ->
            Candidate.bootstrap("Python, by hand", folder, List.of(interpreter, script)));
  }

  /** All but the variants that only the tables have room for, and C, which is no choice but a bound. */
  private void draw(Map<Candidate, Figures> figures) throws IOException {
    Map<Candidate, Figures> drawn = new LinkedHashMap<>(figures);
    drawn
        .keySet()
        .removeIf(candidate -> candidate.name().equals("C")
            || candidate.name().contains("without")
            || candidate.name().contains("one class path"));
    Chart.write(
        folder,
        "start-times",
        "From the start of the process to hello's first response",
        "medians of " + runs + " runs, JDK " + Runtime.version().feature() + ", "
            + Runtime.getRuntime().availableProcessors() + " cores of " + processor()
            + "; mvn -q -Pbenchmark verify",
        drawn);
    System.out.println("\nPicture: " + folder.resolve("start-times-light.svg"));
  }

  private static String processor() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    }
  }

  /** Returns the figures of starts with a page cache. */
  private Map<Candidate, Figures> measure(
      String title, PackagedFunction function, List<Candidate> candidates) throws IOException {
    Map<Candidate, Figures> figures =
        harness.measure(function, candidates, "-n", runs, "-w", WARM_INVOCATIONS);
    print(Table.all(title, figures));
    if (harness.canRation()) {
      List<Candidate> serving =
          candidates.stream().filter(Candidate::servesEvents).toList();
      print(Table.starts(
          title + ", 7 % of a processor after the init phase",
          harness.measure(function, serving, "-n", runs, "-w", "0", "-q", "7")));
    }
    if (harness.canDropPageCache()) {
      print(Table.starts(
          title + ", from cold storage",
          harness.measure(function, candidates, "-n", runs, "-w", "0", "-c")));
    }
    return figures;
  }

  private static void print(String table) {
    System.out.print("\n" + table);
  }
}
