// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve.http;

import java.util.List;

/**
 * Which pages of other servers may call a function URL, as in the URL's configuration. The service
 * enforces it, not the function.
 *
 * @param allowOrigins such as {@code http://localhost:3000}; {@code *} stands for all
 * @param allowMethods such as {@code GET}; {@code *} stands for all
 * @param maxAge for how many seconds a browser may remember the rest; 0 leaves it out
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Cors.html">Cors</a>
 */
public record Cors(
    List<String> allowOrigins,
    List<String> allowMethods,
    List<String> allowHeaders,
    List<String> exposeHeaders,
    int maxAge,
    boolean allowCredentials) {

  public static final Cors NONE = new Cors(List.of(), List.of(), List.of(), List.of(), 0, false);

  private static final String ALL = "*";

  boolean allows(String origin) {
    return allowOrigins.contains(ALL)
        || allowOrigins.stream().anyMatch(allowed -> allowed.equalsIgnoreCase(origin));
  }

  static boolean isPreflight(Exchange exchange) {
    return exchange.method().equals("OPTIONS")
        && exchange.header("Origin") != null
        && exchange.header("Access-Control-Request-Method") != null;
  }

  /** Sets the headers that a browser asks for before it sends the request itself. */
  void setForPreflight(Exchange exchange) {
    set(exchange);
    set(exchange, "Access-Control-Allow-Methods", allowMethods);
    set(exchange, "Access-Control-Allow-Headers", allowHeaders);
    if (maxAge > 0) {
      exchange.set("Access-Control-Max-Age", Integer.toString(maxAge));
    }
  }

  /** Sets the headers of every response to a page that may call. */
  void set(Exchange exchange) {
    String origin = exchange.header("Origin");
    if (origin == null || !allows(origin)) {
      return;
    }
    boolean isForAll = allowOrigins.contains(ALL) && !allowCredentials;
    exchange.set("Access-Control-Allow-Origin", isForAll ? ALL : origin);
    if (!isForAll) {
      exchange.set("Vary", "Origin");
    }
    if (allowCredentials) {
      exchange.set("Access-Control-Allow-Credentials", "true");
    }
    set(exchange, "Access-Control-Expose-Headers", exposeHeaders);
  }

  private static void set(Exchange exchange, String header, List<String> values) {
    if (!values.isEmpty()) {
      exchange.set(header, String.join(",", values));
    }
  }
}
