// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve.http;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;

/** Why Lambda refuses a request, in Lambda's own words. */
final class ServiceException extends Exception {
  private static final long serialVersionUID = 1;

  private static final Gson JSON =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

  private static final String TOO_LARGE = "RequestEntityTooLargeException";

  private final int status;
  private final String type;
  private final String body;

  /** @param type which SDKs turn into an exception */
  private ServiceException(int status, String type, JsonObject body) {
    super(type);
    this.status = status;
    this.type = type;
    this.body = JSON.toJson(body);
  }

  /** The name, the qualifier or a header is malformed. */
  static ServiceException validation(String message) {
    JsonObject body = new JsonObject();
    body.addProperty("message", message);
    return new ServiceException(400, "ValidationException", body);
  }

  static ServiceException invalidParameter(String message) {
    return ofUser(400, "InvalidParameterValueException", "message", message);
  }

  static ServiceException notFound(String message) {
    return ofUser(404, "ResourceNotFoundException", "Message", message);
  }

  static ServiceException invalidContent(String message) {
    return ofUser(400, "InvalidRequestContentException", "message", message);
  }

  /** From the layer in front of the Invoke API, which has a form of its own. */
  static ServiceException requestTooLarge(int most) {
    JsonObject body = new JsonObject();
    body.addProperty(
        "Message",
        "Request must be smaller than " + most + " bytes for the InvokeFunction operation");
    return new ServiceException(413, TOO_LARGE, body);
  }

  static ServiceException eventTooLarge(int bytes, int most) {
    return ofUser(
        413,
        TOO_LARGE,
        "message",
        bytes + " byte payload is too large for the Event invocation type (limit " + most
            + " bytes)");
  }

  static ServiceException busy() {
    JsonObject body = new JsonObject();
    body.addProperty("Reason", "ReservedFunctionConcurrentInvocationLimitExceeded");
    body.addProperty("Type", "User");
    body.addProperty("message", "Rate Exceeded.");
    return new ServiceException(429, "TooManyRequestsException", body);
  }

  /** There is no function with that URL. */
  static ServiceException unknownUrl() {
    JsonObject body = new JsonObject();
    body.add("Message", JsonNull.INSTANCE);
    return new ServiceException(403, "AccessDeniedException", body);
  }

  static ServiceException failed(String message) {
    JsonObject body = new JsonObject();
    body.addProperty("Type", "Service");
    body.addProperty("Message", message);
    return new ServiceException(500, "ServiceException", body);
  }

  static ServiceException unknownOperation() {
    JsonObject body = new JsonObject();
    body.addProperty("Message", "lambda:serve supports only Invoke and InvokeWithResponseStream");
    return new ServiceException(404, "UnknownOperationException", body);
  }

  private static ServiceException ofUser(int status, String type, String field, String message) {
    JsonObject body = new JsonObject();
    body.addProperty("Type", "User");
    body.addProperty(field, message);
    return new ServiceException(status, type, body);
  }

  int status() {
    return status;
  }

  String type() {
    return type;
  }

  /** JSON. */
  String body() {
    return body;
  }
}
