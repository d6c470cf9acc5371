// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coldbrew.lambda.jvm.Jdk;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The deployment package of the hello project, and what decides its bytes. */
class ZipIT {

  @TempDir
  static Path temporary;

  private static MavenBuild hello;
  private static BuildOutput output;
  private static Zip zip;

  @BeforeAll
  static void packageOnce() {
    hello = MavenBuild.of("hello", temporary.resolve("first"));
    output = hello.run("package");
    zip = new Zip(hello.file("target/hello-1.0.zip"));
  }

  @Test
  void isMadeInStepsThatEachReportTheirResult() {
    Jdk jdk = InstalledJdk.running();
    assertEquals(
        List.of(
            "Handler   example.Hello::hello (Map<String,Object>) -> String",
            "Image     MODULES, N MB (" + jdk.name()
                + ", x86_64, needs glibc N; provided.al2023 has N)",
            "Cache     KIND, N MB, trained by 1 event; N of N application and library classes come"
                + " from it",
            "Zip       target/hello-1.0.zip, N MB of N MB, unpacks to N MB of N MB",
            "Start     first response N ms here (init N ms)",
            "Next      mvn lambda:invoke -Dlambda.event=src/lambda/events/ada.json"),
        steps("Handler|Image|Cache|Zip|Start|Next")
            .map(line -> line.replaceFirst("(?<=Image     ).*?,", "MODULES,")
                .replaceFirst("(?<=Cache     )[A-Z]+", "KIND")
                .replaceAll("\\d+ of \\d+ app", "N of N app")
                .replaceAll("[0-9.]+ (MB|ms)", "N $1")
                .replaceAll("(?<=glibc |has )2\\.[0-9]+", "N"))
            .toList());
  }

  @Test
  void isMadeWithAHintAtANewerJdk() {
    assumeTrue(InstalledJdk.running().feature() < 25, "there is none newer");
    InstalledJdk.other();
    assertEquals(
        List.of(
            "Hint      JDK on this machine starts functions faster: mvn package -Dlambda.jdk=N"),
        steps("Hint")
            .map(line ->
                line.replaceFirst("(?<=Hint      ).* on", "JDK on").replaceFirst("\\d+$", "N"))
            .toList());
  }

  @Test
  void answersWhereverItIsUnpacked() throws Exception {
    assertResponses(zip.unpack(temporary.resolve("somewhere else")));
  }

  @Test
  void hasABootstrapThatAllMayRun() throws Exception {
    assertEquals(
        List.of("-rwxr-xr-x 19800101.000000 bootstrap"),
        zip.entries().stream().filter(entry -> entry.endsWith(" bootstrap")).toList());
  }

  @Test
  void hasOnlyFilesAndFoldersThatAllMayRead() throws Exception {
    assertEquals(Set.of("-rwxr-xr-x", "-rw-r--r--", "drwxr-xr-x"), column(0));
  }

  @Test
  void hasOneTimeForAll() throws Exception {
    assertEquals(Set.of("19800101.000000"), column(1));
  }

  @Test
  void hasTheSameFilesWithAnotherUmaskAndTimeZoneAndAnEmptyCache() throws Exception {
    MavenBuild again = MavenBuild.of("hello", temporary.resolve("second"))
        .shell("umask 077; export TZ=Pacific/Kiritimati")
        .with("-Dlambda.cacheDirectory=" + temporary.resolve("second cache"));
    again.run("package");
    Zip second = new Zip(again.file("target/hello-1.0.zip"));
    assertEquals(zip.entries(), second.entries());
    assertEquals(reproducible(zip.checksums()), reproducible(second.checksums()));
  }

