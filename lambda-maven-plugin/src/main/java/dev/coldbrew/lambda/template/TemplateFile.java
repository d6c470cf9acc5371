// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.template;

import dev.coldbrew.lambda.file.Digest;
import dev.coldbrew.lambda.file.OutputFile;
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
   * @throws ProblemException if the file exists and was edited, or was not written by this goal
   */
  public static void write(OutputFile file, TemplateFormat format, String template)
      throws IOException {
    file.createFolder();
    if (Files.exists(file.path())) {
      requireAsWritten(file, format);
    }
    WholeFile.write(file.path(), firstLine(format, template) + template);
  }

  private static void requireAsWritten(OutputFile file, TemplateFormat format) throws IOException {
    String text = text(file.path());
    int end = text.indexOf('\n') + 1;
    if (text.substring(0, end).equals(firstLine(format, text.substring(end)))) {
      return;
    }
    Path shown = file.shown();
    boolean isUsual = shown.endsWith(format.fileName());
    String another = "write to another file: " + file.option()
        + shown.resolveSibling(isUsual ? format.otherFileName() : format.fileName());
    throw text.startsWith(format.comment() + WRITTEN)
        ? file.problem(
            "'" + shown + "' was edited since lambda:template wrote it",
            "move it away, or " + another)
        : file.problem("'" + shown + "' was not written by lambda:template", another);
  }

  /** Empty for a file that is no text. */
  private static String text(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (MalformedInputException e) {
      return "";
    }
  }

  private static String firstLine(TemplateFormat format, String template) {
    return format.comment() + WRITTEN + Digest.of(template).substring(0, DIGITS) + CONSEQUENCE
        + "\n";
  }
}
