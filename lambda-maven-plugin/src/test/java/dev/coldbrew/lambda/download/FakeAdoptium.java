// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.download;

import dev.coldbrew.lambda.file.Digest;
import java.io.IOException;
import java.net.Authenticator;
import java.net.InetAddress;
import java.net.PasswordAuthentication;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okio.Buffer;

/** A mirror of Adoptium's API and archives, as its documentation describes them, with small archives. */
public final class FakeAdoptium implements AutoCloseable {

  /** By feature version, release and path: the JSON of an archive. */
  private final Map<String, Map<String, Map<String, String>>> releases = new LinkedHashMap<>();

  private final Map<String, byte[]> archives = new LinkedHashMap<>();
  private final BlockingQueue<MockResponse> scripted = new LinkedBlockingQueue<>();
  private final List<RecordedRequest> requests = new ArrayList<>();
  private final MockWebServer server = new MockWebServer();

  public FakeAdoptium() throws IOException {
    server.setDispatcher(new Dispatcher() {
      @Override
      public MockResponse dispatch(RecordedRequest request) {
        return respond(request);
      }
    });
    server.start(InetAddress.getLoopbackAddress(), 0);
  }

  /** Such as {@code http://127.0.0.1:40000}. */
  public String url() {
    return "http://127.0.0.1:" + server.getPort();
  }

  public Source source() {
    return source(url());
  }

  static Source source(String url) {
    return new Source(
        URI.create(url),
        Optional.of("company"),
        Optional.empty(),
        ProxySelector.of(null),
        new NoLogin());
  }

  static final class NoLogin extends Authenticator {

    @Override
    protected PasswordAuthentication getPasswordAuthentication() {
      return null;
    }
  }

  /**
   * Publishes an archive.
   *
   * @param version such as {@code 25.0.3+9-LTS}
   * @param image {@code jdk} or {@code jmods}
   * @param architecture {@code x64} or {@code aarch64}
   */
  public Asset publish(String version, String image, String architecture, byte[] archive)
      throws IOException {
    return publish(version, image, architecture, archive, sha256(archive), archive.length);
  }

  Asset publish(
      String version, String image, String architecture, byte[] archive, String sha256, long size)
      throws IOException {
    String number = version.replaceFirst("-LTS$", "");
    String feature = number.replaceFirst("\\D.*", "");
    String name = "OpenJDK%sU-%s_%s_linux_hotspot_%s.tar.gz"
        .formatted(feature, image, architecture, number.replace('+', '_'));
    String path = "/adoptium/temurin" + feature + "-binaries/releases/download/jdk-"
        + number.replace("+", "%2B") + "/" + name;
    archives.put(path, archive);
    String json = """
        {"os": "linux", "architecture": "%s", "image_type": "%s", "jvm_impl": "hotspot",
         "heap_size": "normal", "project": "jdk",
         "package": {"name": "%s", "link": "https://github.com%s", "size": %d, "checksum": "%s"}}""".formatted(architecture, image, name, path, size, sha256);
    releases
        .computeIfAbsent(feature, key -> new LinkedHashMap<>())
        .computeIfAbsent(version, key -> new LinkedHashMap<>())
        .put(path, json);
    return new Asset(
        "jdk-" + number,
        version,
        AdoptiumApi.folder("jdk-" + number, image, new Platform("linux", architecture)),
        name,
        URI.create(url() + path),
        size,
        sha256);
  }

  static String sha256(byte[] bytes) throws IOException {
    Path file = Files.createTempFile("archive", "");
    try {
      return Digest.of(Files.write(file, bytes));
    } finally {
      Files.delete(file);
    }
  }

  /** For the next request of an archive, in place of the archive. */
  void nextArchive(MockResponse response) {
    scripted.add(response);
  }

  static Buffer body(byte[] bytes) {
    return new Buffer().write(bytes);
  }

  /** What was asked for: the path, and the range if there was one. */
  public synchronized List<String> requests() {
    return requests.stream()
        .map(request -> request.getTarget().replaceFirst("\\?.*", "")
            + Optional.ofNullable(request.getHeaders().get("Range"))
                .map(range -> " " + range)
                .orElse(""))
        .toList();
  }

  synchronized RecordedRequest request(int index) {
    return requests.get(index);
  }

  private synchronized MockResponse respond(RecordedRequest request) {
    requests.add(request);
    String path = request.getTarget().replaceFirst("\\?.*", "");
    if (archives.containsKey(path)) {
      MockResponse next = scripted.poll();
      return next == null ? archive(archives.get(path), request.getHeaders().get("Range")) : next;
    }
    if (path.equals("/v3/info/available_releases")) {
      return json("{\"available_releases\": " + new TreeSet<>(releases.keySet())
          + ", \"most_recent_lts\": 25}");
    }
    String feature = path.replaceFirst("/v3/assets/feature_releases/(\\d+)/ga", "$1");
    if (!releases.containsKey(feature)) {
      return new MockResponse.Builder().code(404).build();
    }
    int page = Integer.parseInt(request.getTarget().replaceFirst(".*[?&]page=(\\d+).*", "$1"));
    List<String> all = new ArrayList<>();
    releases.get(feature).forEach((version, archives) -> all.add(0, release(version, archives)));
    return all.size() <= page * 20
        ? new MockResponse.Builder().code(404).build()
        : json(all.subList(page * 20, Math.min(all.size(), page * 20 + 20)).toString());
  }

  private static String release(String version, Map<String, String> archives) {
    return """
        {"release_name": "jdk-%s", "release_type": "ga", "vendor": "eclipse",
         "version_data": {"openjdk_version": "%s"}, "binaries": %s}""".formatted(version.replaceFirst("-LTS$", ""), version, archives.values());
  }

  private static MockResponse json(String body) {
    return new MockResponse.Builder()
        .setHeader("Content-Type", "application/json")
        .body(body)
        .build();
  }

  static MockResponse archive(byte[] archive, String range) {
    if (range == null) {
      return new MockResponse.Builder().body(body(archive)).build();
    }
    int offset = Integer.parseInt(range.replaceAll("\\D", ""));
    byte[] rest = Arrays.copyOfRange(archive, offset, archive.length);
    return new MockResponse.Builder()
        .code(206)
        .setHeader(
            "Content-Range", "bytes " + offset + "-" + (archive.length - 1) + "/" + archive.length)
        .body(body(rest))
        .build();
  }

  @Override
  public void close() {
    server.close();
  }
}
