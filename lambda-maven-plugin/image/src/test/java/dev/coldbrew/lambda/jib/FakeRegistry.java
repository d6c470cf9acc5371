// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jib;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.coldbrew.lambda.file.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okio.Buffer;
import okio.Socket;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * A registry of container images, as the OCI Distribution Specification describes one, with the faults
 * that a test wants.
 */
final class FakeRegistry implements AutoCloseable {

  private final Map<String, byte[]> contents = new ConcurrentHashMap<>();
  private final Map<String, byte[]> parts = new ConcurrentHashMap<>();
  private final Map<String, String> types = new ConcurrentHashMap<>();
  private final Map<String, String> digestsOfTags = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger uploads = new AtomicInteger();
  private final MockWebServer server = new MockWebServer();
  private volatile Function<RecordedRequest, Optional<MockResponse>> fault =
      request -> Optional.empty();
  private volatile Optional<String> authorization = Optional.empty();
  private volatile Optional<String> tokensFor = Optional.empty();
  private volatile boolean givesTokens = true;
  private volatile Optional<String> proxyAuthorization = Optional.empty();

  FakeRegistry() throws IOException {
    server.setDispatcher(new Dispatcher() {
      @Override
      public MockResponse dispatch(RecordedRequest request) {
        return respond(request);
      }
    });
    server.setServerSocketFactory(new PlainServerSocketFactory());
    server.start(InetAddress.getLoopbackAddress(), 0);
  }

  int port() {
    return server.getPort();
  }

  /** Such as {@code 127.0.0.1:40000}. */
  String host() {
    return "127.0.0.1:" + server.getPort();
  }

  /** Responds differently to some requests. */
  void fail(Function<RecordedRequest, Optional<MockResponse>> faults) {
    fault = faults;
  }

  /** Responds with that status to requests of a method whose path contains a text. */
  void fail(String method, String path, int status) {
    fail(request -> request.getMethod().equals(method) && request.getTarget().contains(path)
        ? Optional.of(status(status).build())
        : Optional.empty());
  }

  void requirePassword(String user, String password) {
    authorization = Optional.of(basic(user, password));
  }

  /** Requires a token for each repository, which that user gets. */
  void requireToken(String user, String password) {
    tokensFor = Optional.of(basic(user, password));
  }

  void giveNoToken() {
    givesTokens = false;
  }

  /** Requires it for requests to a proxy, which this server is as well. */
  void requireProxyPassword(String user, String password) {
    proxyAuthorization = Optional.of(basic(user, password));
  }

  private static String basic(String user, String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  /** Method and target of each since the last call, without the query. */
  List<String> requests() {
    List<String> result = List.copyOf(requests);
    requests.clear();
    return result;
  }

  JsonObject json(String reference) {
    byte[] content = contents.get(digestsOfTags.getOrDefault(reference, reference));
    return JsonParser.parseString(new String(content, StandardCharsets.UTF_8)).getAsJsonObject();
  }

  String type(String reference) {
    return types.get(digestsOfTags.get(reference));
  }

  String digest(String tag) {
    return digestsOfTags.get(tag);
  }

  JsonObject configuration(String reference) {
    return json(json(reference).getAsJsonObject("config").get("digest").getAsString());
  }

  /** The digests of an image's layers. */
  List<String> layers(String reference) {
    List<String> layers = new ArrayList<>();
    json(reference)
        .getAsJsonArray("layers")
        .forEach(layer -> layers.add(layer.getAsJsonObject().get("digest").getAsString()));
    return layers;
  }

  byte[] content(String digest) {
    return contents.get(digest);
  }

  /** The entries of a layer: mode, time, owner and name of each. */
  List<String> entries(String digest) throws IOException {
    List<String> entries = new ArrayList<>();
    try (InputStream bytes = new GZIPInputStream(new ByteArrayInputStream(contents.get(digest)));
        TarArchiveInputStream in = new TarArchiveInputStream(bytes)) {
      for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        entries.add("%o %s %d:%d %s"
            .formatted(
                entry.getMode() & 0777,
                entry.getLastModifiedTime().toInstant(),
                entry.getLongUserId(),
                entry.getLongGroupId(),
                entry.getName()));
      }
    }
    return entries;
  }

