// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coldbrew.lambda.download.ArchiveStore;
import dev.coldbrew.lambda.download.FakeAdoptium;
import dev.coldbrew.lambda.download.TarGz;
import dev.coldbrew.lambda.problem.ProblemException;
import dev.coldbrew.lambda.process.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class JdkFinderTest {

  private static final LambdaTarget TARGET = LambdaTarget.providedAl2023(Architecture.X86_64);
  private static final LambdaTarget ARM = LambdaTarget.providedAl2023(Architecture.ARM64);

  @TempDir
  Path root;

  private Path userHome;
  private Path running;

  @BeforeEach
  void setUp() throws Exception {
    userHome = root.resolve("home/ada");
    running = Doctored.jdk(root.resolve("usr/lib/jvm/java-17"), "17.0.15");
  }

  @ParameterizedTest
  @NullAndEmptySource
  void defaultIsTheJdkThatRunsMaven(String asked) throws Exception {
    Doctored.jdk(root.resolve("usr/lib/jvm/java-25"), "25.0.3");

    assertEquals(running, finder().find(asked, TARGET).home());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "usr/lib/jvm/temurin-25",
        "opt/jdk-25",
        "Library/Java/JavaVirtualMachines/temurin-25.jdk/Contents/Home",
        "home/ada/.sdkman/candidates/java/25.0.3-tem",
        "home/ada/.jdks/temurin-25",
        "home/ada/.local/share/mise/installs/java/temurin-25",
        "home/ada/.asdf/installs/java/temurin-25",
      })
  void versionIsFoundInTheUsualPlaces(String place) throws Exception {
    Path home = Doctored.jdk(root.resolve(place), "25.0.3");

    assertEquals(home, finder().find("25", TARGET).home());
  }

  @Test
  void versionIsFoundThroughTheVariablesOfCiMachines() throws Exception {
    Path home = Doctored.jdk(root.resolve("hostedtoolcache/25/x64"), "25.0.3");
    JdkFinder finder = finder(List.of(), Map.of("JAVA_HOME_25_X64", home.toString()), store());

    assertEquals(home, finder.find("25", TARGET).home());
  }

  @Test
  void versionIsFoundOnWindows() throws Exception {
    Path home = root.resolve("Program Files/Eclipse Adoptium/jdk-25.0.3.9-hotspot");
    Doctored.jdk(home, "25.0.3");
    Files.move(home.resolve("bin/jlink"), home.resolve("bin/jlink.exe"));

    Jdk jdk = finder().find("25", TARGET);

    assertEquals(home.resolve("bin/jlink.exe"), jdk.tool("jlink"));
  }

  @Test
  void newestOfTheAskedVersionIsTaken() throws Exception {
    Doctored.jdk(root.resolve("usr/lib/jvm/a"), "25.0.9");
    Path newest = Doctored.jdk(root.resolve("usr/lib/jvm/b"), "25.0.10");
    Doctored.jdk(root.resolve("usr/lib/jvm/c"), "26");

    assertEquals(newest, finder().find("25", TARGET).home());
  }

  @Test
  void fullVersionIsTakenLiterally() throws Exception {
    Path older = Doctored.jdk(root.resolve("usr/lib/jvm/a"), "25.0.3");
    Doctored.jdk(root.resolve("usr/lib/jvm/b"), "25.0.30");

    assertEquals(older, finder().find("25.0.3", TARGET).home());
  }

  @Test
  void toolchainsComeFirstEvenWithAnOlderOne() throws Exception {
    Path toolchain = Doctored.jdk(root.resolve("company/jdk"), "25.0.1");
    Doctored.jdk(root.resolve("usr/lib/jvm/b"), "25.0.3");
    JdkFinder finder = finder(List.of(toolchain), Map.of(), store());

    assertEquals(toolchain, finder.find("25", TARGET).home());
  }

  @Test
  void pathIsTakenLiterally() throws Exception {
    Path home = Doctored.jdk(root.resolve("some where/jdk"), "21.0.2");

    assertEquals(home, finder().find(home.toString(), TARGET).home());
  }

  /** As Maven resolves files: from the project's folder, wherever the command was given. */
  @Test
  void relativePathStartsFromTheProject() throws Exception {
    Path home = Doctored.jdk(root.resolve("project/tools/jdk"), "21.0.2");

    assertEquals(home, finder().find("tools/jdk", TARGET).home());
  }

  @Test
  void tildeIsTheUsersHome() throws Exception {
    Path home = Doctored.jdk(userHome.resolve("my jdk"), "21.0.2");

    assertEquals(home, finder().find("~/my jdk", TARGET).home());
    assertEquals(userHome, assertHome("~"));
  }

  private Path assertHome(String asked) throws Exception {
    Doctored.jdk(userHome, "21.0.2");
    return finder().find(asked, TARGET).home();
  }

  @ParameterizedTest
  @ValueSource(strings = {" 25 ", "25.0", "25.0.3", "25.0.3+9", "25.0.3+9-LTS"})
  void versionMayBeShortOrWhole(String asked) throws Exception {
    Path home = Doctored.jdk(root.resolve("usr/lib/jvm/a"), "25.0.3");
    release(home, "25.0.3+9-LTS");

    assertEquals(home, finder().find(asked, TARGET).home());
  }

  @Test
  void vendorsNameIsNotAVersion() {
    ProblemException problem =
        assertThrows(ProblemException.class, () -> finder().find("temurin-25", TARGET));

    assertEquals("""
        '%s' is not the home of a JDK: it does not exist (parameter <jdk>, property lambda.jdk)
        hint: set the folder above the JDK's 'bin', or a version: <jdk>25</jdk>""".formatted(root.resolve("project/temurin-25")), problem.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"25.x", "25x", "25..0", "20240101123456"})
  void textThatOnlyBeginsLikeAVersionIsRefused(String asked) {
    ProblemException problem =
        assertThrows(ProblemException.class, () -> finder().find(asked, TARGET));

    assertEquals("""
        '%s' is not a version of Java (parameter <jdk>, property lambda.jdk)
        hint: set one such as 25, 25.0.3 or 25.0.3+9: <jdk>25</jdk>""".formatted(asked), problem.getMessage());
  }

  /** Neither SDKMAN!'s names of builds nor early access are at Adoptium's. */
  @ParameterizedTest
  @ValueSource(strings = {"26-tem", "26-ea+5"})
  void releaseIsOfferedForDownload(String asked) {
    ProblemException problem =
        assertThrows(ProblemException.class, () -> finder().find(asked, TARGET));

    assertEquals("""
        no JDK %s on this machine; found 17.0.15 at '%s' (parameter <jdk>, property lambda.jdk)
        hint: let it be downloaded: mvn package -Dlambda.jdk=26 -Dlambda.jdk.download""".formatted(asked, running), problem.getMessage());
  }

  @Test
  void jdkWithoutTheModulesThatItsJlinkNeedsIsRefused() throws Exception {
    Files.delete(running.resolve("jmods"));

    ProblemException problem =
        assertThrows(ProblemException.class, () -> finder().find(null, TARGET));

    assertEquals("""
        OpenJDK 17.0.15 at '%s' has no folder 'jmods', from which jlink links (parameter <jdk>, property lambda.jdk)
        hint: set the path of a full JDK: <jdk>/path/of/the/jdk</jdk>""".formatted(running), problem.getMessage());
  }

  @Test
  void jreIsSkippedIfThereIsAJdk() throws Exception {
    Doctored.home(root.resolve("usr/lib/jvm/jre"), "JAVA_VERSION=\"25.0.9\"");
    Path jdk = Doctored.jdk(root.resolve("usr/lib/jvm/jdk"), "25.0.3");

    assertEquals(jdk, finder().find("25", TARGET).home());
  }

  @Test
  void jreAloneIsReportedAsHavingNoJlink() throws Exception {
    Path jre = Doctored.home(
        root.resolve("usr/lib/jvm/jre"),
        "JAVA_VERSION=\"25.0.9\"",
        "OS_NAME=\"Linux\"",
        "OS_ARCH=\"x86_64\"");

    ProblemException problem =
        assertThrows(ProblemException.class, () -> finder().find("25", TARGET));

    assertEquals("""
        jlink is missing from the JDK at '%s' (parameter <jdk>, property lambda.jdk)
        hint: set the path of a full JDK: <jdk>/path/of/the/jdk</jdk>""".formatted(jre), problem.getMessage());
  }

  @Test
  void jreThatRunsMavenIsReportedAsHavingNoJlink() throws Exception {
    Files.delete(running.resolve("bin/jlink"));

    ProblemException problem =
        assertThrows(ProblemException.class, () -> finder().find(null, TARGET));

    assertEquals("""
        jlink is missing from the JDK at '%s' (parameter <jdk>, property lambda.jdk)
        hint: set the path of a full JDK: <jdk>/path/of/the/jdk</jdk>""".formatted(running), problem.getMessage());
  }

  @Test
  void versionThatIsNotThereIsReportedWithThoseThatAre() throws Exception {
    Path temurin = Doctored.jdk(root.resolve("usr/lib/jvm/temurin-25"), "25.0.3");
    Files.createSymbolicLink(root.resolve("usr/lib/jvm/default"), temurin);
    Doctored.jdk(root.resolve("usr/lib/jvm/java-11"), "11.0.2");

    ProblemException problem =
        assertThrows(ProblemException.class, () -> finder().find("21", TARGET));

    assertEquals("""
        no JDK 21 on this machine; found 17.0.15 at '%s', 25.0.3 at '%s' (parameter <jdk>, property lambda.jdk)
        hint: let it be downloaded: mvn package -Dlambda.jdk=21 -Dlambda.jdk.download""".formatted(running, temurin), problem.getMessage());
  }

  @Test
  void versionOlderThan17IsRefused() throws Exception {
    Path old = Doctored.jdk(root.resolve("usr/lib/jvm/java-11"), "11.0.2");

    ProblemException problem =
        assertThrows(ProblemException.class, () -> finder().find("11", TARGET));

    assertEquals("""
        JDK 11.0.2 at '%s' is older than 17 (parameter <jdk>, property lambda.jdk)
        hint: set a newer one: <jdk>25</jdk>""".formatted(old), problem.getMessage());
  }

  @Test
  void placesThatCannotBeListedAreSkipped() throws Exception {
    Files.createDirectories(userHome.resolve(".gradle"));
    Files.createFile(userHome.resolve(".jdks"));
    Files.createSymbolicLink(userHome.resolve(".gradle/jdks"), root.resolve("gone"));
    Files.createSymbolicLink(root.resolve("opt"), Path.of("opt"));
    Path locked = Files.createDirectories(root.resolve("usr/java"));
    Files.setPosixFilePermissions(locked, Set.of());

    try {
      assertEquals(running, finder().find("17", TARGET).home());
    } finally {
      Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void otherFilesInAPlaceAreSkipped() throws Exception {
    Path place = root.resolve("usr/lib/jvm");
    Files.createSymbolicLink(place.resolve("dangling"), root.resolve("gone"));
    Files.createDirectories(place.resolve("folder/release"));
    Files.createFile(place.resolve("file"));
    Doctored.jdk(place.resolve("other"), "20240101123456");

    assertEquals(running, finder().find("17", TARGET).home());
  }

  @Test
  void variableThatIsNoPathIsSkipped() throws Exception {
    JdkFinder finder = finder(List.of(), Map.of("JAVA_HOME_25", "\0"), store());

    assertEquals(running, finder.find("17", TARGET).home());
  }

  @Test
  void jdkThatIsNoPathIsReported() {
    ProblemException problem =
        assertThrows(ProblemException.class, () -> finder().find("jdk\0", TARGET));

    assertEquals("""
        'jdk\0' is neither a version nor a path: Nul character not allowed (parameter <jdk>, property lambda.jdk)
        hint: set a version, or the folder above the JDK's 'bin': <jdk>25</jdk>""", problem.getMessage());
  }

  @Test
  void fasterJdkIsSeen() throws Exception {
    Path faster = Doctored.jdk(root.resolve("usr/lib/jvm/temurin-25"), "25.0.3");
    JdkFinder finder = finder();

    assertEquals(
        Optional.of(faster), finder.faster(finder.find(null, TARGET), TARGET).map(Jdk::home));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void jdkThatDoesNotFitTheTargetIsNotRecommended() throws Exception {
    Path faster = Doctored.jdk(root.resolve("usr/lib/jvm/openjdk-25"), "25.0.3");
    Doctored.libjava().needingGlibc("2.38").writeTo(faster.resolve("lib/libjava.so"));
    JdkFinder finder = finder();

    assertEquals(Optional.empty(), finder.faster(finder.find(null, TARGET), TARGET));
  }

  @Test
  void jdk26AndEarlyAccessAreNotRecommended() throws Exception {
    Doctored.jdk(root.resolve("usr/lib/jvm/a"), "26.0.2");
    Path early = Doctored.jdk(root.resolve("usr/lib/jvm/b"), "28");
    Files.writeString(
        early.resolve("release"),
        "JAVA_RUNTIME_VERSION=\"28-ea+18-1-Debian\"\n",
        StandardOpenOption.APPEND);
    JdkFinder finder = finder();

    assertEquals(Optional.empty(), finder.faster(finder.find(null, TARGET), TARGET));
    assertEquals("28", finder.find("28", TARGET).version());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void damagedJdkIsNotRecommended() throws Exception {
    Path faster = Doctored.jdk(root.resolve("usr/lib/jvm/openjdk-25"), "25.0.3");
    Path library = Doctored.libjava().writeTo(faster.resolve("lib/libjava.so"));
    Files.write(library, Arrays.copyOf(Files.readAllBytes(library), 200));
    JdkFinder finder = finder();

    assertEquals(Optional.empty(), finder.faster(finder.find(null, TARGET), TARGET));
  }

  @Test
  void nothingIsFasterThanAJdkWithAotCaches() throws Exception {
    Doctored.jdk(root.resolve("usr/lib/jvm/a"), "25.0.3");
    Doctored.jdk(root.resolve("usr/lib/jvm/b"), "26.0.1");
    JdkFinder finder = finder();

    assertEquals(Optional.empty(), finder.faster(finder.find("25", TARGET), TARGET));
  }

  @Test
  void versionOlderThan17IsNotOfferedForDownload() {
    ProblemException problem =
        assertThrows(ProblemException.class, () -> finder().find("11", TARGET));

    assertEquals("""
        JDK 11 is older than 17 (parameter <jdk>, property lambda.jdk)
        hint: set a newer one: <jdk>25</jdk>""", problem.getMessage());
  }

  @Test
  void missingJdkIsDownloadedIfThatIsAllowed() throws Exception {
    try (FakeAdoptium adoptium = new FakeAdoptium()) {
      adoptium.publish("25.0.3+9-LTS", "jdk", "x64", TarGz.jdk("25.0.3+9-LTS", "x86_64"));

      Path home = finder(adoptium).find("25", TARGET).home();

      assertEquals(root.resolve("cache/jdk-25.0.3+9-linux-x64"), home);
      assertEquals(home, finder().find("25.0.3", TARGET).home());
      assertEquals(
          Optional.of(home),
          finder().faster(finder().find(null, TARGET), TARGET).map(Jdk::home));
    }
  }

  @Test
  void installedJdkIsNotDownloaded() throws Exception {
    Path home = Doctored.jdk(root.resolve("usr/lib/jvm/java-25"), "25.0.1");
    try (FakeAdoptium adoptium = new FakeAdoptium()) {
      adoptium.publish("25.0.3+9-LTS", "jdk", "x64", TarGz.jdk("25.0.3+9-LTS", "x86_64"));

      assertEquals(home, finder(adoptium).find("25", TARGET).home());
      assertEquals(List.of(), adoptium.requests());
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void downloadIsPreferredToAJdkThatDoesNotFitTheTarget() throws Exception {
    Path newer = Doctored.jdk(root.resolve("usr/lib/jvm/openjdk-25"), "25.0.5");
    Doctored.libjava().needingGlibc("2.38").writeTo(newer.resolve("lib/libjava.so"));
    try (FakeAdoptium adoptium = new FakeAdoptium()) {
      adoptium.publish("25.0.3+9-LTS", "jdk", "x64", TarGz.jdk("25.0.3+9-LTS", "x86_64"));

      assertEquals(newer, finder().find("25", TARGET).home());
      assertEquals("25.0.3", finder(adoptium).find("25", TARGET).version());
    }
  }

  @Test
  void downloadedJdkForAnotherProcessorIsNotTakenForThisOne() throws Exception {
    Path home = arm("cache/jdk-25.0.3+9-linux-aarch64", "25.0.3");
    release(home, "25.0.3+9-LTS");
    jmods(root.resolve("cache/jdk-25.0.3+9-linux-aarch64-jmods"), "25.0.3+9-LTS");
    Path linker = Doctored.jdk(root.resolve("usr/lib/jvm/linker"), "25.0.3");
    release(linker, "25.0.3+9-LTS");

    assertEquals(home, finder().find("25", ARM).home());
    assertEquals(linker, finder().find("25", TARGET).home());
  }

  @Test
  void linkerForAnotherProcessorIsDownloadedAsWell() throws Exception {
    try (FakeAdoptium adoptium = new FakeAdoptium()) {
      String build = "25.0.3+9-LTS";
      adoptium.publish(build, "jdk", "aarch64", TarGz.jdk(build, "aarch64"));
      adoptium.publish(
          build,
          "jmods",
          "aarch64",
          new TarGz()
              .file("jdk-25.0.3+9-jmods/java.base.jmod", baseJmod(build), 0644)
              .bytes());
      adoptium.publish(build, "jdk", "x64", TarGz.jdk(build, "x86_64"));

      Jdk jdk = finder(adoptium).find("25", ARM);

      assertEquals(root.resolve("cache/jdk-25.0.3+9-linux-aarch64"), jdk.home());
      assertEquals(
          Optional.of(root.resolve("cache/jdk-25.0.3+9-linux-aarch64-jmods")), jdk.jmods());
      assertEquals(root.resolve("cache/jdk-25.0.3+9-linux-x64/bin/jlink"), jdk.tool("jlink"));
    }
  }

  @Test
  void jdkForAnotherProcessorIsLinkedByOneOfThisMachine() throws Exception {
    Path arm = arm("usr/lib/jvm/arm", "17.0.19");
    jmods(arm.resolve("jmods"), "17.0.19");

    for (String asked : new String[] {null, "17", arm.toString()}) {
      Jdk jdk = finder().find(asked, ARM);

      assertEquals(arm, jdk.home());
      assertTrue(jdk.isForeign());
      assertEquals(running.resolve("bin/jlink"), jdk.tool("jlink"));
    }
    assertEquals(running, finder().find("17", TARGET).home());
    assertFalse(finder().find("17", TARGET).isForeign());
  }

  @Test
  void modulesMayLieBesideTheJdk() throws Exception {
    Path arm = arm("opt/jdk-17.0.19+10", "17.0.19");
    Path jmods = jmods(root.resolve("opt/jdk-17.0.19+10-jmods"), "17.0.19");

    assertEquals(Optional.of(jmods), finder().find(arm.toString(), ARM).jmods());
  }

  @Test
  void jdkForAnotherProcessorThatIsNotThereIsReported() throws Exception {
    ProblemException problem =
        assertThrows(ProblemException.class, () -> finder().find(null, ARM));

    assertEquals("""
        no JDK 17 for Linux aarch64 on this machine; found 17.0.15 for Linux x86_64 at '%s' (parameter <jdk>, property lambda.jdk)
        hint: let it be downloaded: mvn package -Dlambda.jdk=17 -Dlambda.architecture=arm64 -Dlambda.jdk.download""".formatted(running), problem.getMessage());
  }

  @Test
  void jdkForAnotherProcessorWithoutModulesIsRefused() throws Exception {
    Path arm = arm("opt/jdk", "17.0.19");

    ProblemException problem =
        assertThrows(ProblemException.class, () -> finder().find(arm.toString(), ARM));

    assertEquals("""
        OpenJDK 17.0.19 at '%1$s' has no folder 'jmods', from which its JVM could be linked on another system (parameter <jdk>, property lambda.jdk)
        hint: set the path of a full JDK for Linux aarch64: <jdk>/path/of/the/jdk</jdk>""".formatted(arm), problem.getMessage());
  }

  @Test
  void modulesOfAnotherBuildAreRefused() throws Exception {
    Path arm = arm("opt/jdk", "17.0.19");
    Path jmods = jmods(arm.resolve("jmods"), "17.0.18");

    ProblemException problem =
        assertThrows(ProblemException.class, () -> finder().find(arm.toString(), ARM));

    assertEquals("""
        the jmods in '%s' are not those of JDK 17.0.19 (JDK '%s')
        hint: replace that folder with the jmods of that build""".formatted(jmods, arm), problem.getMessage());
  }

  @Test
  void withoutAJdkThatCanLinkItIsRefused() throws Exception {
    Path arm = arm("opt/jdk", "21.0.2");
    jmods(arm.resolve("jmods"), "21.0.2");

    ProblemException problem =
        assertThrows(ProblemException.class, () -> finder().find("21", ARM));

    assertEquals("""
        OpenJDK 21.0.2 at '%s' is for Linux aarch64, but there is no JDK 21 (of any vendor) for Linux x86_64 to link its JVM with; found OpenJDK 17.0.15 (parameter <jdk>, property lambda.jdk)
        hint: install JDK 21 for Linux x86_64, or name another JDK for Linux aarch64""".formatted(arm), problem.getMessage());
  }

  @Test
  void from25OnTheSameBuildLinks() throws Exception {
    Path arm = arm("opt/jdk", "25.0.3");
    release(arm, "25.0.3+9-LTS");
    jmods(arm.resolve("jmods"), "25.0.3+9-LTS");
    release(Doctored.jdk(root.resolve("usr/lib/jvm/a"), "25.0.3"), "25.0.3+7-LTS");

    ProblemException problem =
        assertThrows(ProblemException.class, () -> finder().find("25", ARM));

    assertEquals("""
        OpenJDK 25.0.3 at '%s' is for Linux aarch64, but there is no OpenJDK 25.0.3+9-LTS for Linux x86_64 to link its JVM with; found OpenJDK 17.0.15, OpenJDK 25.0.3+7-LTS (parameter <jdk>, property lambda.jdk)
        hint: install OpenJDK 25.0.3+9-LTS for Linux x86_64, or name another JDK for Linux aarch64""".formatted(arm), problem.getMessage());

    Path same = Doctored.jdk(root.resolve("usr/lib/jvm/b"), "25.0.3");
    release(same, "25.0.3+9-LTS");

    assertEquals(same.resolve("bin/jlink"), finder().find("25", ARM).tool("jlink"));
  }

  /** Served functions run on the JDK itself. */
  @Test
  void localJdkIsOfThisMachine() throws Exception {
    arm("usr/lib/jvm/arm", "17.0.19");

    assertEquals(running, finder().findLocal("17").home());
    assertEquals(running, finder().findLocal(null).home());
  }

  @Test
  void localJdkForAnotherSystemIsRefused() throws Exception {
    Path arm = arm("opt/arm", "17.0.19");

    ProblemException problem =
        assertThrows(ProblemException.class, () -> finder().findLocal(arm.toString()));

    assertEquals("""
        OpenJDK 17.0.19 at '%s' is for Linux aarch64, but this machine is Linux x86_64 (parameter <jdk>, property lambda.jdk)
        hint: set its version, which each machine looks for: <jdk>17</jdk>""".formatted(arm), problem.getMessage());
  }

  @Test
  void modulesAreDownloadedForAJdkThatWasNot() throws Exception {
    String build = "25.0.3+9-LTS";
    Path arm = arm("opt/arm", "25.0.3");
    release(arm, build);
    temurin(arm);
    try (FakeAdoptium adoptium = new FakeAdoptium()) {
      publishJmods(adoptium, build);
      adoptium.publish(build, "jdk", "x64", TarGz.jdk(build, "x86_64"));

      Jdk jdk = finder(adoptium).find(arm.toString(), ARM);

      assertEquals(arm, jdk.home());
      assertEquals(
          Optional.of(root.resolve("cache/jdk-25.0.3+9-linux-aarch64-jmods")), jdk.jmods());
      assertEquals(root.resolve("cache/jdk-25.0.3+9-linux-x64/bin/jlink"), jdk.tool("jlink"));
    }
  }

  /** Other vendors' builds have the same numbers, and other contents. */
  @Test
  void nothingOfAdoptiumsIsDownloadedForAnotherVendorsBuild() throws Exception {
    Path arm = arm("opt/arm", "25.0.3");
    release(arm, "25.0.3+9-LTS");
    try (FakeAdoptium adoptium = new FakeAdoptium()) {
      ProblemException problem =
          assertThrows(ProblemException.class, () -> finder(adoptium).find(arm.toString(), ARM));

      assertEquals("""
          OpenJDK 25.0.3 at '%1$s' has no folder 'jmods', from which its JVM could be linked on another system (parameter <jdk>, property lambda.jdk)
          hint: unpack its vendor's archive of jmods as '%1$s-jmods'""".formatted(arm), problem.getMessage());
      assertEquals(List.of(), adoptium.requests());
    }
  }

  /** macOS's own JDK 25 is not downloaded, and only the same build links. */
  @Test
  void onMacOsTheBuildThatRunsMavenIsDownloaded() throws Exception {
    running = root.resolve("mac");
    Doctored.home(running, "JAVA_VERSION=\"25.0.2\"", "OS_NAME=\"Darwin\"", "OS_ARCH=\"aarch64\"");
    Files.createFile(running.resolve("bin/jlink"));
    release(running, "25.0.2+10-LTS");
    temurin(running);
    try (FakeAdoptium adoptium = new FakeAdoptium()) {
      for (String build : List.of("25.0.2+10-LTS", "25.0.3+9-LTS")) {
        adoptium.publish(build, "jdk", "aarch64", TarGz.jdk(build, "aarch64"));
        publishJmods(adoptium, build);
      }

      Jdk jdk = finder(adoptium).find(null, ARM);

      assertEquals("25.0.2", jdk.version());
      assertEquals(running.resolve("bin/jlink"), jdk.tool("jlink"));
    }
  }

  private void publishJmods(FakeAdoptium adoptium, String build) throws Exception {
    String name = "jdk-" + build.replace("-LTS", "") + "-jmods/java.base.jmod";
    adoptium.publish(
        build, "jmods", "aarch64", new TarGz().file(name, baseJmod(build), 0644).bytes());
  }

  private static void temurin(Path home) throws Exception {
    Files.writeString(
        home.resolve("release"), "IMPLEMENTOR_VERSION=\"Temurin-25\"\n", StandardOpenOption.APPEND);
  }

  private Path arm(String name, String version) throws Exception {
    Path home = root.resolve(name);
    Doctored.home(
        home, "JAVA_VERSION=\"" + version + "\"", "OS_NAME=\"Linux\"", "OS_ARCH=\"aarch64\"");
    Files.createFile(home.resolve("bin/jlink"));
    return home;
  }

  private byte[] baseJmod(String build) throws Exception {
    return Files.readAllBytes(Doctored.baseJmod(root.resolve("java.base.jmod"), build));
  }

  private static Path jmods(Path folder, String build) throws Exception {
    Doctored.baseJmod(Files.createDirectory(folder).resolve("java.base.jmod"), build);
    return folder;
  }

  private static void release(Path home, String build) throws Exception {
    Files.writeString(
        home.resolve("release"),
        "JAVA_RUNTIME_VERSION=\"" + build + "\"\n",
        StandardOpenOption.APPEND);
  }

  private JdkFinder finder(List<Path> toolchains, Map<String, String> environment, JdkStore store) {
    return new JdkFinder(
        new InstalledJdks(running, toolchains, environment, userHome, root),
        store,
        root.resolve("project"),
        userHome);
  }

  private JdkFinder finder() {
    return finder(List.of(), Map.of(), store());
  }

  private JdkFinder finder(FakeAdoptium adoptium) {
    JdkStore store = new JdkStore(archives(), Optional.of(adoptium.source()), false, line -> {});
    return finder(List.of(), Map.of(), store);
  }

  private JdkStore store() {
    return new JdkStore(archives(), Optional.empty(), false, line -> {});
  }

  private ArchiveStore archives() {
    return new ArchiveStore(root.resolve("cache"), Progress.silent());
  }
}
