// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve.http;

import dev.coldbrew.lambda.emulator.Caller;
import dev.coldbrew.lambda.emulator.InvokeRequest;
import dev.coldbrew.lambda.emulator.TraceHeader;
import dev.coldbrew.lambda.serve.BusyException;
import dev.coldbrew.lambda.serve.Functions;
import dev.coldbrew.lambda.serve.Invoked;
import dev.coldbrew.lambda.serve.ServedFunction;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Functions as HTTP servers: {@code http://hello.localhost:9000/} or, for clients that cannot
 * resolve such names, {@code http://127.0.0.1:9000/lambda-url/hello/}.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html">Function
 *     URLs</a>
 */
final class FunctionUrls {

  private static final int MAX_BODY = 6 * 1024 * 1024;

  private static final Pattern HOST =
      Pattern.compile("([a-z0-9_-]+)(?:\\.lambda-url)?\\.localhost(?::\\d+)?");

  private static final Pattern PATH = Pattern.compile("/lambda-url/([^/]+)(/.*)?");

  private final Functions functions;
  private final Map<String, UrlSettings> settings;

  /** @param settings by function name */
  FunctionUrls(Functions functions, Map<String, UrlSettings> settings) {
    this.functions = functions;
    this.settings = settings;
  }

  /**
   * A request for a function.
   *
   * @param function the name in the URL
   * @param path what follows it
   */
  record Target(String function, String path) {}

  /** The function that the request is for; null if it is for none. */
  static Target target(Exchange exchange) {
    Matcher host = HOST.matcher(exchange.header("Host").toLowerCase(Locale.ROOT));
    if (host.matches()) {
      return new Target(host.group(1), exchange.rawPath());
    }
    Matcher path = PATH.matcher(exchange.rawPath());
    return path.matches()
        ? new Target(path.group(1), path.group(2) == null ? "/" : path.group(2))
        : null;
  }

  void handle(Exchange exchange, Target target) throws IOException, ServiceException {
    ServedFunction function = find(target.function());
    if (function == null) {
      throw ServiceException.unknownUrl();
    }
    UrlSettings url = settings.getOrDefault(function.name(), UrlSettings.DEFAULT);
    String origin = exchange.header("Origin");
    if (LocalAccess.isFromElsewhere(exchange) && (origin == null || !url.cors().allows(origin))) {
      exchange.respond(403, "text/plain", LocalAccess.REFUSED);
    } else if (Cors.isPreflight(exchange)) {
      url.cors().setForPreflight(exchange);
      exchange.respond(200, new byte[0]);
    } else {
      invoke(exchange, function, target.path(), url);
    }
  }

  /** Case does not matter in the names of hosts. */
  private ServedFunction find(String name) {
    return functions.all().stream()
        .filter(function -> function.name().equalsIgnoreCase(name))
        .findFirst()
        .orElse(null);
  }

  private void invoke(Exchange exchange, ServedFunction function, String path, UrlSettings url)
      throws IOException, ServiceException {
    byte[] body = exchange.body(MAX_BODY);
    if (body == null) {
      throw ServiceException.requestTooLarge(MAX_BODY);
    }
    String requestId = UUID.randomUUID().toString();
    exchange.set("x-amzn-RequestId", requestId);
    TraceHeader trace = TraceHeader.of(exchange.header(TraceHeader.NAME));
    exchange.set(TraceHeader.NAME, trace.toString());
    HttpCall call = HttpCall.of(exchange, function.name(), path, body, trace);
    byte[] event = HttpEvent.of(call, url, requestId);
    StreamedHttp stream = url.streams() ? new StreamedHttp(exchange, url) : null;
    Caller caller = new Caller(null, null, null, trace.toString());
    Invoked invoked;
    try {
      invoked = functions.invoke(
          function, new InvokeRequest(requestId, function.arn(), event, caller, stream));
    } catch (BusyException e) {
      throw ServiceException.busy();
    } catch (IOException e) {
      throw ServiceException.failed(e.getMessage());
    }
    if (stream != null && stream.hasBegun()) {
      stream.end(invoked.result().failed());
      return;
    }
    HttpResult result = result(invoked, url);
    url.cors().set(exchange);
    exchange.respond(result);
  }

  /** In the streaming mode, a response that was not streamed is passed on unread. */
  private static HttpResult result(Invoked invoked, UrlSettings url) {
    if (invoked.result().failed()) {
      return HttpResult.failure(url);
    }
    byte[] payload = invoked.result().payload();
    return url.streams() ? HttpResult.raw(payload) : HttpResult.of(payload, url);
  }
}
