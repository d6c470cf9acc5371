// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.training;

import dev.coldbrew.lambda.emulator.InvocationResult;
import dev.coldbrew.lambda.emulator.LocalFunction;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a function prints while it is trained or proven, in a file. It is also read from there: a
 * function may print more than memory holds.
 */
final class RunLog implements Consumer<String>, AutoCloseable {

  private static final Pattern OF_LAMBDA =
      Pattern.compile("(START|END|REPORT|INIT_REPORT|Picked up JAVA_TOOL_OPTIONS:?) .*");

  /** In a log of JSON it is the value of a key. */
  private static final Pattern UNPRIMED =
      Pattern.compile("priming (left out |was left out: |takes more than )[^\"]*");

  /** Lines that say why a JVM did not start. */
  private static final int FIRST_WORDS = 2;

  private final Path path;
  private final BufferedWriter file;
  private long forgotten;

  RunLog(Path path) throws IOException {
    Files.createDirectories(path.toAbsolutePath().getParent());
    this.path = path;
    file = Files.newBufferedWriter(path);
  }

  @Override
  public synchronized void accept(String line) {
    try {
      file.write(line);
      file.newLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the JVM said about itself until now; empty if nothing. */
  Optional<String> warnings() {
    try (Stream<String> lines = lines()) {
      return JvmWarnings.in(lines);
    }
  }

  /** Why the runtime has not primed all that it was to prime; empty if it has. */
  Optional<String> unprimed() {
    try (Stream<String> lines = lines()) {
      return lines
          .map(UNPRIMED::matcher)
          .filter(Matcher::find)
          .map(Matcher::group)
          .findFirst();
    }
  }

  /** What the function's error is, from its response and from its log. */
  FunctionError error(InvocationResult result) {
    try (Stream<String> lines = lines()) {
      return FunctionError.of(result, lines);
    }
  }

  /** Why the init phase failed, if it did. */
  Optional<FunctionError> initError(LocalFunction function) {
    return function.initFailure().map(reason -> {
      Optional<InvocationResult> posted = function.initError();
      try (Stream<String> lines = lines()) {
        return posted.isPresent()
            ? FunctionError.of(posted.get(), lines)
            : FunctionError.of(explained(reason, function.exitedInInit()), lines);
      }
    });
  }

  /**
   * Why the init phase failed: a runtime that ended without a report may be a JVM that did not
   * start, and has printed why.
   */
  private String explained(String initFailure, boolean exited) {
    if (!exited) {
      return initFailure;
    }
    return warnings().orElseGet(() -> {
      String words = printed(FIRST_WORDS);
      return words.isBlank() ? initFailure : initFailure + "; it printed: " + words;
    });
  }

  /** The first so many lines of the function, in one. */
  String printed(int limit) {
    try (Stream<String> lines = lines()) {
      return lines
          .filter(line -> !OF_LAMBDA.matcher(line).matches())
          .limit(limit)
          .collect(Collectors.joining(" "));
    }
  }

  /** From now on only that counts which is yet to come; the file has all. */
  void forget() {
    try (Stream<String> lines = lines()) {
      forgotten += lines.count();
    }
  }

  private synchronized Stream<String> lines() {
    try {
      file.flush();
      return Files.lines(path).skip(forgotten);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
