package dev.coldbrew.lambda.training;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** What a function prints while it is trained or proven: into a file, and kept to be looked at. */
final class RunLog implements Consumer<String>, AutoCloseable {

  private static final Pattern OF_LAMBDA =
      Pattern.compile("(START|END|REPORT|INIT_REPORT|Picked up JAVA_TOOL_OPTIONS:?) .*");

  /** Lines that tell why a JVM did not start. */
  private static final int FIRST_WORDS = 2;

  private final BufferedWriter file;
  private final List<String> lines = new ArrayList<>();

  RunLog(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    this.file = Files.newBufferedWriter(file);
  }

  @Override
  public synchronized void accept(String line) {
    lines.add(line);
    try {
      file.write(line);
      file.newLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the JVM said about itself until now; empty if nothing. */
  synchronized Optional<String> warnings() {
    return JvmWarnings.in(lines);
  }

  /**
   * Why the init phase failed: a runtime that ended without a word may be a JVM that did not start,
   * and has said why itself.
   */
  String explained(String initFailure) {
    if (!initFailure.startsWith("Runtime exited")) {
      return initFailure;
    }
    return warnings().orElseGet(() -> {
      String words = String.join(" ", printed().stream().limit(FIRST_WORDS).toList());
      return words.isBlank() ? initFailure : initFailure + "; it printed: " + words;
    });
  }

  /** What was printed until now, without the lines of Lambda. */
  synchronized List<String> printed() {
    return lines.stream().filter(line -> !OF_LAMBDA.matcher(line).matches()).toList();
  }

  /** Keeps only what comes from now on; the file has all. */
  synchronized void forget() {
    lines.clear();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
