// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coldbrew.lambda.file.FileTree;
import dev.coldbrew.lambda.problem.ProblemException;
import dev.coldbrew.lambda.process.Launcher;
import dev.coldbrew.lambda.process.Tool;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Two builds link the same image at once; the tests then use what they left. */
@EnabledOnOs(OS.LINUX)
class ImageCacheTest {

  private static final ImageContent BASE = new ImageContent(new TreeSet<>(Set.of("java.base")));

  /** Has whatever the running JDK needs: whether that fits Lambda is another test's concern. */
  private static final LambdaTarget HERE = new LambdaTarget(
      "here",
      System.getProperty("os.arch").replace("amd64", "x86_64"),
      Version.parse("99"),
      Set.of());

  private static final Jdk JDK = Jdk.at(Doctored.JAVA_HOME);

  @TempDir
  static Path shared;

  private static Path directory;
  private static Path entry;

  @TempDir
  Path folder;

  @BeforeAll
  static void linkTwice() throws Exception {
    directory = shared.resolve("image cache");
    Path leftBehind = Files.createDirectories(directory.resolve("draft-1/image"));
    Files.createFile(leftBehind.resolve("release"));
    Files.createFile(directory.resolve("draft-1.lock"));
    entry = directory.resolve(ImageCache.key(JDK, BASE, Launcher.DIRECT));
    twoBuildsAtOnce(shared);
  }

  /** Every test leaves a whole image, and nothing beside it. */
  @AfterEach
  void nothingElseIsLeft() throws Exception {
    image(folder.resolve("logs"));
    try (Stream<Path> entries = Files.list(directory)) {
      assertEquals(List.of(entry), entries.toList());
    }
  }

  @Test
  void imageRunsWithItsOwnClassArchive() throws Exception {
    String output = new Tool(
            "java", List.of(entry.resolve("image/bin/java").toString(), "-Xshare:on", "-version"))
        .run(folder.resolve("java.log"), Duration.ofSeconds(60));

    assertTrue(output.contains("\"" + JDK.version() + "\""), output);
  }

  @Test
  void imageHasOneProgramNoLinksAndModesForAll() throws Exception {
    Path image = entry.resolve("image");
    for (Path path : FileTree.paths(image)) {
      boolean program =
          Files.isDirectory(path) || path.endsWith("bin/java") || path.endsWith("lib/jspawnhelper");
      assertFalse(Files.isSymbolicLink(path), path.toString());
      assertEquals(
          program ? "rwxr-xr-x" : "rw-r--r--",
          PosixFilePermissions.toString(Files.getPosixFilePermissions(path)),
          path.toString());
    }
    try (Stream<Path> programs = Files.list(image.resolve("bin"))) {
      assertEquals(List.of(image.resolve("bin/java")), programs.toList());
    }
    assertTrue(Files.isRegularFile(image.resolve("legal/java.base/LICENSE")));
    assertFalse(Files.exists(image.resolve("lib/server/classes_nocoops.jsa")));
  }

  @Test
  void librariesHaveNoSymbolTables() throws Exception {
    for (Path path : FileTree.paths(entry.resolve("image"))) {
      if (path.toString().endsWith(".so")) {
        byte[] library = Files.readAllBytes(path);
        assertSame(library, SymbolTable.without(library), path.toString());
      }
    }
  }

  @Test
  void imageIsLinkedOnce() throws Exception {
    image(folder.resolve("logs"));

    assertFalse(Files.exists(folder.resolve("logs")));
  }

  @Test
  void sizeIsThatOfTheFiles() throws Exception {
    RuntimeImage image = image(folder.resolve("logs"));
    image.copyTo(folder.resolve("copy"), true);
    long size = 0L;
    for (Path path : FileTree.paths(folder.resolve("copy"))) {
      size += Files.isRegularFile(path) ? Files.size(path) : 0;
    }

    assertEquals(size, image.sizeBytes());
  }

  @Test
  void brokenImageIsLinkedAgainEvenByTwoBuildsAtOnce() throws Exception {
    Files.writeString(entry.resolve("image/lib/modules"), "x", StandardOpenOption.APPEND);

    twoBuildsAtOnce(folder);

    assertTrue(ImageManifest.holds(entry.resolve("image"), entry.resolve("manifest")));
  }

  @Test
  void failureOfJlinkIsReportedWithItsOutput() {
    Path logs = folder.resolve("failed");
    ImageContent modules = new ImageContent(new TreeSet<>(Set.of("no.such.module")));

    ProblemException problem = assertThrows(
        ProblemException.class,
        () -> new ImageCache(directory).image(JDK, modules, HERE, Launcher.DIRECT, logs));

    assertEquals("""
        jlink ended with exit code 1: Error: Module no.such.module not found
          java.lang.module.FindException: Module no.such.module not found (full log: %s)
        hint: to see it fail by hand, run the first line of that log""".formatted(logs.resolve("jlink.log")), problem.getMessage());
  }

