// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A function for AWS's managed runtime answers the same in ours: each row of {@code
 * conformance.txt} in a process of either.
 */
class ConformanceIT {

  /** What the two have answered, AWS's first. */
  private record Answers(String theirs, String ours) {}

  @TempDir
  static Path temporary;

  private static final Map<ConformanceRow, Answers> ANSWERS = new HashMap<>();

  static Stream<ConformanceRow> rows() throws IOException {
    return ConformanceRow.readAll().stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void answersAreAlikeButForTheKnownDifferences(ConformanceRow row) throws Exception {
    if (!ANSWERS.containsKey(row)) {
      invokeAll(row.handler());
    }
    Answers answers = ANSWERS.get(row);

    if (row.reason() == null) {
      assertEquals(answers.theirs(), answers.ours(), row::toString);
    } else {
      assertEquals(
          row.ours(), answers.ours(), () -> row + ", to which AWS's answers " + answers.theirs());
      assertNotEquals(
          answers.theirs(), answers.ours(), () -> row + " is no difference any more: make it =");
    }
  }

  /** Starting a JVM takes longer than many events, so all of a handler go to one. */
  private static void invokeAll(String handler) throws Exception {
    List<ConformanceRow> rows = rows().filter(r -> r.handler().equals(handler)).toList();
    // Not in the common pool, which has one thread on two cores, and that one sees processes end.
    CompletableFuture<List<String>> theirs = CompletableFuture.supplyAsync(
        () -> answers(ConformanceRuntime.AWS, rows), task -> new Thread(task).start());
    List<String> ours = answers(ConformanceRuntime.OURS, rows);
    for (int i = 0; i < rows.size(); i++) {
      ANSWERS.put(rows.get(i), new Answers(theirs.get(1, TimeUnit.MINUTES).get(i), ours.get(i)));
    }
  }

  private static List<String> answers(ConformanceRuntime runtime, List<ConformanceRow> rows) {
    String handler = rows.get(0).handler();
    Path task = temporary.resolve(runtime + " " + handler.replace(':', '.'));
    try {
      return runtime.answers(handler, rows, task);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
