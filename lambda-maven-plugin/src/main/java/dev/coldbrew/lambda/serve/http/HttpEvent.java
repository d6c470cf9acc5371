// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve.http;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The event that a function gets for an HTTP request, in one of the two formats.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads">Of
 *     a function URL</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-input-format">Of
 *     a REST API</a>
 */
final class HttpEvent {

  private static final Gson GSON =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH);

  private HttpEvent() {}

  /** The event in the format of the settings, as JSON. */
  static byte[] of(HttpCall call, UrlSettings settings, String requestId) {
    Map<String, Object> event = settings.isRest() ? rest(call, requestId) : url(call, requestId);
    return GSON.toJson(event).getBytes(StandardCharsets.UTF_8);
  }

  /** Format 2.0. */
  private static Map<String, Object> url(HttpCall call, String requestId) {
    Map<String, String> headers = new TreeMap<>();
    call.headers()
        .forEach(
            (name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
    headers.remove("cookie");
    Map<String, Object> http = new LinkedHashMap<>();
    http.put("method", call.method());
    http.put("path", call.path());
    http.put("protocol", "HTTP/1.1");
    http.put("sourceIp", call.sourceIp());
    http.put("userAgent", call.header("user-agent"));
    Instant now = Instant.now();
    Map<String, Object> context = new LinkedHashMap<>();
    context.put("accountId", "anonymous");
    context.put("apiId", call.function());
    context.put("domainName", call.host());
    context.put("domainPrefix", call.function());
    context.put("http", http);
    context.put("requestId", requestId);
    context.put("routeKey", "$default");
    context.put("stage", "$default");
    context.put("time", TIME.format(now.atZone(ZoneOffset.UTC)));
    context.put("timeEpoch", now.toEpochMilli());
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("version", "2.0");
    event.put("routeKey", "$default");
    event.put("rawPath", call.path());
    event.put("rawQueryString", call.query());
    if (!call.cookies().isEmpty()) {
      event.put("cookies", call.cookies());
    }
    event.put("headers", headers);
    if (!call.query().isEmpty()) {
      Map<String, String> parameters = new LinkedHashMap<>();
      call.parameters().forEach((name, values) -> parameters.put(name, String.join(",", values)));
      event.put("queryStringParameters", parameters);
    }
    event.put("requestContext", context);
    if (call.body().length > 0) {
      event.put("body", body(call));
    }
    event.put("isBase64Encoded", isBase64(call));
    return event;
  }

  /** Format 1.0. */
  private static Map<String, Object> rest(HttpCall call, String requestId) {
    Map<String, Object> identity = new LinkedHashMap<>();
    identity.put("sourceIp", call.sourceIp());
    identity.put("userAgent", call.header("user-agent"));
    Instant now = Instant.now();
    Map<String, Object> context = new LinkedHashMap<>();
    context.put("accountId", "123456789012");
    context.put("apiId", call.function());
    context.put("domainName", call.host());
    context.put("domainPrefix", call.function());
    context.put("extendedRequestId", requestId);
    context.put("httpMethod", call.method());
    context.put("identity", identity);
    context.put("path", "/local" + call.path());
    context.put("protocol", "HTTP/1.1");
    context.put("requestId", requestId);
    context.put("requestTime", TIME.format(now.atZone(ZoneOffset.UTC)));
    context.put("requestTimeEpoch", now.toEpochMilli());
    context.put("resourceId", "local");
    context.put("resourcePath", "/{proxy+}");
    context.put("stage", "local");
    Map<String, List<String>> parameters = call.parameters();
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("resource", "/{proxy+}");
    event.put("path", call.path());
    event.put("httpMethod", call.method());
    event.put("headers", lastOf(call.headers()));
    event.put("multiValueHeaders", call.headers());
    event.put("queryStringParameters", parameters.isEmpty() ? null : lastOf(parameters));
    event.put("multiValueQueryStringParameters", parameters.isEmpty() ? null : parameters);
    event.put("pathParameters", Map.of("proxy", call.path().substring(1)));
    event.put("stageVariables", null);
    event.put("requestContext", context);
    event.put("body", call.body().length > 0 ? body(call) : null);
    event.put("isBase64Encoded", isBase64(call));
    return event;
  }

  /** Where there is room for only one value, it is the last. */
  private static Map<String, String> lastOf(Map<String, List<String>> all) {
    Map<String, String> last = new LinkedHashMap<>();
    all.forEach((name, values) -> last.put(name, values.get(values.size() - 1)));
    return last;
  }

  private static boolean isBase64(HttpCall call) {
    return call.body().length > 0 && !call.isText();
  }

  private static String body(HttpCall call) {
    return isBase64(call)
        ? Base64.getEncoder().encodeToString(call.body())
        : new String(call.body(), StandardCharsets.UTF_8);
  }
}
