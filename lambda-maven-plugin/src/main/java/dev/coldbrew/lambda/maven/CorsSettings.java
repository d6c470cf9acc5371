// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import dev.coldbrew.lambda.deploy.UrlCors;
import dev.coldbrew.lambda.problem.ProblemException;
import dev.coldbrew.lambda.serve.http.Cors;
import java.util.List;

/** The element {@code serveCors} of a pom. Maven fills its fields by their names. */
public class CorsSettings {

  private static final String WHERE = "parameter <serveCors>";

  private static final List<String> METHODS =
      List.of("GET", "PUT", "HEAD", "POST", "PATCH", "DELETE", "*");

  /** Of what browsers remember, in seconds. */
  private static final int MAX_AGE = 86_400;

  List<String> allowOrigins = List.of();
  List<String> allowMethods = List.of();
  List<String> allowHeaders = List.of();
  List<String> exposeHeaders = List.of();
  int maxAge;
  boolean allowCredentials;

  /**
   * Refuses what AWS would.
   *
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Cors.html">The Lambda API</a>
   */
  private void check() {
    for (String method : allowMethods) {
      if (!METHODS.contains(method)) {
        throw new ProblemException(
            "'" + method + "' is not a method that a function's URL can allow",
            WHERE,
            method.equals("OPTIONS")
                ? "remove it: Lambda itself answers such requests"
                : "set some of " + String.join(", ", METHODS));
      }
    }
    if (maxAge < 0 || maxAge > MAX_AGE) {
      throw new ProblemException(
          "'" + maxAge + "' is not between 0 and " + MAX_AGE, WHERE, "set <maxAge>3600</maxAge>");
    }
  }

  /** On this machine. */
  Cors served() {
    check();
    return new Cors(
        allowOrigins, allowMethods, allowHeaders, exposeHeaders, maxAge, allowCredentials);
  }

  /** In AWS. */
  UrlCors deployed() {
    check();
    return new UrlCors(
        allowOrigins, allowMethods, allowHeaders, exposeHeaders, maxAge, allowCredentials);
  }
}
