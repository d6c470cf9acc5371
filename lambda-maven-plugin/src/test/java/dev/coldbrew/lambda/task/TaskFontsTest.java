// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskFontsTest {

  @TempDir
  Path task;

  private Path font(String name) throws IOException {
    Path fonts = Files.createDirectories(task.resolve("fonts"));
    return Files.createFile(fonts.resolve(name));
  }

  @Test
  void thereMayBeNone() throws Exception {
    assertEquals(Optional.empty(), TaskFonts.in(task));

    font("readme.txt");

    assertEquals(Optional.empty(), TaskFonts.in(task));
  }

  @Test
  void plainOneServesTheLogicalFonts() throws Exception {
    font("A-Bold.ttf");
    font("Sans.TTF");
    font("Serif.otf");

    TaskFonts fonts = TaskFonts.in(task).orElseThrow();
    fonts.configure(task);

    assertEquals("Sans.TTF", fonts.main());
    List<String> lines = Files.readAllLines(task.resolve("fonts/fontconfig.properties"));
    assertEquals("version=1", lines.get(0));
    assertTrue(lines.contains("sansserif.bolditalic.latin-1=main"), lines::toString);
    assertEquals("filename.main=fonts/Sans.TTF", lines.get(lines.size() - 1));
    assertEquals(
        List.of("-Dsun.awt.fontconfig=fonts/fontconfig.properties", "-Dsun.java2d.fontpath=fonts"),
        fonts.options());
  }

  @Test
  void configurationOfTheFunctionStays() throws Exception {
    font("Sans.ttf");
    Path own = Files.writeString(task.resolve("fonts/fontconfig.properties"), "version=1\n");

    TaskFonts.in(task).orElseThrow().configure(task);

    assertEquals("version=1\n", Files.readString(own));
  }
}
