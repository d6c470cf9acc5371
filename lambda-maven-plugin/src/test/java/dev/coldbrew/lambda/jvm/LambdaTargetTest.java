// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coldbrew.lambda.problem.ProblemException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledIfSystemProperty(named = "os.name", matches = "Linux")
@EnabledIfSystemProperty(named = "os.arch", matches = "amd64")
class LambdaTargetTest {

  private final LambdaTarget target = LambdaTarget.providedAl2023(Architecture.X86_64);

  @TempDir
  Path folder;

  private Path home;

  @BeforeEach
  void setUp() throws Exception {
    home = Doctored.jdk(folder.resolve("jdk"), "25.0.3");
  }

  @Test
  void jdkThatNeedsJustTheTargetsGlibcPasses() throws Exception {
    Doctored.libjava().needingGlibc("2.34").writeTo(home.resolve("lib/libjava.so"));

    assertDoesNotThrow(() -> target.check(Jdk.at(home)));
  }

  @Test
  void jdkThatNeedsANewerGlibcIsRefused() throws Exception {
    Doctored.libjava().needingGlibc("2.17").writeTo(home.resolve("lib/libjava.so"));
    Doctored.libjava().needingGlibc("2.38").writeTo(home.resolve("lib/server/libjvm.so"));

    ProblemException problem =
        assertThrows(ProblemException.class, () -> target.check(Jdk.at(home)));

    assertEquals("""
        'lib/server/libjvm.so' of OpenJDK 25.0.3 at '%s' needs glibc 2.38, but provided.al2023 has 2.34 (parameter <jdk>, property lambda.jdk)
        hint: set <jdk>25</jdk>, and let Adoptium's be downloaded, which needs an older glibc: mvn package -Dlambda.jdk=25 -Dlambda.jdk.download""".formatted(home), problem.getMessage());
  }

  @Test
  void jdkWithFilesForAnotherMachineIsRefused() throws Exception {
    Doctored.libjava().forAarch64().writeTo(home.resolve("bin/java"));

    ProblemException problem =
        assertThrows(ProblemException.class, () -> target.check(Jdk.at(home)));

    assertEquals("""
        'bin/java' of OpenJDK 25.0.3 at '%s' is for aarch64, but provided.al2023 is x86_64 (parameter <jdk>, property lambda.jdk)
        hint: set the path of a JDK for Linux x86_64: <jdk>/path/of/the/jdk</jdk>""".formatted(home), problem.getMessage());
  }

  @Test
  void damagedJdkIsRefused() throws Exception {
    Path library = Doctored.libjava().writeTo(home.resolve("lib/libjava.so"));
    Files.write(library, Arrays.copyOf(Files.readAllBytes(library), 200));

    ProblemException problem =
        assertThrows(ProblemException.class, () -> target.check(Jdk.at(home)));

    assertEquals("""
        OpenJDK 25.0.3 cannot be read: '%s' is damaged: an ELF file that ends too early (parameter <jdk>, property lambda.jdk)
        hint: set the path of another JDK: <jdk>/path/of/the/jdk</jdk>""".formatted(library), problem.getMessage());
  }

  @Test
  void jdkForAnotherSystemIsRefused() throws Exception {
    Doctored.home(home, "JAVA_VERSION=\"25.0.3\"", "OS_NAME=\"Darwin\"", "OS_ARCH=\"aarch64\"");

    ProblemException problem =
        assertThrows(ProblemException.class, () -> target.check(Jdk.at(home)));

    assertEquals("""
        OpenJDK 25.0.3 at '%s' is for Darwin aarch64, but provided.al2023 is Linux x86_64 (parameter <jdk>, property lambda.jdk)
        hint: set the path of a JDK for Linux x86_64: <jdk>/path/of/the/jdk</jdk>""".formatted(home), problem.getMessage());
  }

  @Test
  void osOnlyRuntimeHasAName() {
    assertEquals(target, LambdaTarget.named("provided.al2023", Architecture.X86_64));
  }

  @Test
  void anyOtherSystemHasANameAndAGlibc() {
    assertEquals(
        new LambdaTarget("debian-13", "aarch64", Version.parse("2.41"), Set.of()),
        LambdaTarget.named("debian-13:2.41", Architecture.ARM64));
  }

  @Test
  void jdkThatNeedsMoreThanADeclaredSystemHasIsRefused() throws Exception {
    Doctored.libjava().needingGlibc("2.34").writeTo(home.resolve("lib/server/libjvm.so"));
    LambdaTarget declared = LambdaTarget.named("centos-7:2.17", Architecture.X86_64);

    ProblemException problem =
        assertThrows(ProblemException.class, () -> declared.check(Jdk.at(home)));

    assertEquals("""
        'lib/server/libjvm.so' of OpenJDK 25.0.3 at '%s' needs glibc 2.34, but centos-7 has 2.17 (parameter <jdk>, property lambda.jdk)
        hint: set <jdk>25</jdk>, and let Adoptium's be downloaded, which needs an older glibc: mvn package -Dlambda.jdk=25 -Dlambda.jdk.download""".formatted(home), problem.getMessage());
  }

  /** There is no other download that would need an older one. */
  @Test
  void downloadedJdkThatNeedsMoreThanADeclaredSystemHasIsRefused() throws Exception {
    Files.writeString(
        home.resolve("release"), "IMPLEMENTOR_VERSION=\"Temurin-25\"\n", StandardOpenOption.APPEND);
    Doctored.libjava().needingGlibc("2.17").writeTo(home.resolve("lib/server/libjvm.so"));
    LambdaTarget declared = LambdaTarget.named("centos-6:2.12", Architecture.X86_64);

    ProblemException problem =
        assertThrows(ProblemException.class, () -> declared.check(Jdk.at(home)));

    assertEquals("""
        'lib/server/libjvm.so' of Temurin 25.0.3 at '%s' needs glibc 2.17, but centos-6 has 2.12 (parameter <jdk>, property lambda.jdk)
        hint: set the path of a JDK that is built for glibc 2.12: <jdk>/path/of/the/jdk</jdk>""".formatted(home), problem.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "provided", "provided.al2", "java11", "java8.al2", "Provided.AL2023", "debian-13",
        "debian:", ":2.41", "debian:13", "debian:2.x", "debian 13:2.41", "debian:2.41 ", "a:b:2.41"
      })
  void otherTextIsRefused(String text) {
    ProblemException problem =
        assertThrows(ProblemException.class, () -> LambdaTarget.named(text, Architecture.X86_64));

    assertEquals("""
        '%s' is not a target (parameter <target>, property lambda.target)
        hint: set provided.al2023; java25, java21 or java17 for AWS's own JVM; or another system by its name and the version of its glibc, such as debian-13:2.41""".formatted(text), problem.getMessage());
  }
}
