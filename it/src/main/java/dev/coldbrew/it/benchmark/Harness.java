// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it.benchmark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code src/bench/coldbench.c}, compiled: it starts the candidates as Lambda would, and times them. */
final class Harness {

  private static final Path DROP_CACHES = Path.of("/proc/sys/vm/drop_caches");

  private static final Path CGROUP = Path.of("/sys/fs/cgroup");

  private final Path sources;
  private final Path folder;
  private final boolean realTime = Command.tryToRun("chrt", "-r", "20", "true").isPresent();

  Harness(Path sources, Path folder) {
    this.sources = sources;
    this.folder = folder;
    compile("coldbench", "coldbench.c", "runtime_api.c");
  }

  /** Compiles C programs of {@code src/bench}. */
  Path compile(String program, String... files) {
    if (Command.tryToRun("cc", "--version").isEmpty()) {
      throw new IllegalStateException("the benchmark's harness is in C, and there is no 'cc' here\n"
          + "hint: apt-get install gcc libc6-dev, or dnf install gcc");
    }
    Path result = folder.resolve(program);
    List<String> command = new ArrayList<>(List.of("cc", "-O2", "-o", result.toString()));
    for (String file : files) {
      command.add(sources.resolve(file).toString());
    }
    Command.run(command);
    return result;
  }

  /** On a scheduling class of their own, other work is out of the candidates' way. */
  boolean isRealTime() {
    return realTime;
  }

  boolean canDropPageCache() {
    return Files.isWritable(DROP_CACHES);
  }

  /** Whether a candidate can be given a share of a processor. */
  boolean canRation() {
    return Files.isWritable(CGROUP) || Files.isWritable(CGROUP.resolve("cpu"));
  }

  /** Times them side by side. */
  Map<Candidate, Figures> measure(
      PackagedFunction function, List<Candidate> candidates, String... options) {
    return measure(function.handler(), function.event(), candidates, options);
  }

  /** Times them side by side. */
  Map<Candidate, Figures> measure(
      String handler, Path event, List<Candidate> candidates, String... options) {
    List<String> lines =
        run(handler, event, candidates, List.of(options)).lines().toList();
    Map<Candidate, Figures> figures = new LinkedHashMap<>();
    for (int i = 0; i < candidates.size(); i++) {
      figures.put(candidates.get(i), Figures.parse(lines.get(i)));
    }
    List<String> answers = figures.values().stream()
        .map(Figures::answer)
        .filter(answer -> !answer.isEmpty())
        .distinct()
        .toList();
    if (answers.size() != 1) {
      throw new IllegalStateException("not the same answers: " + answers);
    }
    return figures;
  }

  /** One run with some invocations, ended in order, so that a JVM writes the cache it is to record. */
  void train(PackagedFunction function, Candidate candidate) {
    run(function.handler(), function.event(), List.of(candidate), List.of("-t", "-w", "50"));
  }

  private String run(String handler, Path event, List<Candidate> candidates, List<String> options) {
    List<String> command = new ArrayList<>();
    if (realTime) {
      command.addAll(List.of("chrt", "-r", "20"));
    }
    command.add(folder.resolve("coldbench").toString());
    command.addAll(List.of("-e", event.toString(), "-H", handler));
    command.addAll(List.of("-m", String.valueOf(PackagedFunction.MEMORY_MB)));
    command.addAll(options);
    for (Candidate candidate : candidates) {
      command.add(candidate.servesEvents() ? "--" : "--run");
      command.addAll(List.of(candidate.name(), candidate.folder().toString()));
      command.addAll(candidate.command());
    }
    return Command.run(command);
  }
}
