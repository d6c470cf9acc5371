// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve.http;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.coldbrew.lambda.emulator.ExampleEvent;
import dev.coldbrew.lambda.serve.EventFolder;
import dev.coldbrew.lambda.serve.Functions;
import dev.coldbrew.lambda.serve.Journal;
import dev.coldbrew.lambda.serve.ServedFunction;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The page to try functions in, and the data it asks for. It invokes functions through the Invoke
 * API, like every other client.
 */
public final class ConsolePage {

  /** The page's path. */
  public static final String PATH = "/_coldbrew";

  /** The types of its files, by extension. */
  private static final Map<String, String> TYPES = Map.of(
      "html", "text/html; charset=utf-8",
      "css", "text/css; charset=utf-8",
      "js", "text/javascript; charset=utf-8",
      "svg", "image/svg+xml");

  private static final List<String> FILES = List.of(
      "console.css",
      "console.js",
      "editor.js",
      "history.js",
      "result.js",
      "json.js",
      "diff.js",
      "eventstream.js",
      "text.js",
      "icon.svg");

  /** Allows nothing but the page's own files, and never turns text into markup. */
  private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
      + "img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
      + "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

  /**
   * After this much silence, an empty message is sent: only sending something shows that a page is
   * gone.
   */
  private static final Duration SILENCE = Duration.ofSeconds(15);

  /**
   * What happens within this time is sent together: a function may print faster than a browser can
   * read.
   */
  private static final Duration HANDFUL = Duration.ofMillis(20);

  private final Functions functions;
  private final Journal journal;
  private final Map<String, EventFolder> events;

  /** Distinguishes the entries of this server from those of one that had its port before. */
  private final String server = UUID.randomUUID().toString();

  /** @param eventFolders the folders of the functions' own events, by the function's name */
  public ConsolePage(Functions functions, Journal journal, Map<String, EventFolder> eventFolders) {
    this.functions = functions;
    this.journal = journal;
    this.events = Map.copyOf(eventFolders);
  }

  /** Responds to a request for the page or its data; returns false for any other. */
  boolean handle(Exchange exchange) throws IOException {
    String path = exchange.rawPath();
    if (!path.equals(PATH) && !path.startsWith(PATH + "/")) {
      return false;
    }
    exchange.set("Content-Security-Policy", POLICY);
    exchange.set("X-Content-Type-Options", "nosniff");
    exchange.set("Cross-Origin-Resource-Policy", "same-origin");
    exchange.set("Referrer-Policy", "no-referrer");
    exchange.set("Cache-Control", "no-store");
    if (!exchange.method().equals("GET")) {
      exchange.set("Allow", "GET");
      exchange.respond(405, "text/plain", "this page is read-only\n");
    } else {
      get(exchange, path.length() <= PATH.length() ? "" : path.substring(PATH.length() + 1));
    }
    return true;
  }

  private void get(Exchange exchange, String name) throws IOException {
    switch (name) {
      case "" -> file(exchange, "console.html");
      case "functions" -> json(exchange, functions());
      case "event" -> event(exchange);
      case "examples" -> json(exchange, ConsoleJson.examples());
      case "example" -> example(exchange);
      case "journal" -> follow(exchange);
      case "entry" -> entry(exchange);
      default -> {
        if (FILES.contains(name)) {
          file(exchange, name);
        } else {
          missing(exchange);
        }
      }
    }
  }

  private static void file(Exchange exchange, String name) throws IOException {
    try (InputStream in = ConsolePage.class.getResourceAsStream(name)) {
      exchange.set("Content-Type", TYPES.get(name.substring(name.indexOf('.') + 1)));
      exchange.respond(200, in.readAllBytes());
    }
  }

  private JsonObject functions() throws IOException {
    JsonArray all = new JsonArray();
    for (ServedFunction function : functions.all()) {
      String name = function.name();
      List<String> own = events.containsKey(name) ? events.get(name).names() : List.of();
      all.add(ConsoleJson.function(function, own, journal.latestStart(name).orElse(null)));
    }
    JsonObject json = new JsonObject();
    json.addProperty("server", server);
    json.add("functions", all);
    return json;
  }

  /** Sends one of a function's own events. */
  private void event(Exchange exchange) throws IOException {
    String function = exchange.parameter("function");
    EventFolder folder = function == null ? null : events.get(function);
    Optional<byte[]> event =
        folder == null ? Optional.empty() : folder.read(exchange.parameter("name"));
    if (event.isPresent()) {
      text(exchange, event.get());
    } else {
      missing(exchange);
    }
  }

  private static void example(Exchange exchange) throws IOException {
    String name = exchange.parameter("name");
    for (ExampleEvent example : ExampleEvent.all()) {
      if (example.name().equals(name)) {
        text(exchange, example.json());
        return;
      }
    }
    missing(exchange);
  }

  /** Sends a whole entry. */
  private void entry(Exchange exchange) throws IOException {
    String number = exchange.parameter("number");
    Optional<Journal.Entry> entry = number != null && number.matches("\\d{1,18}")
        ? journal.find(Long.parseLong(number))
        : Optional.empty();
    if (entry.isPresent()) {
      json(exchange, ConsoleJson.whole(entry.get()));
    } else {
      missing(exchange);
    }
  }

  /**
   * Sends what has happened, and then what happens, as Server-Sent Events. A page that reconnects
   * names the last entry that it has.
   */
  private void follow(Exchange exchange) throws IOException {
    String id = exchange.header("Last-Event-ID");
    long last = last(id == null ? exchange.parameter("last") : id);
    exchange.set("Content-Type", "text/event-stream");
    try (OutputStream out = exchange.stream(200)) {
      send(out, "retry: 1000\nevent: server\ndata: \"" + server + "\"\n\n");
      while (true) {
        List<Journal.Entry> entries = journal.after(last, SILENCE);
        for (Journal.Entry entry : entries) {
          last = entry.number();
          send(
              out,
              "id: " + server + " " + last + "\nevent: " + ConsoleJson.kind(entry) + "\ndata: "
                  + ConsoleJson.parts(entry) + "\n\n");
        }
        if (entries.isEmpty()) {
          send(out, ":\n\n");
        }
        out.flush();
        Thread.sleep(HANDFUL.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the server is closing
    }
  }

  private long last(String id) {
    String prefix = server + " ";
    return id != null && id.startsWith(prefix) && id.substring(prefix.length()).matches("\\d{1,18}")
        ? Long.parseLong(id.substring(prefix.length()))
        : 0;
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void json(Exchange exchange, JsonElement json) throws IOException {
    exchange.respond(200, "application/json", json.toString());
  }

  private static void text(Exchange exchange, byte[] text) throws IOException {
    exchange.set("Content-Type", "text/plain; charset=utf-8");
    exchange.respond(200, text);
  }

  private static void missing(Exchange exchange) throws IOException {
    exchange.respond(404, "text/plain", "not found\n");
  }
}
