// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.classpath;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coldbrew.lambda.problem.ProblemException;
import dev.coldbrew.lambda.task.ReproducibleJar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassFileVersionsTest {

  @TempDir
  Path folder;

  private Path classes;

  @BeforeEach
  void compile() throws IOException {
    classes = CompiledClasses.in(folder, "public class Hello {}");
  }

  @Test
  void classesOfTheJdksOwnVersionAreRead() {
    assertDoesNotThrow(
        () -> ClassFileVersions.check(new ClassPath(classes, List.of()), 17, "JDK 17"));
  }

  @Test
  void newerClassOfTheProjectIsRefused() throws IOException {
    setVersion(classes.resolve("app/Hello.class"), 69);

    ProblemException e = assertThrows(
        ProblemException.class,
        () -> ClassFileVersions.check(new ClassPath(classes, List.of()), 17, "Temurin 17.0.9"));

    assertEquals(
        "class file 'app/Hello.class' is for Java 25, the zip's JDK is Temurin 17.0.9 (classes)\n"
            + "hint: set a newer JDK, <jdk>25</jdk>, or compile for Java 17",
        e.getMessage());
  }

  @Test
  void newerClassOfALibraryIsRefused() throws IOException {
    setVersion(classes.resolve("app/Hello.class"), 65);
    Path jar = folder.resolve("newer-1.0.jar");
    ReproducibleJar.write(classes, jar);
    Files.delete(classes.resolve("app/Hello.class"));

    ProblemException e = assertThrows(
        ProblemException.class,
        () -> ClassFileVersions.check(new ClassPath(classes, List.of(jar)), 17, "Temurin 17.0.9"));

    assertEquals(
        "class file 'app/Hello.class' is for Java 21, the zip's JDK is Temurin 17.0.9 (newer-1.0.jar)\n"
            + "hint: set a newer JDK, <jdk>21</jdk>, or compile for Java 17",
        e.getMessage());
  }

  @Test
  void jarThatCannotBeReadIsNamed() throws IOException {
    Path jar = Files.writeString(folder.resolve("broken-1.0.jar"), "not a jar");

    ProblemException e = assertThrows(
        ProblemException.class,
        () -> ClassFileVersions.check(new ClassPath(classes, List.of(jar)), 17, "Temurin 17.0.9"));

    assertEquals(
        "'broken-1.0.jar' is not a readable jar: zip END header not found (file " + jar + ")\n"
            + "hint: delete that file, so that it is built or downloaded again",
        e.getMessage());
  }

  @Test
  void jarWithAnEntryThatCannotBeUnpackedIsNamed() throws IOException {
    Path jar = folder.resolve("damaged-1.0.jar");
    ReproducibleJar.write(classes, jar);
    byte[] bytes = Files.readAllBytes(jar);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int content = text.indexOf("app/Hello.class") + "app/Hello.class".length();
    Arrays.fill(bytes, content, content + 20, (byte) 0xff);
    Files.write(jar, bytes);

    ProblemException e = assertThrows(
        ProblemException.class,
        () -> ClassFileVersions.check(new ClassPath(classes, List.of(jar)), 17, "JDK 17"));

    assertEquals(
        "'damaged-1.0.jar' is not a readable jar: " + e.getCause().getMessage() + " (file " + jar
            + ")\nhint: delete that file, so that it is built or downloaded again",
        e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"'', it is empty", "abc, damaged", "text of more than eight bytes, damaged"})
  void classFileOfTheProjectThatIsNoneIsRefused(String content, String reason) throws IOException {
    Files.writeString(classes.resolve("app/Hello.class"), content);

    ProblemException e = assertThrows(
        ProblemException.class,
        () -> ClassFileVersions.check(new ClassPath(classes, List.of()), 17, "JDK 17"));

    assertEquals(
        "'app/Hello.class' is not a class file: " + reason + " (folder " + classes + ")\n"
            + "hint: compile it again: mvn clean package",
        e.getMessage());
  }

  @Test
  void classFilesOfALibraryThatAreNoneAreWarnedOf() throws IOException {
    Path library = Files.createDirectories(folder.resolve("other/app")).getParent();
    Files.writeString(library.resolve("app/Empty.class"), "");
    Files.writeString(library.resolve("app/Text.class"), "no class");
    Path jar = folder.resolve("damaged-1.0.jar");
    ReproducibleJar.write(library, jar);

    assertEquals(
        List.of("'app/Empty.class' in damaged-1.0.jar is not a class file"),
        ClassFileVersions.check(new ClassPath(classes, List.of(jar)), 17, "JDK 17"));
  }

  @Test
  void newerClassesOfAMultiReleaseJarAreLeftAlone() throws IOException {
    Path versioned = Files.createDirectories(classes.resolve("META-INF/versions/25"));
    Files.copy(classes.resolve("app/Hello.class"), versioned.resolve("Hello.class"));
    setVersion(versioned.resolve("Hello.class"), 69);

    assertDoesNotThrow(
        () -> ClassFileVersions.check(new ClassPath(classes, List.of()), 17, "JDK 17"));
  }

  private static void setVersion(Path classFile, int version) throws IOException {
    byte[] bytes = Files.readAllBytes(classFile);
    bytes[7] = (byte) version;
    Files.write(classFile, bytes);
  }
}
