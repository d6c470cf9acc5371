// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coldbrew.lambda.file.DraftFolder;
import dev.coldbrew.lambda.problem.ProblemException;
import dev.coldbrew.lambda.process.Progress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
  void contentIsInAFolderOfItsOwnAndNothingElseIsLeft() throws Exception {
    Path folder = get();

    assertEquals(directory.resolve("jdk-25.0.3+9-linux-x64"), folder);
    assertTrue(Files.isExecutable(folder.resolve("bin/java")));
    assertEquals(List.of("jdk-25.0.3+9-linux-x64", "lock"), files());
    assertEquals(List.of(folder), store(Progress.silent()).folders());
  }

  @Test
  void downloadedArchiveIsNotDownloadedAgain() throws Exception {
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
  void buildThatWaitsResumesTheDownloadOfAKilledOne() throws Exception {
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
      assertEquals(
          "waiting for another build to finish downloading a JDK, 3 s so far", lines.take());

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
  void archiveOfSeveralThingsIsRefused() throws Exception {
    asset = adoptium.publish(
        VERSION, "jdk", "x64", new TarGz().file("one").folder("other/").bytes());

    assertProblem("it does not consist of one folder");
    assertEquals(List.of("lock"), files());
  }

  @Test
  void contentThatTheCallerRefusesIsDeleted() throws Exception {
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
        no room in '%s' for 'jdk.tar.gz' and its content, about 4611686018428 MB (parameter <cacheDirectory>)
        hint: free some space there, or name another folder: -Dlambda.cacheDirectory=/some/folder""".formatted(directory), problem.getMessage());
    assertEquals(List.of(), adoptium.requests());
  }

  @Test
  void diskThatFillsUpMidwayIsReportedWithWhatIsNeeded() throws Exception {
    Files.createDirectories(directory);
    Files.createSymbolicLink(directory.resolve(asset.folder() + ".part"), Path.of("/dev/full"));

    ProblemException problem = assertThrows(ProblemException.class, this::get);

    assertEquals("""
        no room in '%s' for '%s' and its content, about 1 MB (parameter <cacheDirectory>)
        hint: free some space there, or name another folder: -Dlambda.cacheDirectory=/some/folder""".formatted(directory, asset.name()), problem.getMessage());
  }

  @Test
  void folderThatCannotBeCreatedIsReported() throws Exception {
    Files.createFile(temporary.resolve("cache"));

    ProblemException problem = assertThrows(ProblemException.class, this::get);

    assertEquals("""
        folder '%s' cannot be created: java.nio.file.FileSystemException: %s: Not a directory (parameter <cacheDirectory>)
        hint: name another folder: -Dlambda.cacheDirectory=/some/writable/folder""".formatted(directory, directory), problem.getMessage());
  }

  /** As after a kill between the rename of the content and the deletion of the archive. */
  @Test
  void archiveWhoseContentIsThereIsSwept() throws Exception {
    get();
    Files.write(part(asset.folder()), archive);

    store(Progress.silent()).folders();

    assertEquals(List.of("jdk-25.0.3+9-linux-x64", "lock"), files());
  }

  /** As after a kill while an archive is unpacked; at some point of that, only the lock is there. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void contentThatIsUnpackedInPartIsSwept(boolean folder) throws Exception {
    Files.createDirectories(directory);
    Files.createFile(directory.resolve("draft-1.lock"));
    if (folder) {
      Files.createFile(
          Files.createDirectories(directory.resolve("draft-1/content/jdk")).resolve("release"));
    }

    store(Progress.silent()).folders();

    assertEquals(List.of(), files());
  }

  /** As after a kill during the download: the next one may want another archive. */
  @Test
  void partOfAnotherArchiveIsKeptForAWeek() throws Exception {
    Files.createDirectories(directory);
    Files.write(part("recent"), new byte[1]);
    Files.setLastModifiedTime(
        Files.write(part("old"), new byte[1]),
        FileTime.from(Instant.now().minus(Duration.ofDays(8))));
    store(Progress.silent()).folders();
    assertEquals(List.of("old.part", "recent.part"), files());

    get();

    assertEquals(List.of("jdk-25.0.3+9-linux-x64", "lock", "recent.part"), files());
  }

  /** As after a kill of whatever deletes the cache. */
  @Test
  void folderThatLacksFilesIsDownloadedAgain() throws Exception {
    ArchiveStore.Check check = folder -> {
      if (!Files.exists(folder.resolve("release"))) {
        throw new ProblemException("no release", "a test", "none");
      }
    };
    Files.delete(get().resolve("release"));

    store(Progress.silent()).get(asset, adoptium.source(), check);

    assertTrue(Files.exists(directory.resolve("jdk-25.0.3+9-linux-x64/release")));
    assertEquals(List.of("jdk-25.0.3+9-linux-x64", "lock"), files());
  }

  @Test
  void draftOfAnotherBuildIsNotSwept() throws Exception {
    Files.createDirectories(directory);
    try (DraftFolder draft = DraftFolder.create(directory, "draft-")) {
      store(Progress.silent()).folders();

      assertTrue(Files.isDirectory(draft.path()));
    }
  }

  private Path part(String folder) {
    return directory.resolve(folder + ".part");
  }

  private void assertProblem(String reason) {
    ProblemException problem = assertThrows(ProblemException.class, this::get);

    assertEquals("""
        '%s' cannot be unpacked: %s (mirror 'company' in Maven's settings)
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
    Path part = directory.resolve(asset.folder() + ".part");
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