  @Test
  void hasTheProjectsFilesBesideTheCode() throws Exception {
    MavenBuild build = MavenBuild.of("hello", temporary.resolve("files"));
    Path tool = build.file("src/lambda/task/bin/tool");
    Files.createDirectories(tool.getParent());
    Files.writeString(tool, "#!/bin/sh\n");
    Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwx------"));
    Files.writeString(build.file("src/lambda/task/collector.yaml"), "receivers:\n");

    String log = build.run("package", "-Dlambda.train.skip").log();

    assertTrue(log.contains("[INFO] Files     2 from src/lambda/task\n"), log);
    assertEquals(
        List.of(
            "-rw-r--r-- 19800101.000000 collector.yaml",
            "-rwxr-xr-x 19800101.000000 bin/tool",
            "drwxr-xr-x 19800101.000000 bin/"),
        new Zip(build.file("target/hello-1.0.zip"))
            .entries().stream()
                .filter(entry -> entry.matches(".* (collector.yaml|bin/.*)"))
                .sorted()
                .toList());
  }

  @Test
  void leavesJarsCompressedWhereTheyWouldTakeTooMuchRoom() throws Exception {
    MavenBuild build = MavenBuild.of("hello", temporary.resolve("large"));
    Path model = build.file("src/lambda/task/model");
    Files.createDirectories(model.getParent());
    try (RandomAccessFile file = new RandomAccessFile(model.toFile(), "rw")) {
      file.setLength(64 * 1024 * 1024);
    }

    String log = build.run("package", "-Dlambda.train.skip").log();

    assertTrue(
        log.contains(
            "[INFO] Jars      stay compressed, as they would unpack to more than 64 MB, and Lambda"
                + " allows 250 MB in all\n"),
        log);
    assertEquals(Set.of(ZipEntry.DEFLATED), methodsOfGson(build));
    assertEquals(Set.of(ZipEntry.STORED), methodsOfGson(hello));
    assertResponses(
        new Zip(build.file("target/hello-1.0.zip")).unpack(temporary.resolve("large zip")));
  }

  /** JDK 22 and newer have a library with which C2, and nothing else, sorts. */
  @Test
  void hasWhatC2LoadsWhereTheOptionsAllowC2() throws Exception {
    MavenBuild build = MavenBuild.of("hello", temporary.resolve("sorts"))
        .with("-Dlambda.jdk=" + InstalledJdk.find("25").home(), "-Dlambda.train.skip");
    String library = "image/lib/libsimdsort.so";

    build.run("package");
    assertFalse(names(build).contains(library));

    Path pom = build.file("pom.xml");
    Files.writeString(
        pom,
        Files.readString(pom)
            .replace("<handler>", "<jvmOptions>-XX:+UseSerialGC</jvmOptions><handler>"));
    build.run("package");
    assertTrue(names(build).contains(library));
  }

  private static Set<String> names(MavenBuild build) throws Exception {
    return new Zip(build.file("target/hello-1.0.zip")).checksums().keySet();
  }

  private static Set<Integer> methodsOfGson(MavenBuild build) throws IOException {
    try (DirectoryStream<Path> jars =
            Files.newDirectoryStream(build.file("target/lambda/task/lib"), "gson-*.jar");
        ZipFile jar = new ZipFile(jars.iterator().next().toFile())) {
      return jar.stream()
          .filter(entry -> entry.getName().endsWith(".class"))
          .map(ZipEntry::getMethod)
          .collect(Collectors.toSet());
    }
  }

  @Test
  void isTheSameFromAnotherMaven() throws Exception {
    MavenBuild again = MavenBuild.of("hello", temporary.resolve("newer")).maven(Maven.NEWER_HOME);
    again.run("package");
    assertSame(again);
  }

  @Test
  void isTheSameWithTheGoalsBoundByHand() throws Exception {
    MavenBuild byHand = MavenBuild.of("hello", temporary.resolve("by hand"));
    byHand.run("package", "-f", "by-hand.xml");
    assertSame(byHand);
  }

  @Test
  void isWhatInstallInstalls() throws IOException {
    hello.run("install");
    Path installed = Maven.TARGET.resolve("local-repo/example/hello/1.0");
    assertEquals(-1, Files.mismatch(zip.file(), installed.resolve("hello-1.0.zip")));
    assertEquals(-1, Files.mismatch(hello.file("pom.xml"), installed.resolve("hello-1.0.pom")));
  }

