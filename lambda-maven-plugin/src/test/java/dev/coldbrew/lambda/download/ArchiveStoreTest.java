// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coldbrew.lambda.problem.ProblemException;
import dev.coldbrew.lambda.process.Progress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ArchiveStoreTest {

  private static final String VERSION = "25.0.3+9-LTS";

  @TempDir
  Path temporary;

  private Path directory;
  private FakeAdoptium adoptium;
  private byte[] archive;
  private Asset asset;

  @BeforeEach
  void publish() throws Exception {
    directory = temporary.resolve("cache/jdks");
    adoptium = new FakeAdoptium();
    archive = TarGz.jdk(VERSION, "x86_64");
    asset = adoptium.publish(VERSION, "jdk", "x64", archive);
  }

  @AfterEach
  void close() {
    adoptium.close();
  }

  @Test
  void contentIsInAFolderOfItsOwnAndNothingElseStays() throws Exception {
    Path folder = get();

    assertEquals(directory.resolve("jdk-25.0.3+9-linux-x64"), folder);
    assertTrue(Files.isExecutable(folder.resolve("bin/java")));
    assertEquals(List.of("jdk-25.0.3+9-linux-x64", "lock"), files());
    assertEquals(List.of(folder), store(Progress.silent()).folders());
  }

  @Test
  void whatIsThereIsNotDownloadedAgain() throws Exception {
    get();
    get();

    assertEquals(List.of(asset.link().getRawPath()), adoptium.requests());
  }

  @Test
  void buildsAtOnceDownloadOnce() throws Exception {
    adoptium.nextArchive(new MockResponse.Builder()
        .body(FakeAdoptium.body(archive))
        .throttleBody(archive.length / 2, 500, TimeUnit.MILLISECONDS)
        .build());
    ExecutorService builds = Executors.newFixedThreadPool(4);
    try {
      List<Future<Path>> folders = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        folders.add(builds.submit(this::get));
      }
      for (Future<Path> folder : folders) {
        assertTrue(Files.isExecutable(folder.get().resolve("bin/java")));
      }
    } finally {
      builds.shutdownNow();
    }

    assertEquals(List.of(asset.link().getRawPath()), adoptium.requests());
  }

  @Test
  void buildThatWaitsGoesOnWhereAKilledOneWas() throws Exception {
    adoptium.nextArchive(new MockResponse.Builder()
        .body(FakeAdoptium.body(archive))
        .onResponseBody(SocketEffect.Stall.INSTANCE)
        .build());
    Process killed = DownloadProgram.start(asset, adoptium.url(), directory);
    ExecutorService waiting = Executors.newSingleThreadExecutor();
    try {
      awaitPart(archive.length / 2);
      LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();
      Future<Path> folder = waiting.submit(() -> {
        try (Progress progress = new Progress(lines::add)) {
          return store(progress).get(asset, adoptium.source(), content -> {});
        }
      });
      assertEquals("another build has to end its download of a JDK, 3 s so far", lines.take());

      killed.destroyForcibly().waitFor();

      assertTrue(Files.isExecutable(folder.get().resolve("bin/java")));
    } finally {
      killed.destroyForcibly();
      waiting.shutdownNow();
    }
    String path = asset.link().getRawPath();
    assertEquals(List.of(path, path + " bytes=" + archive.length / 2 + "-"), adoptium.requests());
    assertEquals(List.of("jdk-25.0.3+9-linux-x64", "lock"), files());
  }

  @Test
  void archiveThatLeavesItsFolderIsRefused() throws Exception {
    asset = adoptium.publish(
        VERSION,
        "jdk",
        "x64",
        new TarGz().folder("jdk/").file("jdk/../../outside").bytes());

    assertProblem("'jdk/../../outside' would leave the folder");
    assertEquals(List.of("lock"), files());
  }

  @Test
  void archiveOfManyThingsIsRefused() throws Exception {
    asset = adoptium.publish(
        VERSION, "jdk", "x64", new TarGz().file("one").folder("other/").bytes());

    assertProblem("it is not one folder");
    assertEquals(List.of("lock"), files());
  }

  @Test
  void whatTheCallerRefusesIsDeleted() throws Exception {
    ProblemException refusal = new ProblemException("not this one", "a test", "none");

    assertEquals(
        refusal,
        assertThrows(
            ProblemException.class,
            () -> store(Progress.silent()).get(asset, adoptium.source(), folder -> {
              throw refusal;
            })));
    assertEquals(List.of("lock"), files());
  }

  @Test
  void tooSmallADiskIsReportedBeforeTheDownload() throws Exception {
    asset = new Asset(
        "jdk-25", VERSION, "jdk-25", "jdk.tar.gz", asset.link(), 1L << 60, asset.sha256());

    ProblemException problem = assertThrows(ProblemException.class, this::get);

    assertEquals("""
        no space in '%s' for 'jdk.tar.gz' and its content, about 4611686018428 MB (parameter <cacheDirectory>)
        hint: free space there, or name another folder: -Dlambda.cacheDirectory=/some/folder""".formatted(directory), problem.getMessage());
    assertEquals(List.of(), adoptium.requests());
  }

  @Test
  void diskThatFillsUpMidwayIsReportedWithWhatIsNeeded() throws Exception {
    Files.createDirectories(directory);
    Files.createSymbolicLink(directory.resolve(asset.name() + ".part"), Path.of("/dev/full"));

    ProblemException problem = assertThrows(ProblemException.class, this::get);

    assertEquals("""
        no space in '%s' for '%s' and its content, about 1 MB (parameter <cacheDirectory>)
        hint: free space there, or name another folder: -Dlambda.cacheDirectory=/some/folder""".formatted(directory, asset.name()), problem.getMessage());
  }

  @Test
  void folderThatCannotBeMadeIsReported() throws Exception {
    Files.createFile(temporary.resolve("cache"));

    ProblemException problem = assertThrows(ProblemException.class, this::get);

    assertEquals("""
        folder '%s' cannot be made: java.nio.file.FileSystemException: %s: Not a directory (parameter <cacheDirectory>)
        hint: name another folder: -Dlambda.cacheDirectory=/some/writable/folder""".formatted(directory, directory), problem.getMessage());
  }

  private void assertProblem(String reason) {
    ProblemException problem = assertThrows(ProblemException.class, this::get);

    assertEquals("""
        '%s' is not an archive of a JDK: %s (mirror 'company' in Maven's settings)
        hint: set another version, or the path of a JDK: <jdk>/path/of/the/jdk</jdk>""".formatted(asset.link(), reason), problem.getMessage());
  }

  private Path get() throws IOException {
    return store(Progress.silent()).get(asset, adoptium.source(), folder -> {});
  }

  private ArchiveStore store(Progress progress) {
    return new ArchiveStore(directory, progress);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private void awaitPart(long size) throws Exception {
    Path part = directory.resolve(asset.name() + ".part");
    while (!Files.exists(part) || Files.size(part) < size) {
      Thread.onSpinWait(); // no longer than the test may take
    }
  }

  /** A build of its own. */
  static final class DownloadProgram {

    private DownloadProgram() {}

    static Process start(Asset asset, String url, Path directory) throws IOException {
      return new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin/java").toString(),
              "-cp",
              System.getProperty("java.class.path"),
              DownloadProgram.class.getName(),
              url,
              directory.toString(),
              asset.folder(),
              asset.name(),
              asset.link().toString(),
              Long.toString(asset.size()),
              asset.sha256())
          .inheritIO()
          .start();
    }

    public static void main(String[] args) throws IOException {
      Asset asset = new Asset(
          "", "", args[2], args[3], URI.create(args[4]), Long.parseLong(args[5]), args[6]);
      new ArchiveStore(Path.of(args[1]), Progress.silent())
          .get(asset, FakeAdoptium.source(args[0]), folder -> {});
    }
  }
}
