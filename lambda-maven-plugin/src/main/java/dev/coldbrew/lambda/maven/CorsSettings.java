// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import java.util.List;

/** The element {@code serveCors} of a pom. Maven fills its fields by their names. */
public class CorsSettings {
  List<String> allowOrigins = List.of();
  List<String> allowMethods = List.of();
  List<String> allowHeaders = List.of();
  List<String> exposeHeaders = List.of();
  int maxAge;
  boolean allowCredentials;
}