  @Test
  void cacheThatCannotBeWrittenIsReportedBeforeJlinkRuns() throws Exception {
    Path file = Files.createFile(folder.resolve("coldbrew"));
    Path logs = folder.resolve("logs");
    ImageCache cache = new ImageCache(file.resolve("images"));

    ProblemException problem = assertThrows(
        ProblemException.class, () -> cache.image(JDK, BASE, HERE, Launcher.DIRECT, logs));

    assertEquals("""
        cache folder '%s/images' cannot be written: %s (parameter <cacheDirectory>)
        hint: name another folder: -Dlambda.cacheDirectory=/some/writable/folder""".formatted(file, problem.getCause()), problem.getMessage());
    assertFalse(Files.exists(logs));
  }

  @Test
  void imageThatDoesNotFitTheTargetIsRefused() {
    LambdaTarget old = new LambdaTarget("museum", HERE.machine(), Version.parse("2.1"), Set.of());

    ProblemException problem = assertThrows(
        ProblemException.class,
        () -> new ImageCache(directory)
            .image(JDK, BASE, old, Launcher.DIRECT, folder.resolve("logs")));

    assertTrue(problem.getMessage().contains("but museum has 2.1"), problem.getMessage());
  }

  @Test
  void keyFollowsModulesAndTheJdksFiles() throws Exception {
    Path home = Doctored.jdk(folder.resolve("jdk"), "25.0.3");
    Files.createDirectories(home.resolve("lib/security"));
    Path certificates = Files.writeString(home.resolve("lib/security/cacerts"), "a");
    Jdk jdk = Jdk.at(home);

    String key = ImageCache.key(jdk, BASE, Launcher.DIRECT);
    String withSql = ImageCache.key(
        jdk, new ImageContent(new TreeSet<>(Set.of("java.base", "java.sql"))), Launcher.DIRECT);
    Files.setLastModifiedTime(certificates, FileTime.from(Instant.EPOCH));
    String patched = ImageCache.key(jdk, BASE, Launcher.DIRECT);

    assertNotEquals(key, withSql);
    assertNotEquals(key, patched);
    assertEquals(patched, ImageCache.key(jdk, BASE, Launcher.DIRECT));
  }

  /** The linker of a JDK for another machine may be updated in place. */
  @Test
  void keyFollowsTheFilesOfTheJdkThatLinks() throws Exception {
    Path home = Doctored.jdk(folder.resolve("jdk"), "25.0.3");
    Path linker = Doctored.jdk(folder.resolve("linker"), "25.0.3");
    Path library =
        Files.writeString(Files.createDirectories(linker.resolve("lib")).resolve("modules"), "a");
    Jdk foreign = Jdk.at(home).withToolsOf(Jdk.at(linker));

    String key = ImageCache.key(foreign, BASE, Launcher.DIRECT);
    Files.writeString(
        linker.resolve("release"),
        "JAVA_RUNTIME_VERSION=\"25.0.3+9\"\n",
        StandardOpenOption.APPEND);
    String otherBuild = ImageCache.key(foreign, BASE, Launcher.DIRECT);
    Files.writeString(library, "ab");
    String otherFiles = ImageCache.key(foreign, BASE, Launcher.DIRECT);

    assertNotEquals(key, otherBuild);
    assertNotEquals(otherBuild, otherFiles);
    assertEquals(otherFiles, ImageCache.key(foreign, BASE, Launcher.DIRECT));
  }

  @Test
  void jdkWithALinkToAParentIsReported() throws Exception {
    Path home = Doctored.jdk(folder.resolve("jdk"), "25.0.3");
    Path link = Files.createSymbolicLink(home.resolve("bin/again"), home);
    Jdk jdk = Jdk.at(home);

    FileSystemLoopException loop = assertThrows(
        FileSystemLoopException.class, () -> ImageCache.key(jdk, BASE, Launcher.DIRECT));

    assertEquals(link.resolve("bin").toString(), loop.getMessage());
  }

  private static void twoBuildsAtOnce(Path folder) throws Exception {
    ExecutorService builds = Executors.newFixedThreadPool(2);
    try {
      Callable<RuntimeImage> one = () -> image(folder.resolve("logs 1"));
      Callable<RuntimeImage> other = () -> image(folder.resolve("logs 2"));
      for (Future<RuntimeImage> build :
          builds.invokeAll(List.of(one, other), 5, TimeUnit.MINUTES)) {
        assertEquals(BASE, build.get().content());
      }
    } finally {
      builds.shutdownNow();
    }
  }

  private static RuntimeImage image(Path logs) throws Exception {
    return new ImageCache(directory).image(JDK, BASE, HERE, Launcher.DIRECT, logs);
  }
}
