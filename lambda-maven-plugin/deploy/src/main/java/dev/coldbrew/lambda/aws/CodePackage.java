// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.aws;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.lambda.model.Architecture;
import software.amazon.awssdk.services.lambda.model.FunctionCode;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.GetFunctionResponse;
import software.amazon.awssdk.services.lambda.model.LastUpdateStatus;
import software.amazon.awssdk.services.lambda.model.State;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionCodeRequest;

/**
 * The code to deploy: a zip or an image, for one architecture.
 *
 * @param zip null for an image
 * @param image its URI; null for a zip
 */
record CodePackage(CodeSource zip, String image, String architecture) {

  private static final String DIGEST = "@";

  /** A tag before a digest, which identifies the image without it. */
  private static final Pattern TAG = Pattern.compile(":[^:/@]+(?=@)");

  /** The lines that describe the change. */
  List<String> lines(Optional<GetFunctionResponse> now) {
    if (now.isEmpty()) {
      return List.of("+ " + this + ", " + architecture);
    }
    String before = architecture(now.get());
    boolean moves = !before.equals(architecture);
    boolean failed = hasFailed(now.get().configuration());
    return moves || failed || isChanged(now.get())
        ? List.of("~ " + this + (moves ? ", " + before + " -> " + architecture : "")
            + (failed ? ", as the last update failed" : ""))
        : List.of();
  }

  private static String architecture(GetFunctionResponse now) {
    return now.configuration().architecturesAsStrings().stream()
        .findFirst()
        .orElse(Architecture.X86_64.toString());
  }

  /** Whether Lambda could not use what it was sent last, although it may show that. */
  private static boolean hasFailed(FunctionConfiguration now) {
    return now.state() == State.FAILED || now.lastUpdateStatus() == LastUpdateStatus.FAILED;
  }

  private boolean isChanged(GetFunctionResponse now) {
    if (zip != null) {
      return !zip.sha256().equals(now.configuration().codeSha256());
    }
    // the tag may have moved to another image
    return !image.contains(DIGEST)
        || now.code() == null
        || now.code().resolvedImageUri() == null
        || !withoutTag(image).equals(withoutTag(now.code().resolvedImageUri()));
  }

  /** Also compares repositories: Lambda pulls the image again from the one that it knows. */
  private static String withoutTag(String image) {
    return TAG.matcher(image).replaceFirst("");
  }

  FunctionCode forCreation() {
    if (zip == null) {
      return FunctionCode.builder().imageUri(image).build();
    }
    return zip.isDirect()
        ? FunctionCode.builder().zipFile(zip.bytes()).build()
        : FunctionCode.builder().s3Bucket(zip.bucket()).s3Key(zip.key()).build();
  }

  void addTo(UpdateFunctionCodeRequest.Builder request) {
    request.architecturesWithStrings(architecture);
    if (zip == null) {
      request.imageUri(image);
    } else if (zip.isDirect()) {
      request.zipFile(zip.bytes());
    } else {
      request.s3Bucket(zip.bucket()).s3Key(zip.key());
    }
  }

  @Override
  public String toString() {
    return zip == null ? image : zip.toString();
  }
}
