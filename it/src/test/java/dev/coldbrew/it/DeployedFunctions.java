// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** As much of the Lambda API as a plain deployment of functions sees. */
final class DeployedFunctions implements AutoCloseable {

  private static final String FUNCTIONS = "/2015-03-31/functions";

  private final HttpServer server;
  private final Map<String, JsonObject> functions = new ConcurrentHashMap<>();
  private final List<String> changes = new ArrayList<>();

  DeployedFunctions() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::respond);
    server.start();
  }

  /** With which a build finds it, and credentials of nobody. */
  String[] options() {
    return new String[] {
      "-Daws.endpointUrl=http://127.0.0.1:" + server.getAddress().getPort(),
      "-Daws.region=eu-central-1",
      "-Daws.accessKeyId=AKIDEXAMPLE",
      "-Daws.secretAccessKey=secret"
    };
  }

  /** What was asked to change functions since this was called last. */
  synchronized List<String> changes() {
    List<String> result = List.copyOf(changes);
    changes.clear();
    return result;
  }

  private void respond(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      JsonObject body =
          text.isEmpty() ? new JsonObject() : JsonParser.parseString(text).getAsJsonObject();
      String result = respond(exchange.getRequestMethod(), path, body);
      if (result == null) {
        exchange.getResponseHeaders().add("x-amzn-ErrorType", "ResourceNotFoundException");
      }
      byte[] bytes = (result == null ? "{\"Message\":\"Function not found\"}" : result)
          .getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(result == null ? 404 : 200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  /** Null for not found. */
  private synchronized String respond(String method, String path, JsonObject body) {
    String[] names = path.substring(FUNCTIONS.length()).split("/");
    if (method.equals("GET")) {
      boolean isFunction = names.length == 2; // and not its URL
      JsonObject function = isFunction ? functions.get(names[1]) : null;
      return function == null ? null : "{\"Configuration\":" + function + "}";
    }
    String name = names.length > 1 ? names[1] : body.get("FunctionName").getAsString();
    changes.add(method + " " + name + (names.length > 2 ? "/" + names[2] : ""));
    JsonObject function = functions.computeIfAbsent(name, key -> new JsonObject());
    JsonElement zip =
        body.has("Code") ? body.getAsJsonObject("Code").get("ZipFile") : body.get("ZipFile");
    body.entrySet().stream()
        .filter(each -> !List.of("Code", "ZipFile", "RevisionId").contains(each.getKey()))
        .forEach(each -> function.add(each.getKey(), each.getValue()));
    if (zip != null) {
      function.addProperty("CodeSha256", sha256(Base64.getDecoder().decode(zip.getAsString())));
    }
    function.addProperty(
        "FunctionArn", "arn:aws:lambda:eu-central-1:123456789012:function:" + name);
    function.addProperty("State", "Active");
    function.addProperty("LastUpdateStatus", "Successful");
    return function.toString();
  }

  private static String sha256(byte[] zip) {
    try {
      return Base64.getEncoder()
          .encodeToString(MessageDigest.getInstance("SHA-256").digest(zip));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
