// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it.benchmark;

import dev.coldbrew.it.MavenBuild;
import dev.coldbrew.it.ServedProject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** What {@code lambda:serve} adds to the hello function that it serves. */
final class ServeBenchmark {

  private static final String FUNCTION = "hello";
  private static final String HANDLER = "example.Hello::hello";
  private static final int ENVIRONMENTS = 4;
  private static final int CALLS = 5_000;
  private static final int RELOADS = 9;
  private static final long SECONDS = 5;

  private final MavenBuild build;
  private final Harness harness;
  private final byte[] event;

  ServeBenchmark(Path folder, Harness harness) throws IOException {
    this.build = MavenBuild.of(FUNCTION, folder);
    this.harness = harness;
    this.event = Files.readAllBytes(eventFile());
  }

  private Path eventFile() {
    return build.file("src/lambda/events/ada.json");
  }

  /** The figures, in Markdown. */
  String table() throws Exception {
    ServedProject served = ServedProject.start(build, "-Dlambda.serve.concurrency=" + ENVIRONMENTS);
    try {
      URI endpoint = served.endpoint();
      double ready = served.millisBetween(
          line -> line.matches(".*--- .*lambda.*:serve .*"), line -> line.contains("Serving "));
      double call = medianCall(endpoint);
      double perSecond = callsPerSecond(endpoint);
      double reload = reload(endpoint);
      Figures plain = plainStart(served);
      return "| lambda:serve, hello | |\n|---|--:|\n"
          + row("from the goal's start until it serves", "%.0f ms", ready)
          + row(
              "of a warm call, p50, what is not the function's",
              "%.2f ms",
              call - plain.warmMicros() / 1e3)
          + row(
              "calls per second, " + ENVIRONMENTS + " callers and environments", "%.0f", perSecond)
          + row("from saving a class to the first response of the new code", "%.0f ms", reload)
          + row(
              "the same, divided by a plain start of the function to its first response",
              "%.2f",
              reload / plain.firstMillis());
    } finally {
      served.stop();
    }
  }

  private static String row(String what, String format, double value) {
    return "| " + what + " | " + String.format(Locale.ROOT, format, value) + " |\n";
  }

  private double medianCall(URI endpoint) throws IOException {
    try (InvokeConnection connection = new InvokeConnection(endpoint, FUNCTION, event)) {
      call(connection, CALLS); // until Maven's JVM has compiled what these run through
      return median(call(connection, CALLS));
    }
  }

  /** Milliseconds of each. */
  private static double[] call(InvokeConnection connection, int calls) throws IOException {
    double[] millis = new double[calls];
    for (int i = 0; i < calls; i++) {
      long start = System.nanoTime();
      connection.call();
      millis[i] = (System.nanoTime() - start) / 1e6;
    }
    return millis;
  }

  private double callsPerSecond(URI endpoint) throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(ENVIRONMENTS);
    try {
      callForAWhile(callers, endpoint);
      return callForAWhile(callers, endpoint) / (double) SECONDS;
    } finally {
      callers.shutdownNow();
    }
  }

  private long callForAWhile(ExecutorService callers, URI endpoint) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    List<Future<Long>> counts = new ArrayList<>();
    for (int i = 0; i < ENVIRONMENTS; i++) {
      counts.add(callers.submit(() -> {
        long calls = 0;
        try (InvokeConnection connection = new InvokeConnection(endpoint, FUNCTION, event)) {
          for (; System.nanoTime() < end; calls++) {
            connection.call();
          }
        }
        return calls;
      }));
    }
    long calls = 0;
    for (Future<Long> count : counts) {
      calls += count.get();
    }
    return calls;
  }

  /** With another greeting each time, which has to be the one in the response. */
  private double reload(URI endpoint) throws IOException {
    Path file = build.file("target/classes/example/Hello.class");
    String code = Files.readString(file, StandardCharsets.ISO_8859_1);
    double[] millis = new double[RELOADS];
    for (int i = 0; i < RELOADS; i++) {
      String greeting = "Hell" + i + ", ";
      byte[] changed = code.replace("Hello, ", greeting).getBytes(StandardCharsets.ISO_8859_1);
      long start = System.nanoTime();
      Files.write(file, changed);
      try (InvokeConnection connection = new InvokeConnection(endpoint, FUNCTION, event)) {
        String response = connection.call();
        millis[i] = (System.nanoTime() - start) / 1e6;
        if (!response.contains(greeting)) {
          throw new IllegalStateException(response + " is not of the new code");
        }
      }
    }
    return median(millis);
  }

  /** The same task folder, started and invoked without anything else. */
  private Figures plainStart(ServedProject served) throws IOException {
    ProcessHandle process = served.functions().get(0);
    Path task = Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"));
    Candidate plain = Candidate.bootstrap(
        "a plain start", task, List.of(task.resolve("bootstrap").toString()));
    Map<Candidate, Figures> figures =
        harness.measure(HANDLER, eventFile(), List.of(plain), "-n", "9", "-w", "5000");
    return figures.get(plain);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
