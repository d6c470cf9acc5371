// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.template;

import dev.coldbrew.lambda.file.Digest;
import dev.coldbrew.lambda.file.WholeFile;
import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A template in the user's own folder. Its first line contains a digest of the others, which
 * reveals an edited file; such a file is not overwritten.
 */
public final class TemplateFile {

  private static final String WRITTEN = " Written by lambda:template, ";

  private static final String CONSEQUENCE = ", which overwrites it unless it was edited.";

  private static final int DIGITS = 16;

  private TemplateFile() {}

  /**
   * Writes it.
   *
   * @param shown the path to show to the user
   * @throws ProblemException if the file exists and was edited, or was not written by this goal
   */
  public static void write(Path file, Path shown, TemplateFormat format, String template)
      throws IOException {
    if (Files.exists(file) && !isAsWritten(file, format)) {
      throw new ProblemException(
          "'" + shown + "' was edited, or not written by lambda:template",
          "parameter <templateFile>, property lambda.template.file",
          "move it away, or write to another file: -Dlambda.template.file="
              + shown.resolveSibling("other-" + shown.getFileName()));
    }
    Files.createDirectories(file.getParent());
    WholeFile.write(file, firstLine(format, template) + template);
  }

  private static boolean isAsWritten(Path file, TemplateFormat format) throws IOException {
    try {
      String text = Files.readString(file);
      int end = text.indexOf('\n') + 1;
      return text.substring(0, end).equals(firstLine(format, text.substring(end)));
    } catch (MalformedInputException e) {
      return false;
    }
  }

  private static String firstLine(TemplateFormat format, String template) {
    return format.comment() + WRITTEN + Digest.of(template).substring(0, DIGITS) + CONSEQUENCE
        + "\n";
  }
}
