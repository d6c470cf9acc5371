// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions whose libraries use java.beans, and nothing else in the module java.desktop. */
class BeansOnlyIT {

  private static final String REPORT =
      "of java.desktop only java.beans, as no class refers to more of it;"
          + " <modules> with java.desktop adds the rest";

  private static final Path FONTS = Path.of("/usr/share/fonts");

  private static final String LOAD = "-Dlambda.handler=example.Beans::load";

  @TempDir
  static Path temporary;

  private static MavenBuild beans;
  private static BuildOutput output;

  @BeforeAll
  static void packageOnce() {
    beans = MavenBuild.of("beans", temporary);
    output = beans.run("package", "-Dlambda.train.skip");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void javaBeansWorkAsEver(boolean otherJdk) throws IOException {
    MavenBuild build = beans;
    if (otherJdk) {
      build = beans.copy(temporary.resolve("other"));
      BuildOutput ofOther = build.run(
          "package",
          "-Dlambda.train.skip",
          "-Dlambda.jdk=" + InstalledJdk.other().feature());
      assertTrue(ofOther.log().contains(REPORT), ofOther::log);
    }

    BuildOutput described =
        build.run("-q", "lambda:invoke", "-Dlambda.event=src/lambda/events/ada.json");

    assertEquals(
        "[\"age int\",\"name String\",\"int IntegerEditor\",\"boolean BooleanEditor\",\"String"
            + " StringEditor\",\"Double DoubleEditor\",\"State EnumEditor\",\"is Ada\",\"of age 36\","
            + "\"screen false\",\"seat 4A\",\"<int>36</int>\"]\n",
        described.log());
  }

  @Test
  void theBuildAndTheImageSayWhatIsLeftOut() throws IOException {
    assertTrue(output.log().contains(REPORT), output::log);
    Path image = beans.file("target/lambda/task/image");
    assertTrue(
        Files.readString(image.resolve("release"))
            .contains(
                "COLDBREW_LEFT_OUT=\"java.desktop but for java.beans: no class refers to more of it\""));
    assertFalse(Files.exists(image.resolve("lib/libawt.so")));
    assertFalse(Files.exists(image.resolve("legal/java.desktop/mesa3d.md")));
    assertTrue(Files.exists(image.resolve("legal/java.desktop/colorimaging.md")));
  }

  /** By its own name, or by one that another class of the module needs first. */
  @ParameterizedTest
  @CsvSource({
    "javax.swing.JTable, ClassNotFoundException: javax.swing.JTable",
    "sun.awt.AppContext, ClassNotFoundException: sun.awt.AppContext",
    "java.awt.Dimension, NoClassDefFoundError: java/awt/Toolkit$"
  })
  void aClassThatWasLeftOutIsNamedWithItsRemedy(String name, String error) throws IOException {
    String payload = "-Dlambda.payload={\"name\":\"" + name + "\"}";
    BuildOutput failed = beans.runAndFail("-q", "lambda:invoke", LOAD, payload);

    assertTrue(failed.err().contains(error), failed::err);
    assertTrue(
        failed
            .err()
            .contains("Hint: the function's JVM lacks most of the module java.desktop; add"
                + " <modules>java.desktop</modules> to the plugin's <configuration> in pom.xml"),
        failed::err);
  }

  /** As the remedy says, in the configuration. */
  @Test
  void theModuleIsWholeWhereThePomNamesIt() throws IOException {
    MavenBuild build = beans.copy(temporary.resolve("whole"));
    Path pom = build.file("pom.xml");
    Files.writeString(
        pom,
        Files.readString(pom)
            .replace(
                "<extensions>true</extensions>",
                "<extensions>true</extensions><configuration><modules>java.desktop</modules></configuration>"));

    BuildOutput whole = build.run(
        "package",
        "lambda:invoke",
        "-Dlambda.train.skip",
        LOAD,
        "-Dlambda.payload={\"name\":\"javax.swing.DefaultListSelectionModel\"}");

    assertFalse(whole.log().contains(REPORT), whole::log);
    assertTrue(whole.log().contains("\"javax.swing.DefaultListSelectionModel "), whole::log);
  }

  /** Without a screen; Lambda has none. */
  @Test
  void aFunctionThatDrawsHasTheWholeModule() throws IOException {
    BuildOutput drawn = draws("draw").run("package", "lambda:invoke", "-Dlambda.train.skip");

    assertFalse(drawn.log().contains(REPORT), drawn::log);
    assertTrue(drawn.log().contains("\"P #ff0000\""), drawn::log);
  }

  @Test
  void aFunctionThatWritesTextHasTheWholeModuleAndItsFont() throws IOException {
    Path font;
    try (Stream<Path> fonts = Files.isDirectory(FONTS) ? Files.walk(FONTS) : Stream.empty()) {
      font = fonts.filter(file -> file.toString().endsWith(".ttf")).findFirst().orElse(null);
    }
    assumeTrue(font != null, "there is no TrueType font in " + FONTS);
    MavenBuild build = draws("write");
    Files.copy(
        font, Files.createDirectories(build.file("src/lambda/task/fonts")).resolve("font.ttf"));

    BuildOutput written = build.run("package", "lambda:invoke", "-Dlambda.train.skip");

    assertFalse(written.log().contains(REPORT), written::log);
    assertTrue(written.log().contains("\"#ffffff\""), written::log);
  }

  /** A copy of the project with a function that draws, by that method. */
  private static MavenBuild draws(String method) throws IOException {
    MavenBuild build = beans
        .copy(temporary.resolve(method))
        .with("-Dlambda.handler=example.Picture::" + method, "-Dlambda.payload=\"\"");
    Files.writeString(build.file("src/main/java/example/Picture.java"), """
        package example;

        import java.awt.Color;
        import java.awt.Font;
        import java.awt.Graphics2D;
        import java.awt.image.BufferedImage;
        import java.io.ByteArrayOutputStream;
        import java.io.IOException;
        import javax.imageio.ImageIO;

        public class Picture {
          private final BufferedImage image = new BufferedImage(60, 40, BufferedImage.TYPE_INT_RGB);
          private final Graphics2D graphics = image.createGraphics();

          public String draw(String event) throws IOException {
            graphics.setColor(Color.RED);
            graphics.fillOval(0, 0, 60, 40);
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            ImageIO.write(image, "png", png);
            return (char) png.toByteArray()[1] + color(30, 20);
          }

          /** A sign that is a block of its colour in any font. */
          public String write(String event) {
            graphics.setFont(new Font("Dialog", Font.BOLD, 60));
            graphics.drawString("\u2014", 0, 40);
            for (int y = 0; y < 40; y++) {
              if (color(30, y).equals(" #ffffff")) {
                return "#ffffff";
              }
            }
            return "nothing";
          }

          private String color(int x, int y) {
            return " #" + Integer.toHexString(image.getRGB(x, y) & 0xffffff);
          }
        }
        """);
    return build;
  }
}
