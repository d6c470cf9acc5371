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
import java.util.function.LongPredicate;
import software.amazon.awssdk.core.SdkBytes;

/**
 * A zip and how Lambda receives it: in the request, or from S3 if it is too large for a request.
 *
 * @param digest its SHA-256
 * @param bucket the S3 bucket to upload it to; null if it fits into a request
 */
record CodeSource(CodeFile file, long size, byte[] digest, String bucket) {

  /**
   * @param bucket the S3 bucket for a zip that is too large; null for none
   * @param isForS3 whether a zip of that many bytes is too large
   * @throws ProblemException if the zip is too large and there is no bucket
   */
  static CodeSource of(CodeFile file, String bucket, LongPredicate isForS3) {
    try {
      long size = Files.size(file.path());
      boolean isLarge = isForS3.test(size);
      CodeSource source = new CodeSource(file, size, digestOf(file), isLarge ? bucket : null);
      if (isLarge && bucket == null) {
        throw new ProblemException(
            "'" + file.shown() + "' is " + source.megabytes()
                + ", and Lambda accepts less than 50 MB in a request",
            "parameter <deployBucket>, property lambda.deploy.bucket",
            "create a bucket in the function's region and name it:"
                + " aws s3 mb s3://NAME && mvn lambda:deploy -Dlambda.deploy.bucket=NAME");
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

  /** The digest in the form of Lambda's {@code CodeSha256}. */
  String sha256() {
    return Base64.getEncoder().encodeToString(digest);
  }

  /** The key in S3. The same code has the same key, so it is not uploaded twice. */
  String key() {
    return "coldbrew/" + HexFormat.of().formatHex(digest) + ".zip";
  }

  boolean isDirect() {
    return bucket == null;
  }

  /** The zip's content, for the request. */
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
