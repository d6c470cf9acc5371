// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.template;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coldbrew.lambda.file.OutputFile;
import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateFileTest {

  private static final String WHERE =
      " (parameter <templateFile>, property lambda.template.file)\nhint: ";

  private static final String EDITED =
      "'infra/template.yaml' was edited since lambda:template wrote it" + WHERE
          + "move it away, or write to another file: -Dlambda.template.file=infra/other-template.yaml";

  private static final String FOREIGN = "'infra/template.yaml' was not written by lambda:template"
      + WHERE + "write to another file: -Dlambda.template.file=infra/other-template.yaml";

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

    assertEquals(EDITED, problem());
    assertEquals(firstLine + edited, Files.readString(file()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "first\n", "Resources: {}"})
  void anotherFileIsKept(String text) throws IOException {
    Files.createDirectories(file().getParent());
    Files.writeString(file(), text);

    assertEquals(FOREIGN, problem());
    assertEquals(text, Files.readString(file()));
  }

  @Test
  void fileThatIsNoTextIsKept() throws IOException {
    byte[] bytes = {(byte) 0xff, (byte) 0xfe, 0};
    Files.createDirectories(file().getParent());
    Files.write(file(), bytes);

    assertEquals(FOREIGN, problem());
    assertArrayEquals(bytes, Files.readAllBytes(file()));
  }

  @Test
  void foldersOwnFileIsNotToBeMovedAway() throws IOException {
    Files.createFile(folder.resolve("pom.xml"));

    assertEquals(
        "'pom.xml' was not written by lambda:template" + WHERE
            + "write to another file: -Dlambda.template.file=LambdaStack.java",
        problem("pom.xml", TemplateFormat.CDK));
  }

  @Test
  void folderInItsPlaceIsRefused() throws IOException {
    Files.createDirectories(file());

    assertEquals(
        "'infra/template.yaml' is a folder" + WHERE
            + "-Dlambda.template.file=infra/template.yaml/template.yaml",
        problem());
  }

  @ParameterizedTest
  @CsvSource({
    "TERRAFORM, infra/x.yaml, 'Terraform does not read ''infra/x.yaml'', which does not end in .tf', infra/x.tf",
    "TERRAFORM, .x, 'Terraform does not read ''.x'', which does not end in .tf', .x.tf",
    "CDK, Shop, 'the Java compiler does not read ''Shop'', which does not end in .java', Shop.java",
    "CDK, infra/hello-stack.java, 'hello-stack' is not the name of a Java class, infra/HelloStack.java",
    "CDK, a.b.java, 'a.b' is not the name of a Java class, AB.java",
    "CDK, class.java, 'class' is not the name of a Java class, Class.java",
    "CDK, infra/src/main/java/my-app/Shop.java, 'my-app.Shop' is not the name of a Java class, infra/src/main/java/Shop.java"
  })
  void nameThatTheToolWouldNotReadIsRefused(
      TemplateFormat format, String path, String what, String other) {
    assertEquals(
        what + WHERE + "-Dlambda.template.file=" + other,
        assertThrows(ProblemException.class, () -> format.requireName(output(path)))
            .getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "SAM, x",
    "CLOUDFORMATION, x.json",
    "TERRAFORM, a.b.tf",
    "CDK, src/main/java/a/b/Shop.java"
  })
  void anyOtherNameIsAllowed(TemplateFormat format, String path) {
    assertDoesNotThrow(() -> format.requireName(output(path)));
  }

  private String problem() {
    return problem("infra/template.yaml", TemplateFormat.SAM);
  }

  private String problem(String path, TemplateFormat format) {
    return assertThrows(
            ProblemException.class, () -> TemplateFile.write(output(path), format, "second\n"))
        .getMessage();
  }

  private void write(TemplateFormat format, String template) throws IOException {
    TemplateFile.write(output("infra/template.yaml"), format, template);
  }

  private OutputFile output(String path) {
    return new OutputFile(
        folder,
        folder.resolve(path),
        "template.yaml",
        "parameter <templateFile>, property lambda.template.file",
        "-Dlambda.template.file=");
  }

  private Path file() {
    return folder.resolve("infra/template.yaml");
  }
}
