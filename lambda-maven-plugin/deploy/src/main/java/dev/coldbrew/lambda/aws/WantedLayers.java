// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.Layer;

/**
 * The layers that a function is to have: the one with its JVM, and those that the pom names, or, if it
 * names none, those that it has.
 *
 * @param hasOwn whether there is one with its JVM, which comes first
 * @param own the ARN of its version; empty if that is not published yet
 */
record WantedLayers(List<String> now, boolean hasOwn, Optional<String> own, List<String> others) {

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
        : present.stream()
            .filter(arn -> !hasOwn || !earlier.matcher(arn).matches())
            .toList();
    return new WantedLayers(present, hasOwn, own, others);
  }

  boolean isChanged() {
    return hasOwn && own.isEmpty() || !all(own.orElse(null)).equals(now);
  }

  /** For the request. */
  List<String> all(String ownArn) {
    List<String> all = new ArrayList<>();
    if (hasOwn) {
      all.add(ownArn);
    }
    all.addAll(others);
    return all;
  }

  /** What changes, an ARN a line. */
  List<String> lines() {
    List<String> wanted = all(own.orElse("its new version"));
    List<String> lines = new ArrayList<>();
    wanted.stream().filter(arn -> !now.contains(arn)).forEach(arn -> lines.add("+ layer " + arn));
    now.stream().filter(arn -> !wanted.contains(arn)).forEach(arn -> lines.add("- layer " + arn));
    if (lines.isEmpty() && isChanged()) {
      lines.add("~ order of the layers");
    }
    return lines;
  }
}
