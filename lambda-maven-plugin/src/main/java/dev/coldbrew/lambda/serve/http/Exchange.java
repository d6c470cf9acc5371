// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A request to this server, and its response. */
final class Exchange {

  private static final List<String> OF_CONNECTION =
      List.of("connection", "content-length", "transfer-encoding");

  private final HttpExchange exchange;

  Exchange(HttpExchange exchange) {
    this.exchange = exchange;
  }

  String method() {
    return exchange.getRequestMethod();
  }

  /** As it was sent, with its escapes. */
  String rawPath() {
    URI uri = uri();
    boolean beginsWithTwoSlashes = uri.getScheme() == null && uri.getRawAuthority() != null;
    return utf8(
        beginsWithTwoSlashes ? "//" + uri.getRawAuthority() + uri.getRawPath() : uri.getRawPath());
  }

  /** As it was sent; null for none. */
  String rawQuery() {
    return utf8(uri().getRawQuery());
  }

  /**
   * Decodes text in which each character is a byte that was sent, which is how the JDK's server
   * reads it. The text may be null.
   */
  private static String utf8(String bytes) {
    if (bytes == null) {
      return null;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)))
          .toString();
    } catch (CharacterCodingException e) {
      return bytes; // from a client that sends Latin-1
    }
  }

  private URI uri() {
    return exchange.getRequestURI();
  }

  /** The first value of a parameter of the query; null if there is none. */
  String parameter(String name) {
    String query = rawQuery();
    if (query == null) {
      return null;
    }
    for (String pair : query.split("&")) {
      int equals = pair.indexOf('=');
      if (equals >= 0 && decoded(pair.substring(0, equals)).equals(name)) {
        return decoded(pair.substring(equals + 1));
      }
    }
    return null;
  }

  /** Unlike in a query, a plus sign in a path stands for itself. */
  static String decodedPath(String text) {
    return decoded(text.replace("+", "%2B"));
  }

  static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text; // a percent sign that escapes nothing
    }
  }

  /** A header of the request; null if it has none. */
  String header(String name) {
    return utf8(exchange.getRequestHeaders().getFirst(name));
  }

  /** All headers of the request with all their values, in maps and lists of their own. */
  Map<String, List<String>> headers() {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    exchange
        .getRequestHeaders()
        .forEach((name, values) ->
            headers.put(name, values.stream().map(Exchange::utf8).toList()));
    return headers;
  }

  HttpExchange http() {
    return exchange;
  }

  /** The whole body; null if it has more than that many bytes. */
  byte[] body(int most) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(most + 1);
    if (body.length <= most) {
      return body;
    }
    exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
    return null;
  }

  void set(String header, String value) {
    exchange.getResponseHeaders().set(header, value);
  }

  /** Sends the whole response. */
  void respond(int status, byte[] body) throws IOException {
    boolean hasBody = body.length > 0 && mayHaveBody(status);
    exchange.sendResponseHeaders(status, hasBody ? body.length : -1);
    if (hasBody) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  void respond(int status, String contentType, String text) throws IOException {
    set("Content-Type", contentType);
    respond(status, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends the whole response, without the headers that say how it is sent. */
  void respond(HttpResult result) throws IOException {
    setAll(result.headers());
    respond(result.status(), result.body());
  }

  /** Sets headers, except those that say how the response is sent. */
  void setAll(Map<String, List<String>> headers) {
    headers.forEach((name, values) -> {
      if (!OF_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
        exchange.getResponseHeaders().put(name, values);
      }
    });
  }

  /** Starts a response whose length is not known. */
  OutputStream stream(int status) throws IOException {
    if (!mayHaveBody(status)) {
      exchange.sendResponseHeaders(status, -1);
      return OutputStream.nullOutputStream();
    }
    exchange.sendResponseHeaders(status, 0);
    return exchange.getResponseBody();
  }

  private boolean mayHaveBody(int status) {
    return !method().equals("HEAD") && status != 204 && status != 304;
  }
}
