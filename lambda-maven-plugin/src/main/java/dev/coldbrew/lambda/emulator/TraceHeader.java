// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.emulator;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * X-Ray's tracing header. A function always gets it with a trace, a parent segment and a sampling
 * decision: without all three, AWS's X-Ray SDK takes the function for one that is still initializing.
 *
 * @see <a href="https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader">
 *     The tracing header</a>
 */
public final class TraceHeader {

  /** The name of the header in requests and responses. */
  public static final String NAME = "X-Amzn-Trace-Id";

  private static final String ROOT = "Root";

  private static final Pattern FIELD = Pattern.compile("([A-Za-z]+)=([^;\\s]+)");

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Map<String, String> fields = new LinkedHashMap<>();

  private TraceHeader() {}

  /**
   * Completes what a caller sent. Without a trace in it, this starts one.
   *
   * @param given may be null
   */
  public static TraceHeader of(String given) {
    TraceHeader header = new TraceHeader();
    header.fields.put(ROOT, newRoot());
    header.fields.put("Parent", hex(8));
    header.fields.put("Sampled", "1");
    Map<String, String> sent = new LinkedHashMap<>();
    FIELD
        .matcher(given == null ? "" : given)
        .results()
        .forEach(field -> sent.put(field.group(1), field.group(2)));
    if (sent.containsKey(ROOT)) {
      header.fields.putAll(sent);
    }
    return header;
  }

  /** The field with the trace alone, which is all that a function URL adds to its event. */
  public String root() {
    return ROOT + "=" + fields.get(ROOT);
  }

  /** The value of the header. */
  @Override
  public String toString() {
    return fields.entrySet().stream()
        .map(field -> field.getKey() + "=" + field.getValue())
        .collect(Collectors.joining(";"));
  }

  private static String newRoot() {
    return "1-" + Long.toHexString(Instant.now().getEpochSecond()) + "-" + hex(12);
  }

  private static String hex(int bytes) {
    byte[] random = new byte[bytes];
    RANDOM.nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}
