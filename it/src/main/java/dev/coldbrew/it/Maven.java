// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * How Maven is started from within a Maven build: what the user gave to the outer one also holds for
 * the inner one.
 */
final class Maven {

  private static final Properties OUTER = load();

  static final Path HOME = path("mavenHome");
  static final Path NEWER_HOME = path("newerMavenHome");
  static final Path MAVEN_4_HOME = path("maven4Home");
  static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));
  static final Path LOCAL_REPOSITORY = path("localRepository");
  static final Path INSTALLATION_SETTINGS = path("installationSettings");
  static final Path TARGET = path("target");
  static final String COLDBREW_VERSION = OUTER.getProperty("coldbrewVersion");
  static final String ARCHETYPE_GENERATE = OUTER.getProperty("archetypePlugin") + ":generate";
  static final String HELP_DESCRIBE = OUTER.getProperty("helpPlugin") + ":describe";

  private Maven() {}

  static ProcessBuilder command(
      Path mavenHome, Path javaHome, Path folder, List<String> arguments) {
    List<String> command =
        new ArrayList<>(List.of(mavenHome.resolve("bin/mvn").toString(), "--batch-mode"));
    if (Files.exists(path("userSettings"))) {
      command.addAll(List.of("--settings", OUTER.getProperty("userSettings")));
    }
    if (Boolean.parseBoolean(OUTER.getProperty("offline"))) {
      command.addAll(List.of("--offline", "-Daether.offline.protocols=file"));
    }
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("JAVA_HOME", javaHome.toString());
    // Set for the outer build, or by its start script.
    builder.environment().keySet().removeAll(List.of("M2_HOME", "MAVEN_HOME", "MAVEN_ARGS"));
    return builder;
  }

  private static Path path(String name) {
    return Path.of(OUTER.getProperty(name));
  }

  private static Properties load() {
    Properties properties = new Properties();
    try (InputStream in = Maven.class.getResourceAsStream("outer-build.properties")) {
      properties.load(in);
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
