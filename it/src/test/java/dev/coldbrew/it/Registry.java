// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.coldbrew.lambda.file.Digest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A registry of container images on this machine: what the OCI Distribution Specification says that
 * one has to do, and no more.
 */
final class Registry implements AutoCloseable {

  private static final String PASSWORD = "password";
  private static final String DIGEST = "Docker-Content-Digest";

  private final Path blobs;
  private final Map<String, String> types = new ConcurrentHashMap<>();
  private final Map<String, String> digestsOfTags = new ConcurrentHashMap<>();
  private final List<String> uploads = new CopyOnWriteArrayList<>();
  private final HttpsServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /** @param blobs the folder of what it gets */
  Registry(Path blobs) throws Exception {
    this.blobs = Files.createDirectories(blobs);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(ownCertificate()));
    server.setExecutor(threads);
    server.createContext("/v2/", this::respond);
    server.start();
  }

  /** One that nobody has signed, as is usual for a registry on one's own machine. */
  private SSLContext ownCertificate() throws Exception {
    Path file = blobs.resolve("key.p12");
    OlderSystemIT.run(
        List.of(
            Maven.JAVA_HOME.resolve("bin/keytool").toString(),
            "-genkeypair",
            "-keyalg",
            "EC",
            "-dname",
            "CN=localhost",
            "-storetype",
            "PKCS12",
            "-storepass",
            PASSWORD,
            "-keystore",
            file.toString()),
        blobs.resolve("keytool.log"));
    KeyStore keys = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  /** Such as {@code 127.0.0.1:40000}. */
  String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** The manifest of a tag or a digest. */
  JsonObject manifest(String reference) throws IOException {
    return JsonParser.parseString(Files.readString(blob(digest(reference)))).getAsJsonObject();
  }

  String digest(String reference) {
    return digestsOfTags.getOrDefault(reference, reference);
  }

  /** A blob that it has got. */
  Path blob(String digest) {
    return blobs.resolve(digest.replaceFirst("sha256:", ""));
  }

  /** The digests of the blobs, manifests included, that were sent since this was called last. */
  List<String> newUploads() {
    List<String> result = List.copyOf(uploads);
    uploads.clear();
    return result;
  }

  private void respond(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String last = path.substring(path.lastIndexOf('/') + 1);
      if (path.equals("/v2/")) {
        send(exchange, 200);
      } else if (path.contains("/manifests/")) {
        manifest(exchange, last);
      } else if (path.contains("/blobs/uploads/")) {
        upload(exchange, path, last);
      } else {
        get(exchange, last);
      }
    }
  }

  private void manifest(HttpExchange exchange, String reference) throws IOException {
    if (exchange.getRequestMethod().equals("PUT")) {
      byte[] content = exchange.getRequestBody().readAllBytes();
      String digest = "sha256:" + Digest.of(content);
      Files.write(blob(digest), content);
      uploads.add(digest);
      types.put(digest, exchange.getRequestHeaders().getFirst("Content-Type"));
      digestsOfTags.put(reference, digest);
      exchange.getResponseHeaders().set(DIGEST, digest);
      send(exchange, 201);
    } else {
      get(exchange, digest(reference));
    }
  }

  private void upload(HttpExchange exchange, String path, String last) throws IOException {
    Path part = blobs.resolve("upload-" + last);
    switch (exchange.getRequestMethod()) {
      case "POST" -> {
        exchange.getResponseHeaders().set("Location", path + System.nanoTime());
        send(exchange, 202);
      }
      case "PATCH" -> {
        Files.copy(exchange.getRequestBody(), part, StandardCopyOption.REPLACE_EXISTING);
        exchange.getResponseHeaders().set("Location", path);
        send(exchange, 202);
      }
      default -> {
        String digest = exchange.getRequestURI().getQuery().replaceFirst(".*digest=", "");
        boolean isWhole = ("sha256:" + Digest.of(part)).equals(digest);
        if (isWhole) {
          Files.move(part, blob(digest));
          uploads.add(digest);
        }
        send(exchange, isWhole ? 201 : 400);
      }
    }
  }

  private void get(HttpExchange exchange, String digest) throws IOException {
    Path file = blob(digest);
    if (!Files.exists(file)) {
      send(exchange, 404);
      return;
    }
    exchange.getResponseHeaders().set(DIGEST, digest);
    exchange
        .getResponseHeaders()
        .set("Content-Type", types.getOrDefault(digest, "application/octet-stream"));
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", "" + Files.size(file));
      exchange.sendResponseHeaders(200, -1);
    } else {
      exchange.sendResponseHeaders(200, Files.size(file));
      try (OutputStream out = exchange.getResponseBody()) {
        Files.copy(file, out);
      }
    }
  }

  private static void send(HttpExchange exchange, int status) throws IOException {
    exchange.getRequestBody().readAllBytes();
    exchange.sendResponseHeaders(status, -1);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
