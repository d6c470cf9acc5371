// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.aws;

import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;

/** What is known of a function as its deployment goes on: each change may need what others gave. */
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

  /** The ARN of the version of the layer with the function's JVM; null if it has none. */
  String layer() {
    return layer;
  }

  void setLayer(String arn) {
    layer = arn;
  }

  /** As it was last seen, when no update was under way. */
  FunctionConfiguration function() {
    return function;
  }

  void setFunction(FunctionConfiguration seen) {
    function = seen;
  }

  /** The published version with the function's code and configuration; null for none. */
  String version() {
    return version;
  }

  void setVersion(String number) {
    version = number;
  }

  /** Of the function; null if it was not to have one. */
  String url() {
    return url;
  }

  void setUrl(String address) {
    url = address;
  }
}
