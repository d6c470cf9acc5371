// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.download;

import dev.coldbrew.lambda.file.Digest;
import dev.coldbrew.lambda.problem.ProblemException;
import dev.coldbrew.lambda.process.Progress;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An archive as a file with the published checksum. What came before the connection broke or the build
 * was killed is not asked for again; that it fits the rest, the checksum shows.
 */
final class Download {

  /** How many connections in a row may break without having brought anything. */
  private static final int ATTEMPTS = 3;

  private static final int MB = 1_000_000;

  private final Asset asset;
  private final Http http;
  private final String where;
  private final AtomicLong received = new AtomicLong();

  /**
   * @param timeout after which a server that sends nothing has broken the connection
   */
  Download(Asset asset, Source source, Duration timeout) {
    this.asset = asset;
    this.http = new Http(source, timeout);
    this.where = source.where();
  }

  /**
   * @param file the archive afterwards; a part of it may be there
   * @throws ProblemException when it cannot be received, or is not what was published
   */
  void to(Path file, Progress progress) throws IOException {
    boolean isPartThere = Files.exists(file);
    progress.begin(this::state);
    receive(file);
    if (isPartThere && !isPublished(file)) { // that part was of something else
      Files.delete(file);
      receive(file);
    }
    if (!isPublished(file)) {
      String found = Digest.of(file);
      Files.delete(file);
      throw problem(
          "has the checksum " + found + ", and Adoptium has published " + asset.sha256(),
          "build again; if that does not help, look at what is sent: " + asset.link());
    }
  }

  private boolean isPublished(Path file) throws IOException {
    return Digest.of(file).equals(asset.sha256());
  }

  private void receive(Path file) throws IOException {
    int attempts = 0;
    String reason = "";
    long before = Files.exists(file) ? Files.size(file) : 0;
    while (before < asset.size()) {
      reason = receive(file, before);
      long now = Files.exists(file) ? Files.size(file) : 0;
      attempts = now > before ? 0 : attempts + 1;
      if (attempts == ATTEMPTS) {
        throw problem(
            "broke off at %d of %d bytes, %s".formatted(now, asset.size(), reason),
            "build again: the download goes on from there");
      }
      before = now;
    }
  }

  /**
   * All that one connection brings.
   *
   * @return why it brought no more
   */
  private String receive(Path file, long offset) throws IOException {
    try (Http.Response response = http.get(asset.link(), offset)) {
      boolean goesOn = response.status() == 206
          && response.header("Content-Range").startsWith("bytes " + offset + "-");
      if (response.status() == 416 || response.status() == 206 && !goesOn) {
        Files.deleteIfExists(file);
        return "as the server does not send that part";
      }
      if (!goesOn) {
        requireArchive(response);
      }
      received.set(goesOn ? offset : 0);
      try (OutputStream out = Files.newOutputStream(
          file,
          StandardOpenOption.CREATE,
          goesOn ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING,
          StandardOpenOption.WRITE)) {
        return copy(response, out);
      }
    }
  }

  private String copy(Http.Response response, OutputStream out) throws IOException {
    byte[] buffer = new byte[1 << 16];
    while (received.get() < asset.size()) {
      int length;
      try {
        length = response.body().read(buffer, 0, (int)
            Math.min(buffer.length, asset.size() - received.get()));
      } catch (IOException e) {
        return "as " + ProblemException.reason(e);
      }
      if (length < 0) {
        return "as the server ended the connection";
      }
      out.write(buffer, 0, length);
      received.addAndGet(length);
    }
    return "";
  }

  private void requireArchive(Http.Response response) {
    long size = response.size();
    if (response.status() != 200) {
      throw problem("cannot be had: the server sent status " + response.status());
    }
    if (size >= 0 && size != asset.size()) {
      throw problem("is %d bytes of %s there, and Adoptium has published %d bytes"
          .formatted(size, response.type(), asset.size()));
    }
  }

  private ProblemException problem(String what) {
    return problem(
        what, "open that address; another one is set by a <mirror> in ~/.m2/settings.xml");
  }

  private ProblemException problem(String what, String hint) {
    return new ProblemException("'" + asset.link() + "' " + what, where, hint);
  }

  /** Such as {@code download of 'jdk.tar.gz', 43 of 207 MB (20 %)}. */
  String state() {
    return "download of '%s', %d of %d MB (%d %%)"
        .formatted(
            asset.name(),
            received.get() / MB,
            asset.size() / MB,
            100 * received.get() / asset.size());
  }
}