  @Test
  void isNotMadeWhenTheGoalsAreSkipped() throws IOException {
    MavenBuild skipping = MavenBuild.of("hello", temporary.resolve("skipping"));
    String log = skipping
        .run("package", "lambda:invoke", "-Dlambda.bundle.skip", "-Dlambda.invoke.skip")
        .log();
    assertEquals(4, log.lines().filter("[INFO] Skipped"::equals).count());
    try (Stream<Path> files = Files.list(skipping.file("target"))) {
      assertEquals(
          List.of(),
          files.filter(file -> file.toString().matches(".*/(lambda|.*zip)")).toList());
    }
  }

  @Test
  void carriesTheJdkThatIsAsked() throws IOException {
    Jdk other = InstalledJdk.other();
    MavenBuild build = MavenBuild.of("hello", temporary.resolve("asked"));
    build.run("compile", "lambda:bundle", "-Dlambda.jdk=" + other.feature());
    assertCarries(other, build);
  }

  @Test
  void carriesTheJdkThatRunsMaven() throws IOException {
    Jdk other = InstalledJdk.other();
    MavenBuild build = MavenBuild.of("hello", temporary.resolve("running")).jdk(other.home());
    build.run("compile", "lambda:bundle");
    assertCarries(other, build);
  }

  /** The JVM's option for quick reflection is in the way of that, from JDK 18 on. */
  @Test
  void callsByReflectionWhatDependsOnItsCaller() throws IOException {
    assumeTrue(InstalledJdk.running().feature() == 17, "the other one is 25 then");
    MavenBuild build = MavenBuild.of("hello", temporary.resolve("reflective"));
    Files.copy(
        Maven.TARGET.resolve("projects/handlers/src/main/java/example/Reflective.java"),
        build.file("src/main/java/example/Reflective.java"));

    BuildOutput output = build.run(
        "compile", "lambda:bundle", "-Dlambda.jdk=" + InstalledJdk.other().home());

    assertTrue(
        output
            .log()
            .contains(
                "[INFO] Options   without -Djdk.reflect.useNativeAccessorOnly=true,"
                    + " as example.Reflective may call Class.forName or a similar method by reflection\n"),
        output::log);
    assertEquals(
        "[{\"type\":\"java.util.UUID\"},\"example.Reflective\",[{}]]",
        Function.invoke(
                build.file("target/lambda/task"),
                "example.Reflective::call",
                "{\"type\":\"java.util.UUID\"}")
            .text());
  }

  private static Stream<String> steps(String words) {
    return output
        .log()
        .lines()
        .filter(line -> line.matches("\\[INFO] (" + words + ") .*"))
        .map(line -> line.substring("[INFO] ".length()));
  }

  private static Set<String> column(int index) throws Exception {
    return zip.entries().stream().map(entry -> entry.split(" ")[index]).collect(Collectors.toSet());
  }

  /** A startup cache is never the same twice, and the image's own is with JDK 25 only. */
  private static Map<String, String> reproducible(Map<String, String> checksums) {
    checksums.keySet().removeAll(Set.of("lambda.aot", "lambda.jsa"));
    if (InstalledJdk.running().feature() < 25) {
      checksums.remove("image/lib/server/classes.jsa");
    }
    return checksums;
  }

  private static void assertSame(MavenBuild build) throws Exception {
    Zip other = new Zip(build.file("target/hello-1.0.zip"));
    assertEquals(zip.entries(), other.entries());
    assertEquals(reproducible(zip.checksums()), reproducible(other.checksums()));
  }

  private static void assertCarries(Jdk jdk, MavenBuild build) throws IOException {
    Path task = build.file("target/lambda/task");
    assertEquals(
        List.of("JAVA_VERSION=\"" + jdk.version() + "\""),
        Files.readAllLines(task.resolve("image/release")).stream()
            .filter(line -> line.startsWith("JAVA_VERSION="))
            .toList());
    assertResponses(task);
  }

  private static void assertResponses(Path task) throws IOException {
    assertEquals(
        "\"Hello, Ada!\"",
        Function.invoke(task, "example.Hello::hello", "{\"name\":\"Ada\"}").text());
  }
}
