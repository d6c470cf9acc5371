// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coldbrew.lambda.process.Launcher;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
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
            "some image",
            "--exclude-resources=@excluded-resources"),
        ImageLinker.jlink(Jdk.at(home), content, Path.of("some image")));
  }

  @Test
  void jlinkLinksFromTheFilesOfAJdkWithoutModuleFilesThoughTheyWereEdited() throws Exception {
    Path home = Doctored.jdk(folder.resolve("jdk"), "25.0.3");
    Files.delete(home.resolve("jmods"));

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
            "image",
            "--exclude-resources=@excluded-resources"),
        ImageLinker.jlink(Jdk.at(home), content, Path.of("image")));
  }

  @Test
  void messagesInOtherLanguagesAreLeftOut() {
    Pattern excluded = excludedTranslations(content);

    for (String translation : List.of(
        "/java.xml/com/sun/org/apache/xerces/internal/impl/msg/XMLMessages_de.class",
        "/java.base/sun/launcher/resources/launcher_zh_CN.properties",
        "/java.base/sun/security/tools/keytool/Resources_pt_BR.class")) {
      assertTrue(excluded.matcher(translation).matches(), translation);
    }
    for (String other : List.of(
        "/java.base/sun/launcher/resources/launcher.properties",
        "/java.base/sun/util/resources/cldr/LocaleNames_en.class",
        "/jdk.localedata/sun/text/resources/cldr/ext/FormatData_de.class",
        "/java.base/java/lang/String.class")) {
      assertFalse(excluded.matcher(other).matches(), other);
    }
  }

  @Test
  void messagesInALanguageThatTheFunctionFormatsForStay() {
    TreeSet<String> modules = new TreeSet<>(Set.of("java.base", "jdk.localedata"));
    Pattern excluded =
        excludedTranslations(new ImageContent(modules, new TreeSet<>(Set.of("de", "en")), false));

    assertFalse(
        excluded.matcher("/java.base/sun/launcher/resources/launcher_de.class").matches());
    assertTrue(
        excluded.matcher("/java.base/sun/launcher/resources/launcher_ja.class").matches());
    assertEquals(
        Optional.empty(),
        ImageLinker.translations(new ImageContent(modules, new TreeSet<>(), false)));
  }

  private static Pattern excludedTranslations(ImageContent content) {
    return Pattern.compile(ImageLinker.translations(content).orElseThrow().replace("regex:", ""));
  }

  @Test
  void jlinkCutsTheLocaleDataDown() {
    ImageContent german = new ImageContent(
        new TreeSet<>(Set.of("java.base", "jdk.localedata")),
        new TreeSet<>(Set.of("de", "en")),
        false);

    List<String> command = ImageLinker.jlink(Jdk.at(Doctored.JAVA_HOME), german, Path.of("image"));

    assertEquals("--include-locales=de,en", command.get(command.size() - 1));
  }

  @Test
  void archiveOfClassesDoesNotDependOnTheMachinesMemory() throws Exception {
    Path home = Doctored.jdk(folder.resolve("jdk"), "17.0.9");

    assertEquals(
        List.of("image/bin/java", "-Xshare:dump", "-Xmx128m", "-XX:+UseG1GC"),
        ImageLinker.dumpClasses(Jdk.at(home), Path.of("image"), Launcher.DIRECT));
  }

  @Test
  void archiveOfClassesIsForAJvmWithTheOptionsOfFunctions() throws Exception {
    Path home = Doctored.jdk(folder.resolve("jdk"), "26.0.2");

    assertEquals(
        List.of(
            "image/bin/java",
            "-Xshare:dump",
            "-Xmx128m",
            "-XX:+UseG1GC",
            "--enable-native-access=ALL-UNNAMED"),
        ImageLinker.dumpClasses(Jdk.at(home), Path.of("image"), Launcher.DIRECT));
  }
}
