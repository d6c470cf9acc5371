// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.classpath;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassUsesTest {

  @TempDir
  Path folder;

  @ParameterizedTest
  @CsvSource({
    "true, new ProcessBuilder().inheritIO()",
    "true, new java.io.FileInputStream(java.io.FileDescriptor.in)",
    "true, new java.io.File(\"/dev/stdin\")",
    "false, new java.io.FileOutputStream(java.io.FileDescriptor.out)",
    "true, new ProcessBuilder().redirectInput(ProcessBuilder.Redirect.INHERIT)",
    "false, new ProcessBuilder().redirectErrorStream(true)",
    "false, \"INHERIT\"",
    "true, '((java.util.concurrent.Callable<?>) () -> ProcessBuilder.class.getMethod(\"inheritIO\"))'",
    "true, '((java.util.concurrent.Callable<?>) () -> java.io.FileDescriptor.class.getField(\"in\"))'",
    "false, new java.io.FileOutputStream(java.io.FileDescriptor.out) { Object in = this; }",
    "false, \"java/io/FileDescriptor in\"",
    "true, (Runnable) () -> System.out.println(java.io.FileDescriptor.in)",
    "true, '(java.util.function.Function<ProcessBuilder, Object>) ProcessBuilder::inheritIO'",
    "true, \"cat < /dev/stdin\""
  })
  void inputIsInheritedWhereThatIsAskedFor(boolean expected, String expression) throws Exception {
    Path classes = classesWith(expression);
    Path none = Files.createDirectory(folder.resolve("none"));

    assertEquals(expected, ClassUses.scan(new ClassPath(classes, List.of())).standardInput());
    assertEquals(expected, ClassUses.scan(new ClassPath(none, List.of(classes))).standardInput());
  }

  @ParameterizedTest
  @CsvSource({
    "true, com.amazonaws.services.lambda.runtime.LambdaRuntime.getLogger()",
    "true, \"com.amazonaws.services.lambda.runtime.LambdaRuntime\"",
    "false, com.amazonaws.services.lambda.runtime.Context.class"
  })
  void awsLoggerIsUsedByThoseWhoNameItsClass(boolean expected, String expression) throws Exception {
    assertEquals(
        expected,
        ClassUses.scan(new ClassPath(classesWith(expression), List.of())).awsLogger());
  }

  @Test
  void libraryWithTheLoggerDoesNotUseIt() throws Exception {
    Path core = Path.of(Class.forName("com.amazonaws.services.lambda.runtime.LambdaRuntime")
        .getProtectionDomain()
        .getCodeSource()
        .getLocation()
        .toURI());

    assertEquals(
        new ClassUses(false, false),
        ClassUses.scan(new ClassPath(classesWith("null"), List.of(core))));
  }

  private Path classesWith(String expression) throws IOException {
    return CompiledClasses.in(
        folder, "public class Hello { Object o = %s; }".formatted(expression));
  }
}
