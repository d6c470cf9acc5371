// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coldbrew.lambda.jvm.Jdk;
import dev.coldbrew.lambda.jvm.JdkTrait;
import dev.coldbrew.lambda.task.BootstrapScript;
import dev.coldbrew.lambda.task.PackageTime;
import dev.coldbrew.lambda.training.LoadedClasses;
import dev.coldbrew.lambda.zip.UnpackedZip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tools that deploy a function may pack its folder again, with times of their own. Its startup cache
 * is then used, or the log says once that it was not.
 */
class PackagersIT {

  private static final String HANDLER = "example.Hello::hello";

  private static final String OF_RUNTIME =
      "the startup cache was not used; the JVM's reason, if it gave one, is in the lines before";

  /** Of the JVM, about a CDS archive on top of the image's own, which it does use. */
  private static final String OF_JVM =
      "Unable to use shared archive. The top archive failed to load: lambda.jsa";

  @TempDir
  static Path temporary;

  private static MavenBuild hello;
  private static Path zip;

  @BeforeAll
  static void packageOnce() {
    hello = MavenBuild.of("hello", temporary);
    hello.run("package");
    zip = hello.file("target/hello-1.0.zip");
  }

  /** The times that packagers give each entry when they pack a folder. */
  enum Packager {
    SAM_OR_CDK(LocalDateTime.of(1980, 1, 1, 0, 0, 0)),
    /** Go's writer, given the year 1, of which the seven bits of the format leave this. */
    TERRAFORM(LocalDateTime.of(2049, 1, 1, 0, 0, 0)),
    /** JavaScript's date 0 from a writer that knows no time before 1980. */
    DATE_BEFORE_1980(LocalDateTime.of(2098, 1, 1, 0, 0, 0)),
    NO_TIME(null),
    TODAY(LocalDateTime.of(2026, 11, 28, 10, 20, 30));

    private final LocalDateTime time;

    Packager(LocalDateTime time) {
      this.time = time;
    }

