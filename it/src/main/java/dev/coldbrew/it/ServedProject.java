// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A {@code mvn lambda:serve} that goes on until it is stopped, and what it prints. */
public final class ServedProject {

  private static final Pattern SERVING =
      Pattern.compile("\\[INFO] Serving   \\S+ at (http://127\\.0\\.0\\.1:\\d+)/.*");

  private final Process maven;
  private final List<String> lines = new ArrayList<>();
  private final List<Long> times = new ArrayList<>();
  private boolean ended;

  private ServedProject(Process maven) {
    this.maven = maven;
  }

  /** @param options for the goal */
  public static ServedProject start(MavenBuild build, String... options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("lambda:serve", "-Dlambda.serve.port=0"));
    arguments.addAll(List.of(options));
    ServedProject project = new ServedProject(build.start(arguments.toArray(String[]::new)));
    Thread reader = new Thread(project::read, "maven-output");
    reader.setDaemon(true);
    reader.start();
    return project;
  }

  /** The endpoint, once it serves. */
  public URI endpoint() throws InterruptedException {
    Matcher serving = SERVING.matcher(await(SERVING.asMatchPredicate(), 1).get(0));
    serving.matches();
    return URI.create(serving.group(1));
  }

  /** The first lines of that kind, as soon as there are so many. */
  public synchronized List<String> await(Predicate<String> wanted, int count)
      throws InterruptedException {
    while (found(wanted).count() < count) {
      if (ended) {
        throw new AssertionError("Maven has ended:\n" + String.join("\n", lines));
      }
      wait();
    }
    return found(wanted).limit(count).toList();
  }

  /** The lines of that kind until now. */
  public synchronized List<String> lines(Predicate<String> wanted) {
    return found(wanted).toList();
  }

  private Stream<String> found(Predicate<String> wanted) {
    return lines.stream().filter(wanted);
  }

  /** Stops Maven as Ctrl-C does, and sees that all that it started ends with it. */
  public void stop() throws Exception {
    end(maven.descendants().toList(), Process::destroy, 128 + 15);
  }

  /** Takes Maven away from what it started, which has to notice. */
  public void kill() throws Exception {
    end(maven.descendants().toList(), Process::destroyForcibly, 128 + 9);
  }

  private void end(List<ProcessHandle> started, Consumer<Process> signal, int status)
      throws Exception {
    signal.accept(maven);
    try {
      if (!maven.waitFor(30, TimeUnit.SECONDS)) {
        throw new AssertionError("Maven goes on");
      }
      for (ProcessHandle process : started) {
        process.onExit().get(10, TimeUnit.SECONDS);
      }
    } finally {
      maven.destroyForcibly();
      started.forEach(ProcessHandle::destroyForcibly);
    }
    if (maven.exitValue() != status) {
      throw new AssertionError("exit status " + maven.exitValue());
    }
    if (started.size() < 2) {
      throw new AssertionError("a function and its watchdog did not run");
    }
  }

  /** The time between the first lines of two kinds. */
  public synchronized double millisBetween(Predicate<String> from, Predicate<String> to) {
    return (times.get(indexOf(to)) - times.get(indexOf(from))) / 1e6;
  }

  private int indexOf(Predicate<String> wanted) {
    return lines.indexOf(found(wanted).findFirst().orElseThrow());
  }

  /** The processes of the functions. */
  public List<ProcessHandle> functions() {
    return maven
        .descendants()
        .filter(process -> process.info().arguments().stream()
            .flatMap(Arrays::stream)
            .anyMatch(argument -> argument.endsWith(".LambdaMain")))
        .toList();
  }

  private void read() {
    try (BufferedReader output = maven.inputReader(UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        add(line);
      }
    } catch (IOException e) {
      // Maven was ended, and its output closed.
    } finally {
      end();
    }
  }

  private synchronized void add(String line) {
    times.add(System.nanoTime());
    lines.add(line);
    notifyAll();
  }

  private synchronized void end() {
    ended = true;
    notifyAll();
  }
}
