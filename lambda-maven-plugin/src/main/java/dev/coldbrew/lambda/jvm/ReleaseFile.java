// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The file {@code release} in the home of a JDK, from which everything about it is known. */
final class ReleaseFile {

  private static final Pattern LEADING_WORDS = Pattern.compile("[A-Za-z]+( [A-Za-z]+)*");

  private final Properties facts;

  private ReleaseFile(Properties facts) {
    this.facts = facts;
  }

  static Path of(Path home) {
    return home.resolve("release");
  }

  /** Empty if the file cannot be read: other programs have a file of that name as well. */
  static Optional<ReleaseFile> read(Path home) {
    Properties facts = new Properties();
    try (Reader reader = Files.newBufferedReader(of(home), StandardCharsets.ISO_8859_1)) {
      facts.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
    facts.replaceAll((key, value) -> value.toString().replaceAll("^\"|\"$", ""));
    return Optional.of(new ReleaseFile(facts));
  }

  String version() {
    return facts.getProperty("JAVA_VERSION", "");
  }

  String build() {
    return facts.getProperty("JAVA_RUNTIME_VERSION", version());
  }

  Set<String> modules() {
    return new TreeSet<>(Arrays.asList(facts.getProperty("MODULES", "").split(" ")));
  }

  String system() {
    String musl = facts.getProperty("LIBC", "").equals("musl") ? " (musl)" : "";
    return facts.getProperty("OS_NAME") + " " + facts.getProperty("OS_ARCH") + musl;
  }

  /** The first words: "Temurin-25.0.3+9" and "Corretto-25.0.3.9.1" name more than their vendor. */
  String vendor() {
    Matcher implementation = LEADING_WORDS.matcher(facts.getProperty("IMPLEMENTOR_VERSION", ""));
    return implementation.lookingAt()
        ? implementation.group()
        : facts.getProperty("IMPLEMENTOR", "OpenJDK");
  }
}
