// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coldbrew.lambda.process.Launcher;
import dev.coldbrew.lambda.process.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** An image of the JDK that runs the tests, linked only for java.beans. */
@EnabledOnOs(OS.LINUX)
class BeansOnlyImageTest {

  private static final Jdk JDK = Jdk.at(Doctored.JAVA_HOME);
  private static final ImageContent CONTENT =
      new ImageContent(new TreeSet<>(Set.of("java.desktop")), new TreeSet<>(), true);

  @TempDir
  static Path folder;

  private static Path image;

  @BeforeAll
  static void link() throws Exception {
    image = folder.resolve("image");
    ImageLinker.link(JDK, CONTENT, image, Launcher.DIRECT, folder.resolve("logs"));
  }

  @Test
  void javaBeansDoTheSameAsInTheWholeModule() throws Exception {
    String expected = run(JDK.home());

    String output = run(image);

    assertEquals(expected, output);
    assertTrue(
        output.contains("[Order, name, class java.lang.String, "
            + "public java.lang.String dev.coldbrew.lambda.jvm.BeansProgram$Order.getName(), "),
        output);
    assertFalse(output.contains("not written") || output.contains("not read"), output);
  }

  @Test
  void nativeLibrariesAndSettingsOfTheModuleAreLeftOut() {
    for (String file : List.of(
        "lib/libawt.so",
        "lib/libawt_headless.so",
        "lib/libfontmanager.so",
        "lib/libjavajpeg.so",
        "lib/liblcms.so",
        "lib/libmlib_image.so",
        "conf/sound.properties")) {
      assertFalse(Files.exists(image.resolve(file)), file);
    }
  }

  @Test
  void secondOneIsTheSame() throws Exception {
    Path second = folder.resolve("second");
    ImageLinker.link(JDK, CONTENT, second, Launcher.DIRECT, folder.resolve("logs of second"));

    ImageManifest.write(image, folder.resolve("manifest"));
    ImageManifest.write(second, folder.resolve("manifest of second"));

    assertEquals(lines("manifest"), lines("manifest of second"));
  }

  @Test
  void imageWithTheWholeModuleIsAnotherOneInTheCache() throws Exception {
    ImageContent whole = new ImageContent(CONTENT.modules());

    assertNotEquals(
        ImageCache.key(JDK, whole, Launcher.DIRECT), ImageCache.key(JDK, CONTENT, Launcher.DIRECT));
  }

  /** JDK 17 writes another CDS archive each time. */
  private static List<String> lines(String manifest) throws Exception {
    return Files.readAllLines(folder.resolve(manifest)).stream()
        .filter(line -> !line.contains("classes.jsa"))
        .toList();
  }

  /** Without a screen, wherever the test runs. */
  private static String run(Path java) throws Exception {
    Path classes = Path.of(
        BeansProgram.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<String> command = List.of(
        java.resolve("bin/java").toString(),
        "-cp",
        classes.toString(),
        BeansProgram.class.getName());
    return new Tool("java", command, Optional.of(Map.of()))
        .run(Files.createTempFile(folder, "java", ".log"), Duration.ofSeconds(60));
  }
}
