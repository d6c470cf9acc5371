// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A {@code mvn lambda:serve} that goes on until it is stopped, and what it prints. */
final class ServedProject {

  private static final Pattern SERVING =
      Pattern.compile("\\[INFO] Serving   .* on (http://127\\.0\\.0\\.1:\\d+), until Ctrl-C");

  private final Process maven;
  private final List<String> lines = new ArrayList<>();
  private boolean ended;

  private ServedProject(Process maven) {
    this.maven = maven;
  }

  static ServedProject start(MavenBuild build) throws IOException {
    ServedProject project = new ServedProject(build.start("lambda:serve", "-Dlambda.serve.port=0"));
    Thread reader = new Thread(project::read, "maven-output");
    reader.setDaemon(true);
    reader.start();
    return project;
  }

  /** The endpoint, once it serves. */
  URI endpoint() throws InterruptedException {
    Matcher serving = SERVING.matcher(await(SERVING.asMatchPredicate(), 1).get(0));
    serving.matches();
    return URI.create(serving.group(1));
  }

  /** The first lines of that kind, as soon as there are so many. */
  synchronized List<String> await(Predicate<String> wanted, int count) throws InterruptedException {
    while (found(wanted).count() < count) {
      if (ended) {
        throw new AssertionError("Maven has ended:\n" + String.join("\n", lines));
      }
      wait();
    }
    return found(wanted).limit(count).toList();
  }

  private Stream<String> found(Predicate<String> wanted) {
    return lines.stream().filter(wanted);
  }

  /** Stops Maven as Ctrl-C does, and sees that all that it started ends with it. */
  void stop() throws Exception {
    List<ProcessHandle> started = maven.descendants().toList();
    maven.destroy();
    try {
      maven.waitFor(30, TimeUnit.SECONDS);
      for (ProcessHandle process : started) {
        process.onExit().get(10, TimeUnit.SECONDS);
      }
    } finally {
      maven.destroyForcibly();
      started.forEach(ProcessHandle::destroyForcibly);
    }
    assertEquals(128 + 15, maven.exitValue());
  }

  private void read() {
    try (BufferedReader output = maven.inputReader(UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        add(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      end();
    }
  }

  private synchronized void add(String line) {
    lines.add(line);
    notifyAll();
  }

  private synchronized void end() {
    ended = true;
    notifyAll();
  }
}
