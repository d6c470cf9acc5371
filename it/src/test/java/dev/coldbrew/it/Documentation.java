// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What users and contributors read: the README, the manual, and how to contribute. */
final class Documentation {

  static final Path CHECKOUT = Maven.TARGET.resolve("../..").normalize();

  private Documentation() {}

  /**
   * Text between fences.
   *
   * @param file where it is, for messages
   */
  record Block(Path file, String text) {

    @Override
    public String toString() {
      return CHECKOUT.relativize(file) + ":\n" + text;
    }
  }

  static List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>(List.of(
        CHECKOUT.resolve("README.md"),
        CHECKOUT.resolve(".github/CONTRIBUTING.md"),
        CHECKOUT.resolve(".github/SECURITY.md")));
    try (Stream<Path> manual =
        Files.list(CHECKOUT.resolve("lambda-maven-plugin/src/site/markdown"))) {
      manual.sorted().forEach(files::add);
    }
    return files;
  }

  /** The blocks of a language, such as {@code xml}. */
  static List<Block> blocks(String language) throws IOException {
    ArrayList<Documentation.Block> blocks = new ArrayList<Block>();
    for (Path file : files()) {
      matches("(?ms)^```" + language + "\n(.*?)^```$", Files.readString(file))
          .forEach(block -> blocks.add(new Block(file, block.group(1))));
    }
    return blocks;
  }

  /** The commands of the {@code sh} blocks, each on one line. */
  static List<String> commands() throws IOException {
    return blocks("sh").stream()
        .flatMap(block -> block.text().replaceAll("\\\\\n *", "").lines())
        .distinct()
        .toList();
  }

  static Stream<MatchResult> matches(String regex, String text) {
    return Pattern.compile(regex).matcher(text).results();
  }
}
