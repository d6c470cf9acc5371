// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve.http;

import com.google.gson.JsonObject;
import dev.coldbrew.lambda.emulator.Caller;
import dev.coldbrew.lambda.emulator.InvokeRequest;
import dev.coldbrew.lambda.emulator.StreamedResponse;
import dev.coldbrew.lambda.emulator.TraceHeader;
import dev.coldbrew.lambda.serve.BusyException;
import dev.coldbrew.lambda.serve.Functions;
import dev.coldbrew.lambda.serve.Invoked;
import dev.coldbrew.lambda.serve.ServedFunction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The operations Invoke and InvokeWithResponseStream, as AWS's SDKs and CLI call them.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Invoke</a>
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_InvokeWithResponseStream.html">
 *     InvokeWithResponseStream</a>
 */
final class InvokeApi {

  /** The limit for the event of a synchronous invocation: 6 MB. */
  private static final int MAX_EVENT = 6 * 1024 * 1024;

  /** The limit for that of an asynchronous one: 1 MB. */
  private static final int MAX_ASYNC_EVENT = 1024 * 1024;

  private static final Pattern PATH = Pattern.compile(
      "/2015-03-31/functions/([^/]+)/invocations/?|/2021-11-15/functions/([^/]+)/response-streaming-invocations/?");

  private static final List<String> TYPES = List.of("Event", "RequestResponse", "DryRun");

  private static final List<String> STREAMING_TYPES = List.of("RequestResponse", "DryRun");

  private final Functions functions;

  InvokeApi(Functions functions) {
    this.functions = functions;
  }

  /** Responds to a request for one of these operations; returns false for any other. */
  boolean handle(Exchange exchange) throws IOException, ServiceException {
    Matcher path = PATH.matcher(exchange.rawPath());
    if (!path.matches() || !exchange.method().equals("POST")) {
      return false;
    }
    boolean streaming = path.group(1) == null;
    String requestId = UUID.randomUUID().toString();
    exchange.set("x-amzn-RequestId", requestId);
    FunctionName name = FunctionName.parse(
        Exchange.decodedPath(path.group(streaming ? 2 : 1)), exchange.parameter("Qualifier"));
    ServedFunction function = find(name);
    String type = type(exchange, streaming ? STREAMING_TYPES : TYPES);
    byte[] event = event(exchange, type);
    String arn = function.arn() + (name.qualifier() == null ? "" : ":" + name.qualifier());
    Caller caller = caller(exchange, function);
    if (!type.equals("DryRun")) {
      exchange.set(TraceHeader.NAME, caller.traceId());
    }
    if (type.equals("DryRun")) {
      exchange.respond(204, new byte[0]);
    } else if (type.equals("Event")) {
      functions.invokeLater(function, new InvokeRequest(requestId, arn, event, caller, null));
      exchange.respond(202, new byte[0]);
    } else if (streaming) {
      stream(exchange, function, requestId, arn, event, caller);
    } else {
      invoke(exchange, function, new InvokeRequest(requestId, arn, event, caller, null));
    }
    return true;
  }

  /** The only version here is the unpublished one. */
  private ServedFunction find(FunctionName name) throws ServiceException {
    String region = functions.region();
    if (name.region() != null && !name.region().equals(region)) {
      throw ServiceException.notFound("Functions from '" + name.region()
          + "' are not reachable in this region ('" + region + "')");
    }
    String qualifier = name.qualifier() == null ? "$LATEST" : name.qualifier();
    ServedFunction function = functions.find(name.name()).orElse(null);
    if (function == null || !qualifier.equals("$LATEST")) {
      throw ServiceException.notFound("Function not found: arn:aws:lambda:" + region
          + ":123456789012:function:" + name.name() + ":" + qualifier);
    }
    return function;
  }

  private static String type(Exchange exchange, List<String> types) throws ServiceException {
    String type = exchange.header("X-Amz-Invocation-Type");
    if (type == null) {
      return "RequestResponse";
    }
    if (!types.contains(type)) {
      throw ServiceException.validation("1 validation error detected: Value '" + type
          + "' at 'invocationType' failed to satisfy constraint: Member must satisfy enum value set: "
          + types);
    }
    return type;
  }

