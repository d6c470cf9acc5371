// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.Layer;

/**
 * The layers that a function should have: the layer with its JVM, and those in the pom or, if the
 * pom names none, the existing ones without an earlier layer with a JVM.
 *
 * @param hasOwn whether there is a layer with its JVM, which comes first
 * @param ownName under which that layer is published
 * @param own the ARN of that layer's version; empty if it is not published yet
 * @param isKept whether the pom does not name the others
 */
record WantedLayers(
    List<String> now,
    boolean hasOwn,
    String ownName,
    Optional<String> own,
    List<String> others,
    boolean isKept) {

  static WantedLayers of(
      FunctionConfiguration now,
      List<String> named,
      boolean hasOwn,
      String ownName,
      Optional<String> own) {
    List<String> present = now.layers().stream().map(Layer::arn).toList();
    Pattern earlier = Pattern.compile(".*:layer:" + Pattern.quote(ownName) + ":\\d+");
    List<String> others = !named.isEmpty()
        ? named
        : present.stream().filter(arn -> !earlier.matcher(arn).matches()).toList();
    return new WantedLayers(present, hasOwn, ownName, own, others, named.isEmpty());
  }

  boolean isChanged() {
    return hasOwn && own.isEmpty() || !all(own.orElse(null)).equals(now);
  }

  /** All layers, for the request. */
  List<String> all(String ownArn) {
    List<String> all = new ArrayList<>();
    if (hasOwn) {
      all.add(ownArn);
    }
    all.addAll(others);
    return all;
  }

  /** The lines that describe the changes, one ARN per line. */
  List<String> lines() {
    String unpublished = ": the new version of " + ownName;
    List<String> wanted = all(own.orElse(unpublished));
    List<String> lines = new ArrayList<>();
    wanted.stream()
        .filter(arn -> !now.contains(arn))
        .forEach(arn -> lines.add("+ layer" + (arn.equals(unpublished) ? arn : " " + arn)));
    now.stream().filter(arn -> !wanted.contains(arn)).forEach(arn -> lines.add("- layer " + arn));
    if (lines.isEmpty() && isChanged()) {
      lines.add("~ order of the layers");
    }
    if (isKept) {
      others.forEach(arn -> lines.add("= layer " + arn));
    }
    return lines;
  }
}
