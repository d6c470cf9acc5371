// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.aws;

import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;

/** The state of a deployment: results of changes that later changes need. */
final class Deploying {

  private String role;
  private String layer;
  private FunctionConfiguration function;
  private String version;
  private String url;

  /** The ARN of the execution role. */
  String role() {
    return role;
  }

  void setRole(String arn) {
    role = arn;
  }

  /** The ARN of the layer version with the function's JVM; null if it has none. */
  String layer() {
    return layer;
  }

  void setLayer(String arn) {
    layer = arn;
  }

  /** The function as last read, when no update was in progress. */
  FunctionConfiguration function() {
    return function;
  }

  void setFunction(FunctionConfiguration seen) {
    function = seen;
  }

  /** The published version with the function's code and configuration; null if there is none. */
  String version() {
    return version;
  }

  void setVersion(String number) {
    version = number;
  }

  /** The function URL; null if none was requested. */
  String url() {
    return url;
  }

  void setUrl(String address) {
    url = address;
  }
}
