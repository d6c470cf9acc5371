// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve.http;

import dev.coldbrew.lambda.emulator.TraceHeader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An HTTP request for a function, from which its event is made.
 *
 * @param function the name in the URL
 * @param path as it was sent, starting at the slash after the function's name
 * @param query as it was sent; empty for none
 * @param headers with all their values
 * @param sourceIp the address of the caller
 */
record HttpCall(
    String function,
    String method,
    String path,
    String query,
    Map<String, List<String>> headers,
    byte[] body,
    String sourceIp) {

  /** Headers of the connection rather than of the request. */
  private static final List<String> OF_CONNECTION = List.of("connection", "transfer-encoding");

  static HttpCall of(
      Exchange exchange, String function, String path, byte[] body, TraceHeader trace) {
    Map<String, List<String>> headers = exchange.headers();
    headers.keySet().removeIf(name -> OF_CONNECTION.contains(name.toLowerCase(Locale.ROOT)));
    String ip = HostAddress.text(exchange.http().getRemoteAddress().getAddress());
    // Always there in AWS, where nobody calls a function without TLS
    headers.put("x-amzn-tls-cipher-suite", List.of("ECDHE-RSA-AES128-GCM-SHA256"));
    headers.put("x-amzn-tls-version", List.of("TLSv1.2"));
    headers.putIfAbsent(TraceHeader.NAME, List.of(trace.root()));
    headers.put("x-forwarded-for", List.of(ip));
    headers.put("x-forwarded-port", List.of(port(exchange)));
    headers.put("x-forwarded-proto", List.of("http"));
    String query = exchange.rawQuery();
    return new HttpCall(
        function, exchange.method(), path, query == null ? "" : query, headers, body, ip);
  }

  private static String port(Exchange exchange) {
    return Integer.toString(exchange.http().getLocalAddress().getPort());
  }

  /** The values of a header, joined; empty for none. */
  String header(String name) {
    return String.join(",", headers.getOrDefault(name, List.of()));
  }

  /** The name by which the caller knows this server, without the port. */
  String host() {
    return header("host").replaceFirst(":\\d+$", "");
  }

  /** The parameters of the query, decoded, in their order. */
  Map<String, List<String>> parameters() {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (String pair : query.isEmpty() ? new String[0] : query.split("&")) {
      String[] parts = pair.split("=", 2);
      parameters
          .computeIfAbsent(Exchange.decoded(parts[0]), name -> new ArrayList<>())
          .add(parts.length == 1 ? "" : Exchange.decoded(parts[1]));
    }
    return parameters;
  }

  /** The cookies, one by one. */
  List<String> cookies() {
    return Arrays.stream(
            String.join("; ", headers.getOrDefault("cookie", List.of())).split("; *"))
        .filter(cookie -> !cookie.isEmpty())
        .toList();
  }

  /**
   * Whether the body is text, judging by its type. If so, the event has it as it is, otherwise in
   * Base64.
   */
  boolean isText() {
    String type = header("content-type").toLowerCase(Locale.ROOT);
    return type.startsWith("text/")
        || type.contains("json")
        || type.contains("xml")
        || type.contains("javascript");
  }
}
