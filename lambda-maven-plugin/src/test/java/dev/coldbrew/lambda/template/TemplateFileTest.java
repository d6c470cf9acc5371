// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.template;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateFileTest {

  private static final String REFUSED = """
      'infra/template.yaml' was edited, or not written by lambda:template \
      (parameter <templateFile>, property lambda.template.file)
      hint: move it away, or write to another file: -Dlambda.template.file=infra/other-template.yaml""";

  @TempDir
  Path folder;

  @ParameterizedTest
  @EnumSource
  void fileAsItWasWrittenIsOverwritten(TemplateFormat format) throws IOException {
    write(format, "first\n");
    write(format, "second\nand more\n");

    assertEquals(
        (format == TemplateFormat.CDK ? "//" : "#")
            + " Written by lambda:template, DIGEST, which overwrites it unless it was edited.\n"
            + "second\nand more\n",
        Files.readString(file()).replaceFirst("[0-9a-f]{16}", "DIGEST"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"first", "first\n\n", "First\n", "# mine\nfirst\n", ""})
  void fileThatWasEditedIsKept(String edited) throws IOException {
    write(TemplateFormat.SAM, "first\n");
    String firstLine = Files.readString(file()).lines().findFirst().orElseThrow() + "\n";
    Files.writeString(file(), firstLine + edited);

    assertEquals(REFUSED, problem());
    assertEquals(firstLine + edited, Files.readString(file()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "first\n", "Resources: {}", "# Written by lambda:template, 0\n"})
  void anotherFileIsKept(String text) throws IOException {
    Files.createDirectories(file().getParent());
    Files.writeString(file(), text);

    assertEquals(REFUSED, problem());
    assertEquals(text, Files.readString(file()));
  }

  @Test
  void fileThatIsNoTextIsKept() throws IOException {
    byte[] bytes = {(byte) 0xff, (byte) 0xfe, 0};
    Files.createDirectories(file().getParent());
    Files.write(file(), bytes);

    assertEquals(REFUSED, problem());
    assertArrayEquals(bytes, Files.readAllBytes(file()));
  }

  private String problem() {
    return assertThrows(ProblemException.class, () -> write(TemplateFormat.SAM, "second\n"))
        .getMessage();
  }

  private void write(TemplateFormat format, String template) throws IOException {
    TemplateFile.write(file(), folder.relativize(file()), format, template);
  }

  private Path file() {
    return folder.resolve("infra/template.yaml");
  }
}
