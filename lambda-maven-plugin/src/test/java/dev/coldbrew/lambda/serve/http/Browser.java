// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve.http;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Chromium without a window, driven through its own protocol.
 *
 * @see <a href="https://chromedevtools.github.io/devtools-protocol/">Chrome DevTools Protocol</a>
 */
final class Browser implements AutoCloseable {

  private final Process process;
  private final Map<Integer, CompletableFuture<JsonObject>> replies = new ConcurrentHashMap<>();
  private final AtomicInteger last = new AtomicInteger();
  private WebSocket socket;
  private volatile CompletableFuture<Void> loaded;

  private Browser(Process process) {
    this.process = process;
  }

  /** Debian's, as it is on the path. */
  static Optional<Path> installed() {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .map(folder -> Path.of(folder, "chromium"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** @param folder for its profile */
  static Browser open(Path chromium, Path folder, String url) throws Exception {
    Process process = new ProcessBuilder(
            chromium.toString(),
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--no-first-run",
            "--remote-debugging-port=0",
            "--user-data-dir=" + folder,
            "about:blank")
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
    Browser browser = new Browser(process);
    try {
      browser.connect();
      browser.call("Page.enable", "{}");
      browser.load("Page.navigate", "{\"url\":\"" + url + "\"}");
      return browser;
    } catch (Exception e) {
      browser.close();
      throw e;
    }
  }

  private void connect() throws Exception {
    String port = null;
    BufferedReader errors = process.errorReader();
    while (port == null) {
      String line = errors.readLine();
      if (line == null) {
        throw new IOException("chromium has ended");
      }
      if (line.startsWith("DevTools listening on ")) {
        port = line.replaceFirst(".*:(\\d+)/.*", "$1");
      }
    }
    Thread drain = new Thread(() -> errors.lines().forEach(line -> {}));
    drain.setDaemon(true);
    drain.start();
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest create = HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + port + "/json/new?about:blank"))
        .method("PUT", HttpRequest.BodyPublishers.noBody())
        .build();
    String page = client.send(create, HttpResponse.BodyHandlers.ofString()).body();
    URI address = URI.create(JsonParser.parseString(page)
        .getAsJsonObject()
        .get("webSocketDebuggerUrl")
        .getAsString());
    socket = client.newWebSocketBuilder().buildAsync(address, new Replies()).get();
  }

  private final class Replies implements WebSocket.Listener {
    private final StringBuilder message = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean isLast) {
      message.append(part);
      if (isLast) {
        JsonObject json = JsonParser.parseString(message.toString()).getAsJsonObject();
        message.setLength(0);
        if (json.has("id")) {
          replies.remove(json.get("id").getAsInt()).complete(json);
        } else if (json.get("method").getAsString().equals("Page.loadEventFired")) {
          loaded.complete(null);
        }
      }
      from.request(1);
      return null;
    }
  }

  void reload() throws Exception {
    load("Page.reload", "{}");
  }

  private void load(String method, String parameters) throws Exception {
    loaded = new CompletableFuture<>();
    call(method, parameters);
    loaded.get(20, TimeUnit.SECONDS);
  }

  /** @param parameters JSON */
  JsonObject call(String method, String parameters) throws Exception {
    int id = last.incrementAndGet();
    CompletableFuture<JsonObject> reply = new CompletableFuture<>();
    replies.put(id, reply);
    socket.sendText(
        "{\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":" + parameters + "}", true);
    JsonObject json = reply.get(20, TimeUnit.SECONDS);
    if (json.has("error")) {
      throw new IOException(method + ": " + json.get("error"));
    }
    return json.getAsJsonObject("result");
  }

  /** The value of an expression, or of its promise, as text. */
  String value(String expression) throws Exception {
    JsonObject parameters = new JsonObject();
    parameters.addProperty("expression", expression);
    parameters.addProperty("awaitPromise", true);
    parameters.addProperty("returnByValue", true);
    JsonObject reply = call("Runtime.evaluate", parameters.toString());
    if (reply.has("exceptionDetails")) {
      throw new IOException(expression + ": " + reply.get("exceptionDetails"));
    }
    JsonObject result = reply.getAsJsonObject("result");
    return result.has("value") ? result.get("value").getAsString() : result.toString();
  }

  /** The text of the first element that a selector names. */
  String text(String selector) throws Exception {
    return value("document.querySelector('" + selector + "').textContent");
  }

  /** Waits until an expression is true, which it becomes when the page changes. */
  void await(String expression) throws Exception {
    value("new Promise(done => { const check = () => (" + expression + ") && done(true); check();"
        + " new MutationObserver(check).observe(document, { subtree: true, childList: true,"
        + " attributes: true, characterData: true }); })");
  }

  /** Presses Enter, with Ctrl. */
  void pressCtrlEnter() throws Exception {
    for (String type : new String[] {"rawKeyDown", "keyUp"}) {
      call(
          "Input.dispatchKeyEvent",
          "{\"type\":\"" + type + "\",\"modifiers\":2,\"key\":\"Enter\",\"code\":\"Enter\","
              + "\"windowsVirtualKeyCode\":13}");
    }
  }

  void show(int width, int height, boolean dark) throws Exception {
    call(
        "Emulation.setDeviceMetricsOverride",
        "{\"width\":" + width + ",\"height\":" + height
            + ",\"deviceScaleFactor\":1,\"mobile\":false}");
    call(
        "Emulation.setEmulatedMedia",
        "{\"features\":[{\"name\":\"prefers-color-scheme\",\"value\":\"" + (dark ? "dark" : "light")
            + "\"}]}");
  }

  /** A PNG of all of the page. */
  byte[] screenshot() throws Exception {
    JsonObject reply = call("Page.captureScreenshot", "{\"captureBeyondViewport\":true}");
    return Base64.getDecoder().decode(reply.get("data").getAsString());
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    process.onExit().join();
  }
}
