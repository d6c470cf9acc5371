// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A runtime whose code is the file {@code version} in its task folder; {@code broken} does not start, and
 * one with the path of a file after a version writes that version into the file first, {@code restless} all of this again. Its
 * events say what it does: {@code await} names a file to wait for, {@code respond} is the response, {@code
 * stream} the parts of one, of the type {@code as}, with {@code await} before the last. Otherwise it
 * responds with its version.
 */
final class TaskRuntime {

  private static final String API =
      "http://" + System.getenv("AWS_LAMBDA_RUNTIME_API") + "/2018-06-01/runtime/";

  private TaskRuntime() {}

  public static void main(String[] args) throws Exception {
    String version =
        Files.readString(Path.of(System.getenv("LAMBDA_TASK_ROOT"), "version")).strip();
    if (version.equals("broken")) {
      String error = "{\"errorType\":\"example.Broken\",\"errorMessage\":\"this does not start\"}";
      post("init/error", error.getBytes(StandardCharsets.UTF_8));
      System.exit(1);
    }
    if (version.contains(" ")) {
      String[] parts = version.split(" ", 2);
      Files.writeString(Path.of(parts[1]), parts[0].equals("restless") ? version : parts[0]);
    }
    System.out.println("process " + ProcessHandle.current().pid());
    while (true) {
      HttpURLConnection next = open("invocation/next");
      JsonElement event;
      try (InputStream in = next.getInputStream()) {
        event = JsonParser.parseString(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
      String id = next.getHeaderField("Lambda-Runtime-Aws-Request-Id");
      handle(event, "invocation/" + id + "/response", version);
    }
  }

  private static void handle(JsonElement given, String path, String version) throws IOException {
    JsonObject event = given.isJsonObject() ? given.getAsJsonObject() : new JsonObject();
    if (event.has("requestContext") && event.has("body")) { // of a URL: its body says what to do
      JsonElement body = JsonParser.parseString(event.get("body").getAsString());
      event = body.isJsonObject() ? body.getAsJsonObject() : event;
    }
    if (event.has("Records")) { // of a queue: the body of the first message does
      JsonObject first = event.getAsJsonArray("Records").get(0).getAsJsonObject();
      event = JsonParser.parseString(first.get("body").getAsString()).getAsJsonObject();
    }
    if (event.has("stream")) {
      stream(event, path);
      return;
    }
    await(event);
    JsonElement response = event.has("echo") ? given : event.get("respond");
    String text = response == null ? "\"" + version + "\"" : new Gson().toJson(response);
    post(path, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void await(JsonObject event) {
    if (event.has("await")) {
      System.out.println("waiting");
      Path file = Path.of(event.get("await").getAsString());
      while (!Files.exists(file)) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
      }
    }
  }

  private static void stream(JsonObject event, String path) throws IOException {
    HttpURLConnection connection = open(path);
    connection.setDoOutput(true);
    connection.setChunkedStreamingMode(0);
    connection.setRequestProperty("Lambda-Runtime-Function-Response-Mode", "streaming");
    connection.setRequestProperty("Content-Type", event.get("as").getAsString());
    try (OutputStream out = connection.getOutputStream()) {
      int left = event.get("stream").getAsJsonArray().size();
      for (JsonElement part : event.get("stream").getAsJsonArray()) {
        if (--left == 0) {
          await(event);
        }
        out.write(part.getAsString().getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    }
    connection.getResponseCode();
  }

  private static void post(String path, byte[] body) throws IOException {
    HttpURLConnection connection = open(path);
    connection.setDoOutput(true);
    connection.getOutputStream().write(body);
    connection.getResponseCode();
  }

  private static HttpURLConnection open(String path) throws IOException {
    return (HttpURLConnection) URI.create(API + path).toURL().openConnection();
  }
}
