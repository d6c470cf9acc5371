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
 * The download of an archive to a file with the published checksum. It resumes where a broken
 * connection or a killed build left it; the checksum shows whether the parts belong together.
 */
final class Download {

  /** How many connections in a row may break without having transferred much. */
  private static final int ATTEMPTS = 3;

  private static final int MB = 1_000_000;

  private final Asset asset;
  private final Http http;
  private final LowSpeedLimit limit;
  private final String where;
  private final AtomicLong received = new AtomicLong();

  /**
   * @param timeout after which a silent server counts as broken
   * @param limit the speed below which a server, or a connection as a whole, counts as broken
   */
  Download(Asset asset, Source source, Duration timeout, LowSpeedLimit limit) {
    this.asset = asset;
    this.http = new Http(source, timeout, limit);
    this.limit = limit;
    this.where = source.where();
  }

  /**
   * @param file where the archive will be; a part of it may already be there
   * @throws ProblemException if it cannot be downloaded, or is not the published archive
   */
  void to(Path file, Progress progress) throws IOException {
    boolean isPartThere = Files.exists(file);
    progress.begin(this::state);
    receive(file);
    if (isPartThere && !isPublished(file)) { // that part was something else's
      Files.delete(file);
      receive(file);
    }
    if (!isPublished(file)) {
      String found = Digest.of(file);
      Files.delete(file);
      throw problem(
          "has the checksum " + found + ", but Adoptium published " + asset.sha256(),
          "build again; if that does not help, look at what this address sends: " + asset.link());
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
      attempts = now - before >= limit.bytes() ? 0 : attempts + 1;
      if (now < asset.size() && attempts == ATTEMPTS) {
        throw problem(
            "broke off at %d of %d bytes: %s".formatted(now, asset.size(), reason),
            "build again: the download resumes there");
      }
      before = now;
    }
  }

  /**
   * Receives data over one connection.
   *
   * @return why the connection ended
   */
  private String receive(Path file, long offset) throws IOException {
    try (Http.Response response = http.get(asset.link(), offset)) {
      boolean resumes = response.status() == 206
          && response.header("Content-Range").startsWith("bytes " + offset + "-");
      if (response.status() == 416 || response.status() == 206 && !resumes) {
        Files.deleteIfExists(file);
        return "the server cannot resume a download";
      }
      if (!resumes) {
        requireArchive(response);
      }
      received.set(resumes ? offset : 0);
      try (OutputStream out = Files.newOutputStream(
          file,
          StandardOpenOption.CREATE,
          resumes ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING,
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
        return ProblemException.reason(e);
      }
      if (length < 0) {
        return "the server closed the connection";
      }
      out.write(buffer, 0, length);
      received.addAndGet(length);
    }
    return "";
  }

  private void requireArchive(Http.Response response) {
    long size = response.size();
    if (response.status() != 200) {
      throw problem("cannot be downloaded: the server responded with status " + response.status());
    }
    if (size >= 0 && size != asset.size()) {
      throw problem("is %d bytes%s there, but Adoptium published %d bytes"
          .formatted(
              size, response.type().isEmpty() ? "" : " of " + response.type(), asset.size()));
    }
  }

  private ProblemException problem(String what) {
    return problem(what, Source.OPEN);
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
