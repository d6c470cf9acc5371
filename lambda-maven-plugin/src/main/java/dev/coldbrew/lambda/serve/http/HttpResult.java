// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve.http;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a caller gets from a function's response.
 *
 * @param headers by name; each value is sent as a header of its own
 */
record HttpResult(int status, Map<String, List<String>> headers, byte[] body) {

  private static final String JSON = "application/json";

  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x08\\x0a-\\x1f\\x7f]");

  /** For a function that failed, or whose response cannot be an HTTP response. */
  static HttpResult failure(UrlSettings settings) {
    return settings.isRest()
        ? text(502, JSON, "{\"message\": \"Internal server error\"}")
        : text(502, "text/plain", "Internal Server Error");
  }

  private static HttpResult text(int status, String contentType, String text) {
    return new HttpResult(
        status,
        Map.of("Content-Type", List.of(contentType)),
        text.getBytes(StandardCharsets.UTF_8));
  }

  /** For a function that did not stream although its URL does. */
  static HttpResult raw(byte[] payload) {
    return new HttpResult(200, Map.of("Content-Type", List.of(JSON)), payload);
  }

  /** For a function that did not stream. */
  static HttpResult of(byte[] payload, UrlSettings settings) {
    try {
      JsonElement json = JsonParser.parseString(new String(payload, StandardCharsets.UTF_8));
      boolean isResponse = json.isJsonObject() && json.getAsJsonObject().has("statusCode");
      if (isResponse) {
        return of(json.getAsJsonObject());
      }
      if (settings.isRest()) {
        return failure(settings);
      }
      boolean isString = json.isJsonPrimitive() && json.getAsJsonPrimitive().isString();
      return text(200, JSON, isString ? json.getAsString() : json.toString());
    } catch (JsonParseException
        | IllegalStateException
        | UnsupportedOperationException
        | IllegalArgumentException e) {
      return failure(settings);
    }
  }

  /**
   * The prelude of a stream: a response without a body.
   *
   * @throws IllegalArgumentException if it is not a prelude
   */
  static HttpResult ofPrelude(byte[] json) {
    try {
      return of(JsonParser.parseString(new String(json, StandardCharsets.UTF_8)).getAsJsonObject());
    } catch (JsonParseException | IllegalStateException | UnsupportedOperationException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static HttpResult of(JsonObject response) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    headers.put("Content-Type", List.of(JSON));
    members(response, "headers").forEach((name, value) -> put(headers, name, texts(value)));
    members(response, "multiValueHeaders")
        .forEach((name, values) -> put(headers, name, texts(values)));
    if (response.has("cookies")) {
      put(headers, "Set-Cookie", texts(response.get("cookies")));
    }
    return new HttpResult(status(response), headers, body(response));
  }

  /** A header is set once, however its name is spelled. */
  private static void put(Map<String, List<String>> headers, String name, List<String> values) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("not the name of a header: " + name);
    }
    headers.keySet().removeIf(other -> other.equalsIgnoreCase(name));
    headers.put(name, values.stream().map(HttpResult::sent).toList());
  }

  /**
   * A value as it is sent, which is in UTF-8. The server writes only the low byte of each
   * character, and that of U+010D would end the line, so each character here is a byte of UTF-8.
   */
  private static String sent(String value) {
    if (CONTROL.matcher(value).find()) {
      throw new IllegalArgumentException("not the value of a header");
    }
    return new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private static Map<String, JsonElement> members(JsonObject response, String name) {
    JsonElement member = response.get(name);
    return member == null || member.isJsonNull()
        ? Map.of()
        : member.getAsJsonObject().asMap();
  }

  private static List<String> texts(JsonElement value) {
    List<String> texts = new ArrayList<>();
    if (value.isJsonArray()) {
      value.getAsJsonArray().forEach(each -> texts.add(each.getAsString()));
    } else if (!value.isJsonNull()) {
      texts.add(value.getAsString());
    }
    return texts;
  }

  private static int status(JsonObject response) {
    JsonElement status = response.get("statusCode");
    int code = status == null ? 200 : status.getAsInt();
    if (code < 200 || code > 599) { // below 200, the client would wait for another one
      throw new IllegalArgumentException("no status: " + code);
    }
    return code;
  }

  private static byte[] body(JsonObject response) {
    JsonElement body = response.get("body");
    if (body == null || body.isJsonNull()) {
      return new byte[0];
    }
    if (!body.isJsonPrimitive()) {
      throw new IllegalArgumentException("no text");
    }
    JsonElement base64 = response.get("isBase64Encoded");
    return base64 != null && !base64.isJsonNull() && base64.getAsBoolean()
        ? Base64.getDecoder().decode(body.getAsString())
        : body.getAsString().getBytes(StandardCharsets.UTF_8);
  }
}
