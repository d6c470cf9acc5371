// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coldbrew.lambda.download.ArchiveStore;
import dev.coldbrew.lambda.download.FakeAdoptium;
import dev.coldbrew.lambda.download.TarGz;
import dev.coldbrew.lambda.problem.ProblemException;
import dev.coldbrew.lambda.process.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class JdkStoreTest {

  @TempDir
  Path temporary;

  private final List<String> lines = new ArrayList<>();
  private FakeAdoptium adoptium;

  @BeforeEach
  void publish() throws Exception {
    adoptium = new FakeAdoptium();
    for (String version : List.of("17.0.19+10", "25.0.2+10-LTS", "25.0.3+9-LTS", "26.0.1+8")) {
      adoptium.publish(version, "jdk", "x64", TarGz.jdk(version, "x86_64"));
    }
    adoptium.publish("25.0.3+9-LTS", "jdk", "aarch64", TarGz.jdk("25.0.3+9-LTS", "aarch64"));
  }

  @AfterEach
  void close() {
    adoptium.close();
  }

  @ParameterizedTest
  @CsvSource({
    "25, x86_64, 25.0.3+9-LTS, jdk-25.0.3+9-linux-x64",
    "25, aarch64, 25.0.3+9-LTS, jdk-25.0.3+9-linux-aarch64",
    "25.0.2, x86_64, 25.0.2+10-LTS, jdk-25.0.2+10-linux-x64",
    "25.0.2+10, x86_64, 25.0.2+10-LTS, jdk-25.0.2+10-linux-x64",
    "17, x86_64, 17.0.19+10, jdk-17.0.19+10-linux-x64",
    "26.0.1, x86_64, 26.0.1+8, jdk-26.0.1+8-linux-x64",
  })
  void newestOfTheVersionAndMachineIsDownloaded(
      String asked, String machine, String build, String folder) throws Exception {
    Jdk jdk = store().jdk(asked, "Linux " + machine);

    assertEquals(build, jdk.build());
    assertEquals("Linux " + machine, jdk.system());
    assertEquals(directory().resolve(folder), jdk.home());
    assertEquals(List.of(jdk.name() + ", downloaded to " + jdk.home()), lines);
  }

  @Test
  void downloadedJdkIsNotLookedForOnTheNetwork() throws Exception {
    Jdk downloaded = store().jdk("25", "Linux x86_64");
    int requests = adoptium.requests().size();

    assertEquals(downloaded, store().jdk("25.0.3", "Linux x86_64"));
    assertEquals(downloaded, forbidden(false).jdk("25", "Linux x86_64"));
    assertEquals(requests, adoptium.requests().size());
    assertEquals(List.of(downloaded), store().here());
  }

  @Test
  void updateThatWasNotPublishedIsReportedWithThoseThatWere() {
    assertProblem("""
        Adoptium has no JDK 25.0.9 for linux-x64; it has 25.0.2, 25.0.3 (parameter <jdk>, property lambda.jdk)
        hint: choose another: <jdk>25.0.3</jdk>""", "25.0.9", "x86_64");
  }

  @Test
  void versionThatWasNotPublishedIsReportedWithThoseThatWere() {
    // 26 is newer, but starts more slowly.
    assertProblem("""
        Adoptium has no JDK 29 for linux-x64; it has 17, 25, 26 (parameter <jdk>, property lambda.jdk)
        hint: choose another: <jdk>25</jdk>""", "29", "x86_64");
  }

  @Test
  void otherNumberIsReported() {
    assertProblem("""
        '20240101123456' is not a version of Java (parameter <jdk>, property lambda.jdk)
        hint: set one such as 25, 25.0.3 or 25.0.3+9: <jdk>25</jdk>""", "20240101123456", "x86_64");
  }

  @Test
  void versionOfNoSuchMachineIsReported() {
    assertProblem("""
        Adoptium has no JDK 17 for linux-aarch64; it has 17, 25, 26 (parameter <jdk>, property lambda.jdk)
        hint: choose another: <jdk>25</jdk>""", "17", "aarch64");
  }

  @Test
  void versionOlderThan17IsRefused() throws Exception {
    adoptium.publish("11.0.2+9", "jdk", "x64", TarGz.jdk("11.0.2+9", "x86_64"));

    assertProblem("""
        JDK 11 is older than 17 (parameter <jdk>, property lambda.jdk)
        hint: set a newer one: <jdk>25</jdk>""", "11", "x86_64");
  }

  @Test
  void archiveForAnotherProcessorIsRefused() throws Exception {
    adoptium.publish("27+35", "jdk", "x64", TarGz.jdk("27+35", "aarch64"));

    assertRefused("27", "27_35", "a JDK for Linux aarch64");
  }

  @Test
  void archiveWithAProgramForAnotherProcessorIsRefused() throws Exception {
    adoptium.publish("27+35", "jdk", "x64", TarGz.jdk("27+35", "x86_64", "aarch64"));

    assertRefused("27", "27_35", "a JDK whose 'bin/java' is not for Linux x86_64");
  }

  @Test
  void archiveWithoutAProgramIsRefused() throws Exception {
    byte[] release = "JAVA_VERSION=\"27\"\nOS_NAME=\"Linux\"\nOS_ARCH=\"x86_64\"\n".getBytes();
    adoptium.publish(
        "27+35", "jdk", "x64", new TarGz().file("jdk/release", release, 0644).bytes());

    assertRefused("27", "27_35", "a JDK whose 'bin/java' is not for Linux x86_64");
  }

  @Test
  void archiveOfAnotherVersionIsRefused() throws Exception {
    adoptium.publish("27+35", "jdk", "x64", TarGz.jdk("21.0.2+13", "x86_64"));

    assertRefused("27", "27_35", "JDK 21.0.2+13");
  }

  @Test
  void archiveOfNoJdkIsRefused() throws Exception {
    adoptium.publish("27+35", "jdk", "x64", new TarGz().file("jdk/README").bytes());

    assertRefused("27", "27_35", "no JDK");
  }

  @Test
  void jmodsAreThoseOfTheBuild() throws Exception {
    byte[] base = Files.readAllBytes(baseJmod("25.0.3+9-LTS"));
    adoptium.publish(
        "25.0.3+9-LTS",
        "jmods",
        "aarch64",
        new TarGz().file("jdk-25.0.3+9-jmods/java.base.jmod", base, 0644).bytes());
    Jdk jdk = store().jdk("25", "Linux x86_64");

    Path jmods = store().jmods(jdk, "Linux aarch64");

    assertEquals(directory().resolve("jdk-25.0.3+9-linux-aarch64-jmods"), jmods);
    assertEquals(
        "jmods 25.0.3+9-LTS for aarch64, downloaded to " + jmods, lines.get(lines.size() - 1));
    assertEquals(jmods, forbidden(false).jmods(jdk, "Linux aarch64"));
  }

  @Test
  void jmodsOfAnotherBuildAreRefused() throws Exception {
    byte[] base = Files.readAllBytes(baseJmod("25.0.3+8-LTS"));
    String link = adoptium
        .publish(
            "25.0.3+9-LTS",
            "jmods",
            "aarch64",
            new TarGz().file("jdk-25.0.3+9-jmods/java.base.jmod", base, 0644).bytes())
        .link()
        .toString();
    Jdk jdk = store().jdk("25", "Linux x86_64");

    ProblemException problem =
        assertThrows(ProblemException.class, () -> store().jmods(jdk, "Linux aarch64"));

    assertEquals(
        """
        the jmods in PLACE are not those of JDK 25.0.3+9-LTS (%s)
        hint: set the path of a JDK that has its jmods: <jdk>/path/of/the/jdk</jdk>""".formatted(link),
        problem.getMessage().replaceFirst("'[^']*jdk-25.0.3\\+9-jmods'", "PLACE"));
  }

  @Test
  void jmodsThatWereNotPublishedAreReported() throws Exception {
    Jdk jdk = store().jdk("25.0.2", "Linux x86_64");

    ProblemException problem =
        assertThrows(ProblemException.class, () -> store().jmods(jdk, "Linux aarch64"));

    assertEquals("""
        Adoptium has no jmods of Temurin 25.0.2, build 25.0.2+10-LTS, for linux-aarch64 (parameter <jdk>, property lambda.jdk)
        hint: set the path of a JDK that has its jmods: <jdk>/path/of/the/jdk</jdk>""", problem.getMessage());
  }

  @Test
  void buildWhoseJmodsWerePublishedIsRecommended() throws Exception {
    Jdk jdk = store().jdk("25.0.2", "Linux x86_64");
    byte[] base = Files.readAllBytes(baseJmod("25.0.3+9-LTS"));
    for (String build : List.of("25.0.3+9-LTS", "25.0.4+1-LTS")) { // of the second, that is all
      adoptium.publish(
          build,
          "jmods",
          "aarch64",
          new TarGz().file("jmods/java.base.jmod", base, 0644).bytes());
    }

    ProblemException problem =
        assertThrows(ProblemException.class, () -> store().jmods(jdk, "Linux aarch64"));

    assertEquals("""
        Adoptium has no jmods of Temurin 25.0.2, build 25.0.2+10-LTS, for linux-aarch64 (parameter <jdk>, property lambda.jdk)
        hint: choose a build whose jmods it has: <jdk>25.0.3+9-LTS</jdk>""", problem.getMessage());
    Jdk recommended = store().jdk("25.0.3+9-LTS", "Linux aarch64");
    assertEquals(
        directory().resolve("jdk-25.0.3+9-linux-aarch64-jmods"),
        store().jmods(recommended, "Linux aarch64"));
  }

  @Test
  void damagedDownloadIsReplaced() throws Exception {
    Jdk jdk = store().jdk("25", "Linux x86_64");
    Files.delete(jdk.home().resolve("release"));

    assertEquals(jdk, store().jdk("25", "Linux x86_64"));
  }

  @Test
  void jmodsOfAnOlderJdkAreInTheJdk() throws Exception {
    byte[] base = Files.readAllBytes(baseJmod("17.0.19+10"));
    adoptium.publish(
        "17.0.19+10",
        "jdk",
        "aarch64",
        TarGz.jdkWith("17.0.19+10", "aarch64", "jmods/java.base.jmod", base));
    Jdk jdk = store().jdk("17", "Linux x86_64");

    assertEquals(
        directory().resolve("jdk-17.0.19+10-linux-aarch64/jmods"),
        store().jmods(jdk, "Linux aarch64"));
  }

  @Test
  void jmodsAreNotDownloadedWithoutPermission() throws Exception {
    Jdk jdk = store().jdk("25", "Linux x86_64");

    ProblemException problem =
        assertThrows(ProblemException.class, () -> forbidden(false).jmods(jdk, "Linux aarch64"));

    assertEquals("""
        no jmods of JDK 25.0.3+9-LTS for aarch64 on this machine (parameter <jdk>, property lambda.jdk)
        hint: let it be downloaded: mvn package -Dlambda.jdk=25.0.3 -Dlambda.architecture=arm64 -Dlambda.jdk.download""", problem.getMessage());
  }

  @Test
  void offlineIsMentioned() {
    ProblemException problem =
        assertThrows(ProblemException.class, () -> forbidden(true).jdk("25", "Linux x86_64"));

    assertEquals("""
        no JDK 25 for x86_64 on this machine (parameter <jdk>, property lambda.jdk)
        hint: let it be downloaded, without Maven's -o: mvn package -Dlambda.jdk=25 -Dlambda.jdk.download""", problem.getMessage());
  }

  private void assertRefused(String asked, String inName, String found) {
    ProblemException problem =
        assertThrows(ProblemException.class, () -> store().jdk(asked, "Linux x86_64"));

    assertEquals(
        "'%s' contains %s instead of JDK %s for Linux x86_64 (property lambda.jdk.download)\n"
                .formatted(
                    adoptium.url() + "/adoptium/temurin27-binaries/releases/download/jdk-27%2B35/"
                        + "OpenJDK27U-jdk_x64_linux_hotspot_" + inName + ".tar.gz",
                    found,
                    asked)
            + "hint: set the path of a JDK: <jdk>/path/of/the/jdk</jdk>",
        problem.getMessage());
  }

  private void assertProblem(String message, String asked, String machine) {
    ProblemException problem =
        assertThrows(ProblemException.class, () -> store().jdk(asked, "Linux " + machine));

    assertEquals(message, problem.getMessage());
  }

  private Path directory() {
    return temporary.resolve("jdks");
  }

  private JdkStore store() {
    return new JdkStore(
        new ArchiveStore(directory(), Progress.silent()),
        Optional.of(adoptium.source()),
        false,
        lines::add);
  }

  private JdkStore forbidden(boolean offline) {
    return new JdkStore(
        new ArchiveStore(directory(), Progress.silent()), Optional.empty(), offline, lines::add);
  }

  private Path baseJmod(String build) throws Exception {
    return Doctored.baseJmod(temporary.resolve("java.base.jmod"), build);
  }
}