    void pack(Path folder, Path file) throws IOException {
      if (time == null) {
        RepackedZip.write(folder, file, 0, 0);
        return;
      }
      RepackedZip.write(
          folder,
          file,
          time.getYear() - 1980 << 9 | time.getMonthValue() << 5 | time.getDayOfMonth(),
          time.getHour() << 11 | time.getMinute() << 5 | time.getSecond() / 2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void cacheIsUsedOrTheLogSaysThatItIsNot(Packager packager) throws Exception {
    Path folder = folder(packager.name());
    Path again = folder.resolve("again.zip");
    packager.pack(hello.file("target/lambda/task"), again);
    Path task = unpacked(again, folder);
    if (packager.time != null) {
      assertEquals(packager.time.toInstant(ZoneOffset.UTC), timeOfJar(task));
    }

    boolean used = packager == Packager.SAM_OR_CDK || !looksAtTimes(InstalledJdk.running());

    assertUsed(used, task);
  }

  @Test
  void cacheOfTheZipItselfIsUsed() throws Exception {
    assertUsed(true, unpacked(zip, folder("the zip")));
  }

  /** What CDK makes of an asset; its packages are not downloaded for every build. */
  @ParameterizedTest
  @CsvSource({"hello-1.0.zip", "lambda/task"})
  void cdkPreservesTheCache(String asset) throws Exception {
    String modules = System.getProperty("it.cdk");
    assumeTrue(
        modules != null,
        "-Dit.cdk=FOLDER names the one with node_modules, after"
            + " npm install aws-cdk-lib constructs @aws-cdk/cdk-assets-lib");
    Path folder = folder("cdk " + asset.replace('/', ' '));
    Path script = folder.resolve("app.js");
    Files.writeString(script, """
        const { App, Stack } = require('aws-cdk-lib');
        const { Code, Function, Runtime } = require('aws-cdk-lib/aws-lambda');
        const path = require('path');
        const { zipDirectory } =
            require(path.join(process.env.NODE_PATH, '@aws-cdk/cdk-assets-lib/lib/private/archive.js'));
        const fs = require('fs');
        const [asset, out, zip] = process.argv.slice(2);
        const app = new App({ outdir: out });
        new Function(new Stack(app, 'S'), 'F', {
          runtime: Runtime.PROVIDED_AL2023, handler: 'example.Hello::hello', code: Code.fromAsset(asset),
        });
        const manifest = Object.values(app.synth().artifacts).find(artifact => artifact.contents);
        const source = Object.values(manifest.contents.files)
            .map(file => file.source).find(file => !file.path.endsWith('.json'));
        const staged = path.join(out, source.path);
        (source.packaging === 'zip'
            ? zipDirectory(staged, zip, () => {})
            : fs.promises.copyFile(staged, zip)).catch(e => { console.error(e); process.exit(1); });
        """);
    Path published = folder.resolve("published.zip");
    ProcessBuilder node = new ProcessBuilder(
        "node",
        script.toString(),
        hello.file("target").resolve(asset).toString(),
        folder.resolve("cdk.out").toString(),
        published.toString());
    node.environment().put("NODE_PATH", Path.of(modules).resolve("node_modules").toString());

    assertEquals("exit status 0", ProcessEnd.of(node.inheritIO().start(), 3));

    Path task = unpacked(published, folder);
    assertEquals(PackageTime.INSTANT, timeOfJar(task)); // JDK 17 would take any
    assertUsed(true, task);
  }

  @Test
  void cacheBelowAnotherJarIsReported() throws Exception {
    assumeTrue(!isBlind(InstalledJdk.running()), "this JDK does not notice (JDK-8377932)");
    Path task = unpacked(zip, folder("another jar"));
    Path jar = jar(task);
    Files.write(jar, new byte[] {0}, StandardOpenOption.APPEND);
    Files.setLastModifiedTime(jar, FileTime.from(PackageTime.INSTANT));

    assertUsed(false, task);
  }

  @Test
  void aotCacheThatIsNotUsedIsReportedBehindTheReason() throws Exception {
    MavenBuild other = MavenBuild.of("hello", temporary.resolve("JDK 25"));
    other.run("package", "-Dlambda.jdk=" + InstalledJdk.find("25").home());
    Path task = unpacked(other.file("target/hello-1.0.zip"), folder("AOT"));
    List<String> log = new ArrayList<>();

    Function.invoke(
        task,
        HANDLER,
        "{\"name\":\"Ada\"}",
        Map.of("JAVA_TOOL_OPTIONS", "-XX:-UseCompressedOops"),
        log::add);

    assertEquals(1, log.stream().filter(OF_RUNTIME::equals).count(), log::toString);
    assertTrue(
        log.subList(0, log.indexOf(OF_RUNTIME)).stream()
            .anyMatch(line -> line.contains("] The saved state of UseCompressedOops")),
        log::toString);
  }

  private static void assertUsed(boolean used, Path task) throws IOException {
    BootstrapScript.addOptions(task.resolve("bootstrap"), List.of(LoadedClasses.LOG_OPTION));
    List<String> log = new ArrayList<>();

    assertEquals(
        "\"Hello, Ada!\"",
        Function.invoke(task, HANDLER, "{\"name\":\"Ada\"}", Map.of(), log::add).text());

    LoadedClasses loaded =
        LoadedClasses.read(task.resolveSibling("classes.log"), task.resolve("lib"));
    assertEquals(used, loaded.fromCache().containsKey("example.Hello"), () -> log.toString());
    assertEquals(
        used ? 0 : 1,
        log.stream()
            .filter(line -> line.equals(OF_RUNTIME) || line.endsWith(OF_JVM))
            .count(),
        () -> log.toString());
  }

  private static boolean looksAtTimes(Jdk jdk) {
    return JdkTrait.COMPARES_EVERY_TIME.isIn(jdk) && !isBlind(jdk);
  }

  /** Only of an AOT cache; with JDK 26 there is a CDS archive. */
  private static boolean isBlind(Jdk jdk) {
    return JdkTrait.RUNS_OLD_CODE.isIn(jdk) && JdkTrait.startsFromAotCache(jdk.feature());
  }

  private static Path folder(String name) throws IOException {
    return Files.createDirectory(temporary.resolve(name));
  }

  /** As Lambda unpacks it. */
  private static Path unpacked(Path file, Path folder) throws IOException {
    Path task = Files.createDirectory(folder.resolve("task"));
    UnpackedZip.unpack(file, task);
    return task;
  }

  private static Instant timeOfJar(Path task) throws IOException {
    return Files.getLastModifiedTime(jar(task)).toInstant();
  }

  private static Path jar(Path task) throws IOException {
    try (Stream<Path> jars = Files.list(task.resolve("lib"))) {
      return jars.filter(jar -> jar.getFileName().toString().startsWith("hello-"))
          .findFirst()
          .orElseThrow();
    }
  }
}
