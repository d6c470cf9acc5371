// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.profile;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What was seen to help with a known cost. To add one, add a line to {@link #ALL}: with a
 * measurement, never by guess.
 *
 * @param className of the frames that take the time; a prefix, with dots
 * @param onlyUnprimed whether it is of no use where the handler is primed already
 * @param text what to do, and what it gained
 */
record Hint(String className, boolean onlyUnprimed, String text) {

  /** In milliseconds; less is not worth a change. */
  private static final double SHORTEST = 3;

  /** Gains in the first response of it/src/projects/dynamodb; the manual's page on profiles has them all. */
  private static final List<Hint> ALL = List.of(
      new Hint(
          "software.amazon.awssdk.core.internal.handler.",
          true,
          "set <prime>handler</prime> if the handler may have a training event at each start: the"
              + " init phase makes its first call then (gained 0.8 of 1.5 s with 512 MB)"),
      new Hint(
          "org.apache.logging.log4j.core.",
          false,
          "log through SLF4J without Log4j, as the runtime is a provider of it (gained 60 of 229 ms)"),
      new Hint(
          "software.amazon.awssdk.regions.GeneratedServiceMetadataProvider",
          false,
          "update the AWS SDK to 2.57 or newer (gained 36 of 266 ms)"),
      new Hint(
          "software.amazon.awssdk.http.apache5.",
          false,
          "take url-connection-client instead of apache5-client, together with"
              + " <prime>handler</prime> (gained 51 of 410 ms)"),
      new Hint(
          "sun.security.ec.ECOperations",
          false,
          "set -Djdk.tls.namedGroups=x25519 in <jvmOptions> if every server that the function"
              + " connects to has X25519 (gained 46 of 359 ms)"),
      new Hint(
          "com.fasterxml.jackson.databind.",
          false,
          "read and write small JSON with Gson, which is in the zip anyway (gained 29 of 149 ms)"));

  /** Those that apply to a function. */
  static List<String> of(Profile profile) {
    return ALL.stream()
        .filter(hint -> !hint.onlyUnprimed || !profile.prime().equals("handler"))
        .flatMap(hint -> hint.lines(profile).stream())
        .toList();
  }

  private List<String> lines(Profile profile) {
    Map<String, CallTree.Times> times =
        profile.tree().times(frame -> frame.className().startsWith(className), frame -> className);
    double total =
        times.containsKey(className) ? profile.millis(times.get(className).totalNanos()) : 0;
    return total < SHORTEST
        ? List.of()
        : List.of(String.format(
            Locale.ROOT, "%.0f ms in %s: %s", total, className.replaceFirst("\\.$", ""), text));
  }
}
