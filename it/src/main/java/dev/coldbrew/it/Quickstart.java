// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a newcomer does once Coldbrew is installed: generates the hello project, packages it,
 * invokes it. Each command is shown as a user would type it; the outer build's repository and
 * settings are passed on unseen, and of what Maven prints only our plugin's lines are shown.
 */
public final class Quickstart {

  private Quickstart() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Maven.TARGET.resolve("quickstart");
    delete(folder);
    Files.createDirectories(folder);
    mvn(
        folder,
        "-B",
        "archetype:generate",
        "-DarchetypeCatalog=local",
        "-DarchetypeGroupId=dev.coldbrew",
        "-DarchetypeArtifactId=lambda-archetype",
        "-DarchetypeVersion=" + Maven.COLDBREW_VERSION,
        "-DgroupId=example",
        "-DartifactId=hello");
    Path hello = folder.resolve("hello");
    mvn(hello, "package");
    mvn(hello, "lambda:invoke", "-Dlambda.event=src/lambda/events/ada.json");
  }

  private static void mvn(Path folder, String... arguments)
      throws IOException, InterruptedException {
    String shown = "mvn " + String.join(" ", arguments);
    System.out.println("\n$ " + shown);
    List<String> all = new ArrayList<>(List.of(
        "-q",
        "-Dorg.slf4j.simpleLogger.log.dev.coldbrew=info",
        "-Dmaven.repo.local=" + Maven.LOCAL_REPOSITORY));
    if (Files.exists(Maven.INSTALLATION_SETTINGS)) {
      all.addAll(List.of("--global-settings", Maven.INSTALLATION_SETTINGS.toString()));
    }
    for (String argument : arguments) {
      // The version that the tests use, where a user's Maven takes the newest.
      all.add(argument.equals("archetype:generate") ? Maven.ARCHETYPE_GENERATE : argument);
    }
    int status = Maven.command(Maven.HOME, Maven.JAVA_HOME, folder, all)
        .inheritIO()
        .start()
        .waitFor();
    if (status != 0) {
      throw new IllegalStateException(
          "'" + shown + "' ended with exit status " + status + " in " + folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
