// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coldbrew.lambda.problem.ProblemException;
import dev.coldbrew.lambda.process.Progress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class DownloadTest {

  private static final int SIZE = 100_000;
  private static final int HALF = SIZE / 2;

  /** Long enough for a loaded machine: it ends only what has stalled. */
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private static final LowSpeedLimit LIMIT = new LowSpeedLimit(1000, Duration.ofSeconds(1));

  private static final byte[] ARCHIVE = new byte[SIZE];

  static {
    new Random(25).nextBytes(ARCHIVE);
  }

  @TempDir
  Path directory;

  private FakeAdoptium adoptium;
  private Asset asset;
  private String path;
  private Path file;

  @BeforeEach
  void publish() throws Exception {
    adoptium = new FakeAdoptium();
    asset = adoptium.publish("25.0.3+9-LTS", "jdk", "x64", ARCHIVE);
    path = asset.link().getRawPath();
    file = directory.resolve("jdk.tar.gz.part");
  }

  @AfterEach
  void close() {
    adoptium.close();
  }

  @Test
  void wholeArchiveIsReceived() throws Exception {
    download();

    assertArrayEquals(ARCHIVE, Files.readAllBytes(file));
    assertEquals(List.of(path), adoptium.requests());
  }

  @Test
  void whatIsThereIsNotAskedForAgain() throws Exception {
    Files.write(file, Arrays.copyOf(ARCHIVE, HALF));

    download();

    assertArrayEquals(ARCHIVE, Files.readAllBytes(file));
    assertEquals(List.of(path + " bytes=50000-"), adoptium.requests());
  }

  @Test
  void wholeArchiveIsNotAskedForAgain() throws Exception {
    Files.write(file, ARCHIVE);

    download();

    assertEquals(List.of(), adoptium.requests());
  }

  @Test
  void serverWithoutRangesSendsAllAgain() throws Exception {
    Files.write(file, Arrays.copyOf(ARCHIVE, HALF));
    adoptium.nextArchive(FakeAdoptium.archive(ARCHIVE, null));

    download();

    assertArrayEquals(ARCHIVE, Files.readAllBytes(file));
  }

  @ParameterizedTest
  @ValueSource(ints = {HALF, SIZE, SIZE + 1})
  void partOfSomethingElseIsReplaced(int size) throws Exception {
    Files.write(file, new byte[size]);

    download();

    assertArrayEquals(ARCHIVE, Files.readAllBytes(file));
  }

  @Test
  void partThatTheServerDoesNotKnowIsReplaced() throws Exception {
    Files.write(file, Arrays.copyOf(ARCHIVE, HALF));
    adoptium.nextArchive(new MockResponse.Builder().code(416).build());

    download();

    assertArrayEquals(ARCHIVE, Files.readAllBytes(file));
    assertEquals(List.of(path + " bytes=50000-", path), adoptium.requests());
  }

  @Test
  void otherPartThanAskedForIsNotTaken() throws Exception {
    Files.write(file, Arrays.copyOf(ARCHIVE, HALF));
    adoptium.nextArchive(FakeAdoptium.archive(ARCHIVE, "bytes=7-"));

    download();

    assertArrayEquals(ARCHIVE, Files.readAllBytes(file));
  }

  @Test
  void downloadResumesAfterABrokenConnection() throws Exception {
    adoptium.nextArchive(new MockResponse.Builder()
        .body(FakeAdoptium.body(ARCHIVE))
        .onResponseBody(new SocketEffect.CloseSocket())
        .build());

    download();

    assertArrayEquals(ARCHIVE, Files.readAllBytes(file));
    assertEquals(List.of(path, path + " bytes=50000-"), adoptium.requests());
  }

  @Test
  void serverThatFallsSilentIsAskedAgain() throws Exception {
    adoptium.nextArchive(new MockResponse.Builder()
        .body(FakeAdoptium.body(ARCHIVE))
        .onResponseBody(SocketEffect.Stall.INSTANCE)
        .build());

    download();

    assertArrayEquals(ARCHIVE, Files.readAllBytes(file));
  }

  @Test
  void slowServerIsWaitedFor() throws Exception {
    adoptium.nextArchive(new MockResponse.Builder()
        .body(FakeAdoptium.body(ARCHIVE))
        .throttleBody(SIZE / 10, TIMEOUT.toMillis() / 5, TimeUnit.MILLISECONDS)
        .build());

    download();

    assertArrayEquals(ARCHIVE, Files.readAllBytes(file));
    assertEquals(List.of(path), adoptium.requests());
  }

  @Test
  void serverThatSendsSingleBytesForEverIsReported() throws Exception {
    for (int i = 0; i < 3; i++) {
      adoptium.nextArchive(new MockResponse.Builder()
          .body(FakeAdoptium.body(ARCHIVE))
          .throttleBody(1, 20, TimeUnit.MILLISECONDS)
          .build());
    }

    ProblemException problem = assertThrows(ProblemException.class, this::download);

    assertEquals(
        """
        '%s' broke off at N of 100000 bytes: the server sent fewer than 1000 bytes in 1 s (mirror 'company' in Maven's settings)
        hint: build again: the download resumes there""".formatted(asset.link()), problem.getMessage().replaceFirst("at \\d+ of", "at N of"));
  }

  @Test
  void connectionsThatBringSingleBytesForEverAreReported() throws Exception {
    for (int i = 0; i < 3; i++) {
      byte[] byteMore = Arrays.copyOfRange(ARCHIVE, i, i + 1);
      adoptium.nextArchive(new MockResponse.Builder()
          .code(206)
          .setHeader("Content-Range", "bytes " + i + "-99999/100000")
          .body(FakeAdoptium.body(byteMore))
          .removeHeader("Content-Length")
          .onResponseEnd(new SocketEffect.CloseSocket())
          .build());
    }
    Files.createFile(file);

    ProblemException problem = assertThrows(ProblemException.class, this::download);

    assertEquals("""
        '%s' broke off at 3 of 100000 bytes: the server closed the connection (mirror 'company' in Maven's settings)
        hint: build again: the download resumes there""".formatted(asset.link()), problem.getMessage());
  }

  @Test
  void archiveThatAlwaysBreaksOffIsReportedAndItsPartKept() throws Exception {
    byte[] cut = Arrays.copyOf(ARCHIVE, HALF);
    for (int i = 0; i < 4; i++) {
      adoptium.nextArchive(new MockResponse.Builder()
          .body(FakeAdoptium.body(cut))
          .removeHeader("Content-Length")
          .onResponseEnd(new SocketEffect.CloseSocket())
          .build());
    }

    ProblemException problem = assertThrows(ProblemException.class, this::download);

    assertEquals("""
        '%s' broke off at 50000 of 100000 bytes: the server closed the connection (mirror 'company' in Maven's settings)
        hint: build again: the download resumes there""".formatted(asset.link()), problem.getMessage());
    assertEquals(HALF, Files.size(file));
  }

  @Test
  void corruptArchiveIsRefusedAndDeleted() throws Exception {
    byte[] corrupt = ARCHIVE.clone();
    corrupt[HALF]++;
    adoptium.nextArchive(FakeAdoptium.archive(corrupt, null));

    ProblemException problem = assertThrows(ProblemException.class, this::download);

    assertEquals(
        """
        '%s' has the checksum %s, but Adoptium published %s (mirror 'company' in Maven's settings)
        hint: build again; if that does not help, look at what this address sends: %s""".formatted(asset.link(), FakeAdoptium.sha256(corrupt), asset.sha256(), asset.link()),
        problem.getMessage());
    assertFalse(Files.exists(file));
  }

  @Test
  void webPageInPlaceOfTheArchiveIsRefused() throws Exception {
    adoptium.nextArchive(new MockResponse.Builder()
        .setHeader("Content-Type", "text/html; charset=utf-8")
        .body("<!doctype html><p>Log in")
        .build());

    ProblemException problem = assertThrows(ProblemException.class, this::download);

    assertEquals("""
        '%s' is 24 bytes of text/html there, but Adoptium published 100000 bytes (mirror 'company' in Maven's settings)
        hint: open that address in a browser; to use another server, set a <mirror> of 'adoptium' in ~/.m2/settings.xml""".formatted(asset.link()), problem.getMessage());
  }

  @Test
  void archiveThatIsNotThereIsReported() throws Exception {
    adoptium.nextArchive(new MockResponse.Builder().code(404).build());

    ProblemException problem = assertThrows(ProblemException.class, this::download);

    assertEquals("""
        '%s' cannot be downloaded: the server responded with status 404 (mirror 'company' in Maven's settings)
        hint: open that address in a browser; to use another server, set a <mirror> of 'adoptium' in ~/.m2/settings.xml""".formatted(asset.link()), problem.getMessage());
  }

  @Test
  void endlessResponseIsReadNoFurtherThanTheArchive() throws Exception {
    byte[] longer = Arrays.copyOf(ARCHIVE, SIZE * 2);
    adoptium.nextArchive(
        new MockResponse.Builder().chunkedBody(FakeAdoptium.body(longer), 1000).build());

    download();

    assertArrayEquals(ARCHIVE, Files.readAllBytes(file));
  }

  @Test
  void fullDiskIsAnErrorOfTheDisk() throws Exception {
    Files.createSymbolicLink(file, Path.of("/dev/full"));

    IOException full = assertThrows(IOException.class, this::download);

    assertTrue(DiskSpace.isFull(full), full::toString);
  }

  @Test
  void serverThatIsNotThereIsReported() throws Exception {
    adoptium.close();

    ProblemException problem = assertThrows(ProblemException.class, this::download);

    assertEquals("""
        '%s' cannot be reached: ConnectException: Connection refused (mirror 'company' in Maven's settings)
        hint: set a <proxy>, or a <mirror> of 'adoptium', in ~/.m2/settings.xml; or set the path of a JDK: <jdk>/path/of/the/jdk</jdk>""".formatted(adoptium.url()), problem.getMessage());
  }

  @Test
  void unencryptedArchiveOfAnEncryptedApiIsRefused() throws Exception {
    Source encrypted = FakeAdoptium.source("https://127.0.0.1:1");

    ProblemException problem = assertThrows(
        ProblemException.class,
        () -> new Download(asset, encrypted, TIMEOUT, LIMIT).to(file, Progress.silent()));

    assertEquals("""
        '%s' is not an https address (mirror 'company' in Maven's settings)
        hint: open that address in a browser; to use another server, set a <mirror> of 'adoptium' in ~/.m2/settings.xml""".formatted(asset.link()), problem.getMessage());
    assertEquals(List.of(), adoptium.requests());
  }

  @Test
  void progressSaysHowMuchThereIs() throws Exception {
    Asset large = new Asset("", "", "", "jdk.tar.gz", URI.create("http://x/y"), 207_000_000, "");

    assertEquals(
        "download of 'jdk.tar.gz', 0 of 207 MB (0 %)",
        new Download(large, adoptium.source(), TIMEOUT, LIMIT).state());
  }

  private void download() throws IOException {
    try (Progress progress = Progress.silent()) {
      new Download(asset, adoptium.source(), TIMEOUT, LIMIT).to(file, progress);
    }
  }
}
