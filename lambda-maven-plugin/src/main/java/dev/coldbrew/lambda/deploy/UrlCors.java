// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.deploy;

import java.util.List;

/**
 * The CORS settings of a function's URL: which pages of other servers may call it. The values are
 * those of the Lambda API.
 *
 * @param maxAge for how many seconds a browser may remember the other settings; 0 for its default
 */
public record UrlCors(
    List<String> allowOrigins,
    List<String> allowMethods,
    List<String> allowHeaders,
    List<String> exposeHeaders,
    int maxAge,
    boolean allowCredentials) {

  /** No settings. */
  public static final UrlCors NONE =
      new UrlCors(List.of(), List.of(), List.of(), List.of(), 0, false);

  public UrlCors {
    allowOrigins = List.copyOf(allowOrigins);
    allowMethods = List.copyOf(allowMethods);
    allowHeaders = List.copyOf(allowHeaders);
    exposeHeaders = List.copyOf(exposeHeaders);
  }
}
