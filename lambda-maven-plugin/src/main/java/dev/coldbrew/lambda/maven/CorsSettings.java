// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import dev.coldbrew.lambda.deploy.UrlCors;
import dev.coldbrew.lambda.serve.http.Cors;
import java.util.List;

/** The element {@code serveCors} of a pom. Maven fills its fields by their names. */
public class CorsSettings {
  List<String> allowOrigins = List.of();
  List<String> allowMethods = List.of();
  List<String> allowHeaders = List.of();
  List<String> exposeHeaders = List.of();
  int maxAge;
  boolean allowCredentials;

  /** On this machine. */
  Cors served() {
    return new Cors(
        allowOrigins, allowMethods, allowHeaders, exposeHeaders, maxAge, allowCredentials);
  }

  /** In AWS. */
  UrlCors deployed() {
    return new UrlCors(
        allowOrigins, allowMethods, allowHeaders, exposeHeaders, maxAge, allowCredentials);
  }
}
