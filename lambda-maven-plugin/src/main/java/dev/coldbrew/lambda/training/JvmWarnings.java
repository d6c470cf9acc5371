// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a JVM says about itself, among all that a function prints: why it passes over a cache. */
final class JvmWarnings {

  /** {@code [0.004s][warning][aot] Unable to use AOT cache.} */
  private static final Pattern LOGGED =
      Pattern.compile("\\[[0-9.]+s]\\[(?:warning|error) *]\\[[^]]*] (.*)");

  /** The same before there is a log; its reason is in the line behind. */
  private static final Pattern ENDING = Pattern.compile("(Error occurred during .*)");

  private static final Pattern PRINTED = Pattern.compile("\\S+ .*VM (warning: .*)");

  /** A line that belongs to the one before it. */
  private static final Pattern CONTINUED = Pattern.compile("\\[ +] (.*)");

  /** What is said of every class that a cache cannot hold; it is no fault. */
  private static final Pattern SKIPPING =
      Pattern.compile("(Skipping|Preload Warning:|Pre JDK 6 class) .*");

  /** Java agents do that, and the JVM then loads only its own classes from a cache. */
  private static final Pattern GROWING_BOOT_CLASS_PATH =
      Pattern.compile("warning: Sharing is only supported for boot loader classes because .*");

  private JvmWarnings() {}

  /** All in one sentence; empty if there are none. */
  static Optional<String> in(Stream<String> printed) {
    List<String> words = new ArrayList<>();
    String before = "";
    for (String line : (Iterable<String>) printed::iterator) {
      Optional<String> warning = warning(line);
      if (warning.isPresent()) {
        words.add(warning.get());
      } else if (ENDING.matcher(before).matches()) {
        words.add(line);
      } else if (warning(before).isPresent()) {
        Matcher continued = CONTINUED.matcher(line);
        if (continued.matches()) {
          words.add(continued.group(1));
        }
      }
      before = line;
    }
    return words.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", words));
  }

  private static Optional<String> warning(String line) {
    for (Pattern pattern : List.of(LOGGED, ENDING, PRINTED)) {
      Matcher matcher = pattern.matcher(line);
      if (matcher.matches()
          && !SKIPPING.matcher(matcher.group(1)).matches()
          && !GROWING_BOOT_CLASS_PATH.matcher(matcher.group(1)).matches()) {
        return Optional.of(matcher.group(1));
      }
    }
    return Optional.empty();
  }
}
