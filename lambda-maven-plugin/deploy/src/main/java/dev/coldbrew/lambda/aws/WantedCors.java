// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.aws;

import dev.coldbrew.lambda.deploy.UrlCors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.lambda.model.Cors;

/** The CORS settings that a URL should have: those in the pom or, if it has none, the existing ones. */
record WantedCors(UrlCors now, UrlCors named) {

  /**
   * @param now null for none
   */
  static WantedCors of(Cors now, UrlCors named) {
    return new WantedCors(now == null ? UrlCors.NONE : settings(now), named);
  }

  private static UrlCors settings(Cors cors) {
    return new UrlCors(
        cors.allowOrigins(),
        cors.allowMethods(),
        cors.allowHeaders(),
        cors.exposeHeaders(),
        cors.maxAge() == null ? 0 : cors.maxAge(),
        Boolean.TRUE.equals(cors.allowCredentials()));
  }

  boolean isChanged() {
    return !named.equals(UrlCors.NONE) && !ordered(named).equals(ordered(now));
  }

  /** The order of the values has no meaning. */
  private static UrlCors ordered(UrlCors cors) {
    return new UrlCors(
        cors.allowOrigins().stream().sorted().toList(),
        cors.allowMethods().stream().sorted().toList(),
        cors.allowHeaders().stream().sorted().toList(),
        cors.exposeHeaders().stream().sorted().toList(),
        cors.maxAge(),
        cors.allowCredentials());
  }

  /** For the request; null to leave them as they are. */
  Cors request() {
    if (!isChanged()) {
      return null;
    }
    Cors.Builder cors = Cors.builder();
    set(named.allowOrigins()).ifPresent(cors::allowOrigins);
    set(named.allowMethods()).ifPresent(cors::allowMethods);
    set(named.allowHeaders()).ifPresent(cors::allowHeaders);
    set(named.exposeHeaders()).ifPresent(cors::exposeHeaders);
    if (named.maxAge() > 0) {
      cors.maxAge(named.maxAge());
    }
    if (named.allowCredentials()) {
      cors.allowCredentials(true);
    }
    return cors.build();
  }

  private static Optional<List<String>> set(List<String> values) {
    return Optional.of(values).filter(list -> !list.isEmpty());
  }

  /** The line that describes the change, or that there are others that stay. */
  Optional<String> line() {
    if (isChanged()) {
      return Optional.of(
          now.equals(UrlCors.NONE)
              ? "+ CORS: " + shown(named)
              : "~ CORS: " + shown(now) + " -> " + shown(named));
    }
    return named.equals(UrlCors.NONE) && !now.equals(UrlCors.NONE)
        ? Optional.of("= CORS: " + shown(now))
        : Optional.empty();
  }

  private static String shown(UrlCors cors) {
    List<String> parts = new ArrayList<>();
    add(parts, "origins", cors.allowOrigins());
    add(parts, "methods", cors.allowMethods());
    add(parts, "headers", cors.allowHeaders());
    add(parts, "exposed headers", cors.exposeHeaders());
    if (cors.maxAge() > 0) {
      parts.add("for " + cors.maxAge() + " s");
    }
    if (cors.allowCredentials()) {
      parts.add("with credentials");
    }
    return String.join("; ", parts);
  }

  private static void add(List<String> parts, String name, List<String> values) {
    if (!values.isEmpty()) {
      parts.add(name + " " + String.join(", ", values));
    }
  }
}