  /** Without an event, the function gets an empty object. */
  private static byte[] event(Exchange exchange, String type) throws IOException, ServiceException {
    byte[] event = exchange.body(MAX_EVENT);
    if (event == null) {
      throw ServiceException.requestTooLarge(MAX_EVENT);
    }
    if (type.equals("Event") && event.length > MAX_ASYNC_EVENT) {
      throw ServiceException.eventTooLarge(event.length, MAX_ASYNC_EVENT);
    }
    if (event.length == 0) {
      return "{}".getBytes(StandardCharsets.UTF_8);
    }
    EventJson.check(event);
    return event;
  }

  private static Caller caller(Exchange exchange, ServedFunction function) throws ServiceException {
    String tenant = exchange.header("X-Amz-Tenant-Id");
    boolean hasTenant = tenant != null && !tenant.isEmpty();
    if (function.settings().tenancy() && !hasTenant) {
      throw ServiceException.validation(
          "The invoked function is enabled with tenancy configuration. "
              + "Add a valid tenant ID in your request and try again.");
    }
    if (!function.settings().tenancy() && hasTenant) {
      throw ServiceException.validation(
          "The invoked function is not enabled with tenancy configuration. "
              + "Remove the tenant ID from your request and try again.");
    }
    return new Caller(
        clientContext(exchange),
        null,
        hasTenant ? tenant : null,
        TraceHeader.of(exchange.header(TraceHeader.NAME)).toString());
  }

  private static String clientContext(Exchange exchange) throws ServiceException {
    String base64 = exchange.header("X-Amz-Client-Context");
    if (base64 == null) {
      return null;
    }
    try {
      byte[] json = Base64.getDecoder().decode(base64);
      if (EventJson.isJson(json)) {
        return new String(json, StandardCharsets.UTF_8).replaceAll("\\s*\\R\\s*", " ");
      }
    } catch (IllegalArgumentException e) {
      // Reported below, like text that is not JSON.
    }
    throw ServiceException.invalidContent("Client context must be a valid Base64-encoded JSON.");
  }

  private void invoke(Exchange exchange, ServedFunction function, InvokeRequest request)
      throws IOException, ServiceException {
    Invoked invoked = invoked(function, request);
    exchange.set("X-Amz-Executed-Version", "$LATEST");
    if (invoked.result().failed()) {
      exchange.set("X-Amz-Function-Error", "Unhandled");
    }
    if (asksForLog(exchange)) {
      exchange.set("X-Amz-Log-Result", LogTail.of(invoked.log()));
    }
    exchange.set("Content-Type", "application/json");
    exchange.respond(200, invoked.result().payload());
  }

  /**
   * A failure after the first bytes is an event of the stream, because the status has already been
   * sent.
   */
  private void stream(
      Exchange exchange,
      ServedFunction function,
      String requestId,
      String arn,
      byte[] event,
      Caller caller)
      throws IOException, ServiceException {
    EventStream stream = new EventStream(exchange);
    StreamedResponse response = new StreamedResponse() {
      @Override
      public void begin(String contentType) {
        stream.begin();
      }

      @Override
      public void write(byte[] bytes, int length) {
        stream.chunk(bytes, length);
      }
    };
    Invoked invoked = invoked(function, new InvokeRequest(requestId, arn, event, caller, response));
    stream.begin();
    JsonObject complete = new JsonObject();
    byte[] payload = invoked.result().payload();
    if (invoked.result().failed()) {
      complete.addProperty("ErrorCode", "Unhandled");
      complete.addProperty("ErrorDetails", invoked.result().text());
    } else {
      stream.chunk(
          payload, payload.length); // from a function that does not stream; otherwise empty
    }
    if (asksForLog(exchange)) {
      complete.addProperty("LogResult", LogTail.of(invoked.log()));
    }
    stream.complete(complete.toString());
  }

  private static boolean asksForLog(Exchange exchange) {
    return "Tail".equals(exchange.header("X-Amz-Log-Type"));
  }

  private Invoked invoked(ServedFunction function, InvokeRequest request) throws ServiceException {
    try {
      return functions.invoke(function, request);
    } catch (BusyException e) {
      throw ServiceException.busy();
    } catch (IOException e) {
      throw ServiceException.failed(e.getMessage());
    }
  }
}
