// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coldbrew.lambda.problem.ProblemException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The image holds a library that needs "libabc.so"; the system folders have it or not. */
@EnabledIfSystemProperty(named = "os.name", matches = "Linux")
@EnabledIfSystemProperty(named = "os.arch", matches = "amd64")
class NativeLibrariesTest {

  private final LambdaTarget target =
      new LambdaTarget("provided.test", "x86_64", Version.parse("2.34"), Set.of("libown.so"));

  @TempDir
  Path folder;

  private Path image;
  private Path system;
  private Jdk jdk;

  @BeforeEach
  void setUp() throws Exception {
    image = folder.resolve("image");
    system = folder.resolve("system");
    jdk = Jdk.at(Doctored.jdk(folder.resolve("jdk"), "25.0.3"));
    Files.createDirectories(image);
  }

  @Test
  void imageThatHasAllItNeedsTakesNothingAlong() throws Exception {
    Doctored.libjava().needingGlibc("2.17").writeTo(image.resolve("lib/libjava.so"));
    Doctored.libjava().needingGlibc("2.28").writeTo(image.resolve("lib/server/libjvm.so"));
    Files.writeString(image.resolve("release"), "no ELF file");

    assertEquals(new NativeLibraries(Version.parse("2.28"), List.of(), List.of()), libraries());
  }

  @Test
  void librariesFromOutsideAndWhatTheyNeedAreTakenAlong() throws Exception {
    imageNeeding("libabc.so");
    Path abc = systemLibrary("libabc.so", "libxyz.so", "2.33");
    Path xyz = systemLibrary("libxyz.so", "libabc.so", "2.34");

    assertEquals(
        List.of(
            new OutsideLibrary("libabc.so", abc, false),
            new OutsideLibrary("libxyz.so", xyz, false)),
        libraries().outside());
  }

  @Test
  void libraryThatTheTargetHasItselfMayBeTooNew() throws Exception {
    imageNeeding("libown.so");
    Path own = systemLibrary("libown.so", "libown.so", "2.36");

    NativeLibraries libraries = libraries();

    assertEquals(List.of(new OutsideLibrary("libown.so", own, true)), libraries.outside());
    assertEquals(Version.parse("2.17"), libraries.glibc());
  }

  @Test
  void otherLibraryThatIsTooNewIsRefused() throws Exception {
    imageNeeding("libabc.so");
    systemLibrary("libabc.so", "libabc.so", "2.36");

    ProblemException problem = assertThrows(ProblemException.class, this::libraries);

    assertEquals("""
        'lib/libjava.so' of OpenJDK 25.0.3 at '%s' needs libabc.so, and this machine's needs glibc 2.36; provided.test has 2.34 (parameter <jdk>, property lambda.jdk)
        hint: set the path of a JDK that brings its libraries along, such as Temurin: <jdk>/path/of/the/jdk</jdk>""".formatted(jdk.home()), problem.getMessage());
  }

  @Test
  void libraryThatIsNowhereIsRefused() throws Exception {
    imageNeeding("libabc.so");

    ProblemException problem = assertThrows(ProblemException.class, this::libraries);

    assertEquals("""
        'lib/libjava.so' of OpenJDK 25.0.3 at '%s' needs libabc.so, which is not on this machine (parameter <jdk>, property lambda.jdk)
        hint: set the path of a JDK that brings its libraries along, such as Temurin: <jdk>/path/of/the/jdk</jdk>""".formatted(jdk.home()), problem.getMessage());
  }

  @Test
  void libraryForAnotherMachineIsNotTaken() throws Exception {
    imageNeeding("libabc.so");
    Doctored.libjava().forAarch64().writeTo(system.resolve("libabc.so"));

    ProblemException problem = assertThrows(ProblemException.class, this::libraries);

    assertEquals("""
        'lib/libjava.so' of OpenJDK 25.0.3 at '%s' needs libabc.so, which is not on this machine (parameter <jdk>, property lambda.jdk)
        hint: set the path of a JDK that brings its libraries along, such as Temurin: <jdk>/path/of/the/jdk</jdk>""".formatted(jdk.home()), problem.getMessage());
  }

  @Test
  void whatOnlyFontsNeedIsReportedAndNotRefused() throws Exception {
    Doctored.libjava()
        .needingGlibc("2.17")
        .needing("libabc.so")
        .writeTo(image.resolve("lib/libfontmanager.so"));

    assertEquals(
        new NativeLibraries(
            Version.parse("2.17"),
            List.of(),
            List.of("lib/libfontmanager.so needs libabc.so, which is not on this machine")),
        libraries());
  }

  @Test
  void imageFileForAnotherMachineIsRefused() throws Exception {
    Doctored.libjava().forAarch64().writeTo(image.resolve("lib/libjava.so"));

    ProblemException problem = assertThrows(ProblemException.class, this::libraries);

    assertEquals("""
        'lib/libjava.so' of OpenJDK 25.0.3 at '%s' is for aarch64, but provided.test is x86_64 (parameter <jdk>, property lambda.jdk)
        hint: set the path of a JDK for Linux x86_64: <jdk>/path/of/the/jdk</jdk>""".formatted(jdk.home()), problem.getMessage());
  }

  private void imageNeeding(String soname) throws Exception {
    Doctored.libjava()
        .needingGlibc("2.17")
        .needing(soname)
        .writeTo(image.resolve("lib/libjava.so"));
  }

  private Path systemLibrary(String soname, String needed, String glibc) throws Exception {
    return Doctored.libjava().needingGlibc(glibc).needing(needed).writeTo(system.resolve(soname));
  }

  private NativeLibraries libraries() throws Exception {
    return NativeLibraries.find(image, jdk, target, List.of(folder.resolve("no such"), system));
  }
}
