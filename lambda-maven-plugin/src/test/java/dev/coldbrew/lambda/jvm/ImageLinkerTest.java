// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageLinkerTest {

  private final ImageContent content =
      new ImageContent(new TreeSet<>(Set.of("java.sql", "java.base")));

  @TempDir
  Path folder;

  @Test
  void jlinkLinksFromTheModulesOfTheJdk() throws Exception {
    Path home = Doctored.jdk(folder.resolve("jdk"), "17.0.15");
    Files.createDirectory(home.resolve("jmods"));

    assertEquals(
        List.of(
            home.resolve("bin/jlink").toString(),
            "--add-modules",
            "java.base,java.sql",
            "--strip-java-debug-attributes",
            "--no-header-files",
            "--no-man-pages",
            "--exclude-files=**.debuginfo",
            "--vm=server",
            "--output",
            "some image"),
        ImageLinker.jlink(Jdk.at(home), content, Path.of("some image")));
  }

  @Test
  void jlinkLinksFromTheFilesOfAJdkWithoutModuleFilesThoughTheyWereEdited() throws Exception {
    Path home = Doctored.jdk(folder.resolve("jdk"), "25.0.3");

    assertEquals(
        List.of(
            home.resolve("bin/jlink").toString(),
            "--ignore-modified-runtime",
            "--add-modules",
            "java.base,java.sql",
            "--strip-java-debug-attributes",
            "--no-header-files",
            "--no-man-pages",
            "--exclude-files=**.debuginfo",
            "--vm=server",
            "--output",
            "image"),
        ImageLinker.jlink(Jdk.at(home), content, Path.of("image")));
  }

  @Test
  void jlinkCutsTheLocaleDataDown() {
    ImageContent german = new ImageContent(
        new TreeSet<>(Set.of("java.base", "jdk.localedata")), new TreeSet<>(Set.of("de", "en")));

    List<String> command = ImageLinker.jlink(Jdk.at(Doctored.JAVA_HOME), german, Path.of("image"));

    assertEquals("--include-locales=de,en", command.get(command.size() - 1));
  }

  @Test
  void archiveOfClassesDoesNotDependOnTheMachinesMemory() {
    assertEquals(
        List.of("image/bin/java", "-Xshare:dump", "-Xmx128m", "-XX:+UseG1GC"),
        ImageLinker.dumpClasses(Path.of("image")));
  }
}
