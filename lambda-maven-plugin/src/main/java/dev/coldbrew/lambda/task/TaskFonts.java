// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.task;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The fonts in a task folder. Lambda has none, nor the fontconfig by which a JVM looks for them; a file
 * of the JVM's own form does without.
 *
 * @param main the file name of the one that serves the logical fonts, such as SansSerif; the JVM
 *     finds all of them by their own names
 */
public record TaskFonts(String main) {

  /** In the task folder, which is the JVM's working folder. */
  private static final String FOLDER = "fonts";

  private static final String CONFIGURATION = "fontconfig.properties";

  private static final Pattern FONT = Pattern.compile("(?i).*\\.(ttf|otf|ttc)");
  private static final Pattern STYLED = Pattern.compile("(?i).*(bold|italic|oblique|light|thin).*");

  private static final List<String> LOGICAL =
      List.of("dialog", "dialoginput", "sansserif", "serif", "monospaced");

  private static final List<String> STYLES = List.of("plain", "bold", "italic", "bolditalic");

  /** Empty if there are none. */
  static Optional<TaskFonts> in(Path task) throws IOException {
    Path folder = task.resolve(FOLDER);
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> FONT.matcher(name).matches())
          .min(
              Comparator.<String, Boolean>comparing(name -> STYLED.matcher(name).matches())
                  .thenComparing(Comparator.naturalOrder()))
          .map(TaskFonts::new);
    }
  }

  /** Has the JVM look for fonts there, unless the function has its own configuration. */
  void configure(Path task) throws IOException {
    Path file = task.resolve(FOLDER).resolve(CONFIGURATION);
    if (Files.exists(file)) {
      return;
    }
    StringBuilder text = new StringBuilder("version=1\n");
    for (String font : LOGICAL) {
      for (String style : STYLES) {
        text.append(font).append('.').append(style).append(".latin-1=main\n");
      }
    }
    text.append("sequence.allfonts=latin-1\nfilename.main=");
    text.append(FOLDER).append('/').append(main).append('\n');
    Files.writeString(file, text);
  }

  /** The options of the JVM. */
  List<String> options() {
    return List.of(
        "-Dsun.awt.fontconfig=" + FOLDER + "/" + CONFIGURATION, "-Dsun.java2d.fontpath=" + FOLDER);
  }
}
