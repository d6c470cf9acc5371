// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.aws;

import dev.coldbrew.lambda.deploy.CodeFile;
import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import software.amazon.awssdk.core.SdkBytes;

/**
 * A zip as Lambda takes it: in the request itself, or, if it is too large for that, from S3.
 *
 * @param digest its SHA-256
 * @param bucket that it is put into; null if it fits into a request
 */
record CodeSource(CodeFile file, long size, byte[] digest, String bucket) {

  /** A zip that is as large is refused: "Zipped size must be smaller than 52428800 bytes". */
  static final long TOO_LARGE = 50 * 1024 * 1024;

  /**
   * @param bucket for a zip that is too large; null for none
   * @throws ProblemException if there is none, and it is too large
   */
  static CodeSource of(CodeFile file, String bucket) {
    try {
      long size = Files.size(file.path());
      CodeSource source =
          new CodeSource(file, size, digestOf(file), size < TOO_LARGE ? null : bucket);
      if (size >= TOO_LARGE && bucket == null) {
        throw new ProblemException(
            "'" + file.shown() + "' is " + source.megabytes()
                + ", and Lambda takes less than 50 MB in a request",
            "parameter <deployBucket>, property lambda.deploy.bucket",
            "create a bucket in the function's region and name it:"
                + " aws s3 mb s3://NAME && mvn package -Dlambda.deploy.bucket=NAME");
      }
      return source;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] digestOf(CodeFile file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(Files.newInputStream(file.path()), digest)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** As Lambda gives it: {@code CodeSha256}. */
  String sha256() {
    return Base64.getEncoder().encodeToString(digest);
  }

  /** In S3: the same code has the same key, and is not uploaded twice. */
  String key() {
    return "coldbrew/" + HexFormat.of().formatHex(digest) + ".zip";
  }

  boolean isDirect() {
    return bucket == null;
  }

  /** For the request. */
  SdkBytes bytes() {
    try {
      return SdkBytes.fromByteArrayUnsafe(Files.readAllBytes(file.path()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String megabytes() {
    return String.format(Locale.ROOT, "%.1f MB", size / 1024.0 / 1024.0);
  }

  @Override
  public String toString() {
    return file.shown() + ", " + megabytes();
  }
}
