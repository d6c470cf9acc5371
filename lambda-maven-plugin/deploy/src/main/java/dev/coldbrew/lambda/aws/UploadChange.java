// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.aws;

import dev.coldbrew.lambda.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Uploads a zip to S3, from where Lambda reads it; an existing object with the same content is
 * reused.
 */
final class UploadChange implements Change {

  private static final int MOVED_PERMANENTLY = 301;
  private static final int FORBIDDEN = 403;

  private final S3Client s3;
  private final CodeSource source;
  private final Waiting waiting;

  private UploadChange(S3Client s3, CodeSource source, Waiting waiting) {
    this.s3 = s3;
    this.source = source;
    this.waiting = waiting;
  }

  /**
   * @param region the function's region, in which the bucket has to be
   * @return empty if the zip is already there
   */
  static Optional<Change> of(S3Client s3, CodeSource source, String region, Waiting waiting) {
    requireBucket(s3, source.bucket(), region);
    return isThere(s3, source)
        ? Optional.empty()
        : Optional.of(new UploadChange(s3, source, waiting));
  }

  private static boolean isThere(S3Client s3, CodeSource source) {
    try {
      s3.headObject(request -> request.bucket(source.bucket()).key(source.key()));
      return true;
    } catch (NoSuchKeyException e) {
      return false;
    } catch (S3Exception e) {
      if (e.statusCode() != FORBIDDEN) { // whoever may only write cannot look
        throw e;
      }
      return false;
    }
  }

  private static void requireBucket(S3Client s3, String bucket, String region) {
    String found;
    try {
      HeadBucketResponse response = s3.headBucket(request -> request.bucket(bucket));
      found = response.bucketRegion();
    } catch (NoSuchBucketException e) {
      throw new ProblemException(
          "there is no bucket '" + bucket + "'",
          "parameter <deployBucket>, property lambda.deploy.bucket",
          "aws s3 mb s3://" + bucket + " --region " + region,
          e);
    } catch (S3Exception e) {
      if (e.statusCode() == FORBIDDEN) {
        return;
      }
      if (e.statusCode() != MOVED_PERMANENTLY) {
        throw e;
      }
      found = e.awsErrorDetails()
          .sdkHttpResponse()
          .firstMatchingHeader("x-amz-bucket-region")
          .orElse("another one");
    }
    if (found != null && !found.equals(region)) {
      throw new ProblemException(
          "the bucket '" + bucket + "' is in the region " + found
              + ", but the function is deployed to " + region,
          "parameter <deployBucket>, property lambda.deploy.bucket",
          "name a bucket in " + region + ": <deployBucket>NAME</deployBucket>");
    }
  }

  @Override
  public String step() {
    return "Upload";
  }

  @Override
  public List<String> lines() {
    return List.of("+ s3://" + source.bucket() + "/" + source.key() + ", from " + source);
  }

  @Override
  public void apply(Deploying deploying) {
    waiting.during(
        "the upload of " + source,
        () -> s3.putObject(
            request -> request.bucket(source.bucket()).key(source.key()),
            source.file().path()));
  }
}