  private MockResponse respond(RecordedRequest request) {
    requests.add(request.getMethod() + " " + request.getTarget().replaceFirst("\\?.*", ""));
    if (proxyAuthorization.isPresent()
        && !proxyAuthorization.get().equals(request.getHeaders().get("Proxy-Authorization"))) {
      return status(407)
          .addHeader("Proxy-Authenticate", "Basic realm=\"company\"")
          .build();
    }
    if (request.getMethod().equals("CONNECT")) {
      return status(200).socketHandler(FakeRegistry::endHandshake).build();
    }
    Optional<MockResponse> other = fault.apply(request);
    if (other.isPresent()) {
      return other.get();
    }
    if (authorization.isPresent()
        && !authorization.get().equals(request.getHeaders().get("Authorization"))) {
      return status(401).addHeader("WWW-Authenticate", "Basic realm=\"test\"").build();
    }
    String path = request.getUrl().encodedPath();
    if (path.equals("/token")) {
      return token(request);
    }
    if (tokensFor.isPresent() && !hasToken(request, path)) {
      return status(401)
          .addHeader(
              "WWW-Authenticate",
              "Bearer realm=\"http://%s/token\",service=\"test\"".formatted(host()))
          .build();
    }
    String last = path.substring(path.lastIndexOf('/') + 1);
    if (path.equals("/v2/")) {
      return status(200).build();
    }
    if (path.contains("/blobs/uploads/")) {
      return upload(request, path);
    }
    if (request.getMethod().equals("PUT")) {
      byte[] content = request.getBody().toByteArray();
      String digest = "sha256:" + Digest.of(content);
      contents.put(digest, content);
      types.put(digest, request.getHeaders().get("Content-Type"));
      digestsOfTags.put(last, digest);
      return status(201).addHeader("Docker-Content-Digest", digest).build();
    }
    return content(digestsOfTags.getOrDefault(last, last), request.getMethod().equals("HEAD"));
  }

  private MockResponse token(RecordedRequest request) {
    if (!givesTokens) {
      return status(200).body("{}").build();
    }
    if (!tokensFor.get().equals(request.getHeaders().get("Authorization"))) {
      return status(401).build();
    }
    String scope = request.getUrl().queryParameter("scope"); // such as repository:hello:pull,push
    return status(200).body("{\"token\": \"token-of-" + scope + "\"}").build();
  }

  private static boolean hasToken(RecordedRequest request, String path) {
    String token = request.getHeaders().get("Authorization");
    String repository = path.replaceFirst("^/v2/", "").replaceFirst("/.*", "");
    String action = List.of("GET", "HEAD").contains(request.getMethod()) ? "pull" : "push";
    return token != null
        && token.startsWith("Bearer token-of-repository:" + repository + ":")
        && token.contains(action);
  }

  /** The server at the other end of the tunnel has no TLS. */
  private static void endHandshake(Socket tunnel) {
    try {
      tunnel.getSource().read(new Buffer(), 1 << 14); // all of it, or the server parses the rest
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      tunnel.cancel();
    }
  }

  private MockResponse upload(RecordedRequest request, String path) {
    byte[] body = request.getBody() == null ? new byte[0] : request.getBody().toByteArray();
    switch (request.getMethod()) {
      case "POST":
        return status(202)
            .addHeader("Location", path + uploads.incrementAndGet())
            .build();
      case "PATCH":
        parts.put(path, body);
        return status(202).addHeader("Location", path).build();
      default:
        contents.put(request.getUrl().queryParameter("digest"), parts.remove(path));
        return status(201).build();
    }
  }

  private MockResponse content(String digest, boolean headersOnly) {
    byte[] content = contents.get(digest);
    if (content == null) {
      return status(404).build();
    }
    MockResponse.Builder response = status(200)
        .addHeader("Docker-Content-Digest", digest)
        .addHeader("Content-Type", types.getOrDefault(digest, "application/octet-stream"));
    return headersOnly
        ? response.setHeader("Content-Length", content.length).build()
        : response.body(new Buffer().write(content)).build();
  }

  static MockResponse.Builder status(int status) {
    return new MockResponse.Builder().code(status);
  }

  @Override
  public void close() {
    server.close();
  }
}
