// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.coldbrew.lambda.problem.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JdkTest {

  @TempDir
  Path folder;

  @Test
  void factsComeFromTheReleaseFile() throws Exception {
    Path home = Doctored.home(
        folder.resolve("jdk-25"),
        "IMPLEMENTOR=\"Eclipse Adoptium\"",
        "IMPLEMENTOR_VERSION=\"Temurin-25.0.3+9\"",
        "JAVA_RUNTIME_VERSION=\"25.0.3+9-LTS\"",
        "JAVA_VERSION=\"25.0.3\"",
        "LIBC=\"gnu\"",
        "MODULES=\"java.base java.logging\"",
        "OS_ARCH=\"x86_64\"",
        "OS_NAME=\"Linux\"");

    Jdk jdk = Jdk.at(home);

    assertEquals(
        new Jdk(
            home,
            25,
            "25.0.3",
            "25.0.3+9-LTS",
            "Temurin",
            "Linux x86_64",
            false,
            Set.of("java.base", "java.logging")),
        jdk);
    assertEquals("Temurin 25.0.3", jdk.name());
  }

  @ParameterizedTest
  @CsvSource({
    "25, true",
    "25.0, true",
    "25.0.3, true",
    "25.0.3+9, true",
    "25.0.3+9-LTS, true",
    "2, false",
    "25.0.30, false",
    "25.0.3+8, false",
    "25.0.3+9-Debian, false",
  })
  void versionMatchesItsBeginning(String asked, boolean expected) {
    assertEquals(expected, JdkVersion.matches("25.0.3+9-LTS", asked));
  }

  @ParameterizedTest
  @CsvSource({
    "Debian, , Debian",
    "Amazon.com Inc., Corretto-25.0.3.9.1, Corretto",
    "'Azul Systems, Inc.', Zulu25.30+17-CA, Zulu",
    "Oracle Corporation, Oracle GraalVM 25.0.1+8.1, Oracle GraalVM",
    "Oracle Corporation, , Oracle Corporation",
  })
  void vendorIsTheNameThatPeopleUse(String implementor, String version, String vendor)
      throws Exception {
    Path home = Doctored.home(
        folder.resolve("jdk"),
        "JAVA_VERSION=\"25\"",
        "IMPLEMENTOR=\"" + implementor + "\"",
        version == null ? "" : "IMPLEMENTOR_VERSION=\"" + version + "\"");

    assertEquals(vendor, Jdk.at(home).vendor());
  }

  @ParameterizedTest
  @CsvSource({"1.8.0_402, 8", "11.0.2, 11", "21.0.2, 21", "21.0.11, 21", "25, 25"})
  void featureIsTheFirstNumberSinceJava9(String version, int feature) throws Exception {
    Path home = Doctored.home(folder.resolve("jdk"), "JAVA_VERSION=\"" + version + "\"");

    assertEquals(feature, Jdk.in(home).orElseThrow().feature());
  }

  @Test
  void otherCLibraryIsPartOfTheSystem() throws Exception {
    Path home = Doctored.home(
        folder.resolve("alpine"),
        "JAVA_VERSION=\"21.0.2\"",
        "LIBC=\"musl\"",
        "OS_ARCH=\"x86_64\"",
        "OS_NAME=\"Linux\"");

    assertEquals("Linux x86_64 (musl)", Jdk.at(home).system());
  }

  @Test
  void jdkOfMacOsIsInContentsHome() throws Exception {
    Path bundle = folder.resolve("temurin-25.jdk");
    Path home = Doctored.jdk(bundle.resolve("Contents/Home"), "25.0.3");

    assertEquals(home, Jdk.at(bundle).home());
  }

  @Test
  void folderThatDoesNotExistIsNoJdk() {
    Path missing = folder.resolve("temurin-25");

    ProblemException problem = assertThrows(ProblemException.class, () -> Jdk.at(missing));

    assertEquals("""
        '%s' is not the home of a JDK: it does not exist (parameter <jdk>, property lambda.jdk)
        hint: set the folder above the JDK's 'bin', or a version: <jdk>25</jdk>""".formatted(missing), problem.getMessage());
  }

  @Test
  void programIsNoJdk() throws Exception {
    Path java = Files.createFile(folder.resolve("java"));

    ProblemException problem = assertThrows(ProblemException.class, () -> Jdk.at(java));

    assertEquals("""
        '%s' is not the home of a JDK: it is a file (parameter <jdk>, property lambda.jdk)
        hint: set the folder above the JDK's 'bin', or a version: <jdk>25</jdk>""".formatted(java), problem.getMessage());
  }

  @Test
  void folderWithoutReleaseFileIsNoJdk() {
    ProblemException problem = assertThrows(ProblemException.class, () -> Jdk.at(folder));

    assertEquals("""
        '%s' is not the home of a JDK: it has no file 'release' (parameter <jdk>, property lambda.jdk)
        hint: set the folder above the JDK's 'bin', or a version: <jdk>25</jdk>""".formatted(folder), problem.getMessage());
  }

  @Test
  void releaseFileOfAnotherProgramIsNoJdk() throws Exception {
    Files.write(folder.resolve("release"), List.of("NAME=\\u12 \u00e9", "\\uZZ"));

    assertEquals(Optional.empty(), Jdk.in(folder));
  }

  @Test
  void folderNamedReleaseIsNoJdk() throws Exception {
    Files.createDirectory(folder.resolve("release"));

    assertEquals(Optional.empty(), Jdk.in(folder));
  }

  @Test
  void unreadableReleaseFileIsNoJdk() throws Exception {
    Path release = Doctored.home(folder, "JAVA_VERSION=\"25\"").resolve("release");
    Files.setPosixFilePermissions(release, Set.of());
    assumeFalse(Files.isReadable(release)); // root may read everything

    assertEquals(Optional.empty(), Jdk.in(folder));
  }

  @ParameterizedTest
  @ValueSource(strings = {"20240101123456", "1.20240101123456", "25x", ""})
  void otherVersionsThanJavasAreNoJdk(String version) throws Exception {
    Doctored.home(folder, "JAVA_VERSION=\"" + version + "\"");

    assertEquals(Optional.empty(), Jdk.in(folder));
  }

  @Test
  void moduleThatIsListedTwiceCountsOnce() throws Exception {
    Doctored.home(folder, "JAVA_VERSION=\"25\"", "MODULES=\"java.base java.sql java.base\"");

    assertEquals(Set.of("java.base", "java.sql"), Jdk.at(folder).modules());
  }

  @Test
  void namedFolderWhoseReleaseFileIsNotOfAJdkIsReported() throws Exception {
    Doctored.home(folder, "NAME=\"Debian\"");

    ProblemException problem = assertThrows(ProblemException.class, () -> Jdk.at(folder));

    assertEquals("""
        '%s' is not the home of a JDK: its file 'release' states no Java version (parameter <jdk>, property lambda.jdk)
        hint: set the folder above the JDK's 'bin', or a version: <jdk>25</jdk>""".formatted(folder), problem.getMessage());
  }

  @Test
  void jdkOlderThan17IsRefused() throws Exception {
    Path home = Doctored.jdk(folder.resolve("jdk8"), "1.8.0_402");

    ProblemException problem = assertThrows(ProblemException.class, () -> Jdk.at(home));

    assertEquals("""
        JDK 1.8.0_402 at '%s' is older than 17 (parameter <jdk>, property lambda.jdk)
        hint: set a newer one: <jdk>25</jdk>""".formatted(home), problem.getMessage());
  }

  @Test
  void missingToolIsReportedWithTheJdk() throws Exception {
    Jdk jre = Jdk.at(Doctored.home(folder.resolve("jre-25"), "JAVA_VERSION=\"25.0.3\""));

    ProblemException problem = assertThrows(ProblemException.class, () -> jre.tool("jlink"));

    assertEquals("""
        jlink is missing from the JDK at '%s' (parameter <jdk>, property lambda.jdk)
        hint: set the path of a full JDK: <jdk>/path/of/the/jdk</jdk>""".formatted(jre.home()), problem.getMessage());
  }

  @Test
  void modulesThatTheJdkDoesNotHaveAreNamed() throws Exception {
    Path home =
        Doctored.home(folder.resolve("jdk"), "JAVA_VERSION=\"25\"", "MODULES=\"java.base\"");

    ProblemException problem = assertThrows(
        ProblemException.class,
        () -> Jdk.at(home)
            .requireModules(List.of("java.sq", "java.base", "a.b"), "parameter <modules>"));

    assertEquals("""
        modules 'a.b', 'java.sq' are not in JDK 25 at '%s' (parameter <modules>)
        hint: choose from those that its file 'release' lists: %s/release""".formatted(home, home), problem.getMessage());
  }

  @Test
  void moduleThatTheJdkDoesNotHaveIsNamed() throws Exception {
    Path home =
        Doctored.home(folder.resolve("jdk"), "JAVA_VERSION=\"25\"", "MODULES=\"java.base\"");

    ProblemException problem = assertThrows(
        ProblemException.class,
        () -> Jdk.at(home).requireModules(List.of("java.sq"), "parameter <modules>"));

    assertEquals("""
        module 'java.sq' is not in JDK 25 at '%s' (parameter <modules>)
        hint: choose from those that its file 'release' lists: %s/release""".formatted(home, home), problem.getMessage());
  }

  @Test
  void runningJdkIsKnown() {
    Jdk jdk = Jdk.at(Doctored.JAVA_HOME);

    assertEquals(Runtime.version().feature(), jdk.feature());
    assertTrue(jdk.modules().contains("java.base"));
    assertTrue(Files.exists(jdk.tool("jlink")));
  }

  @ParameterizedTest
  @CsvSource({"25.0.10, 25.0.9", "25.0.1, 25", "25, 17.0.15", "17, 1.8.0_402", "25.20240101, 25.1"})
  void versionsCompareAsNumbers(String newer, String older) throws Exception {
    Jdk one = Jdk.in(Doctored.jdk(folder.resolve("one"), newer)).orElseThrow();
    Jdk other = Jdk.in(Doctored.jdk(folder.resolve("other"), older)).orElseThrow();

    assertTrue(Jdk.byVersion(one, other) > 0);
    assertTrue(Jdk.byVersion(other, one) < 0);
  }

  @ParameterizedTest
  @CsvSource({
    "28-ea+18-1-Debian, true",
    "28-beta+18-202611260000, true",
    "27-internal, true",
    "25.0.3+9-LTS, false",
    "17.0.15+6-Debian-1deb12u1, false",
    "26-ea+9-Ubuntu-1~24.04, true",
    "25.0.1+8_openj9, false",
    "25.0.0, false",
    "25.0.3, false"
  })
  void earlyAccessIsKnownByItsVersion(String version, boolean early) throws Exception {
    Path home = Doctored.home(
        folder.resolve(version),
        "JAVA_VERSION=\"" + version.replaceFirst("[-+].*", "") + "\"",
        "JAVA_RUNTIME_VERSION=\"" + version + "\"");

    assertEquals(early, Jdk.at(home).earlyAccess());
  }
}
