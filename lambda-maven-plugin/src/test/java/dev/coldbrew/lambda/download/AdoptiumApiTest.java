// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coldbrew.lambda.problem.ProblemException;
import java.net.InetAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class AdoptiumApiTest {

  private static final Platform X64 = Platform.linux("x86_64");

  private static final String USABLE =
      "\"name\": \"a.tar.gz\", \"link\": \"https://github.com/a\", \"size\": 3, \"checksum\": \"SHA\"";

  private final MockWebServer server = new MockWebServer();

  private FakeAdoptium adoptium;

  @BeforeEach
  void start() throws Exception {
    server.start(InetAddress.getLoopbackAddress(), 0);
    adoptium = new FakeAdoptium();
  }

  @AfterEach
  void close() {
    server.close();
    adoptium.close();
  }

  @Test
  void archivesOfAVersionAreThoseOfItsPlatform() throws Exception {
    adoptium.publish("25.0.3+9-LTS", "jmods", "x64", new byte[3]);
    adoptium.publish("25.0.3+9-LTS", "jdk", "aarch64", new byte[3]);
    adoptium.publish("26.0.1+8", "jdk", "x64", new byte[3]);
    Asset asset = adoptium.publish("25.0.3+9-LTS", "jdk", "x64", new byte[4]);

    // The server behaves as a mirror that ignores what is behind the path.
    assertEquals(List.of(asset), new AdoptiumApi(adoptium.source()).assets(25, "jdk", X64));
    assertEquals(
        "/v3/assets/feature_releases/25/ga?architecture=x64&heap_size=normal&image_type=jdk"
            + "&jvm_impl=hotspot&os=linux&page=0&page_size=20&project=jdk&vendor=eclipse",
        adoptium.request(0).getTarget());
  }

  @Test
  void folderIsNamedByReleaseImageAndPlatform() {
    assertEquals("jdk-25.0.3+9-linux-x64", AdoptiumApi.folder("jdk-25.0.3+9", "jdk", X64));
    assertEquals(
        "jdk-25.0.3+9-linux-aarch64-jmods",
        AdoptiumApi.folder("jdk-25.0.3+9", "jmods", Platform.linux("aarch64")));
  }

  @Test
  void allPagesAreRead() throws Exception {
    for (int update = 1; update <= 40; update++) {
      adoptium.publish("17.0." + update + "+1", "jdk", "x64", new byte[] {1});
    }

    List<Asset> assets = new AdoptiumApi(adoptium.source()).assets(17, "jdk", X64);

    assertEquals(40, assets.size());
    assertEquals("17.0.40+1", assets.get(0).version());
  }

  @Test
  void mirrorThatSendsTheSamePageAgainIsReadOnce() throws Exception {
    StringBuilder page = new StringBuilder("[");
    for (int update = 1; update <= 20; update++) {
      page.append("{\"release_name\": \"jdk-17.0.").append(update).append("+1\"},");
    }
    String json = page.replace(page.length() - 1, page.length(), "]").toString();
    server.enqueue(new MockResponse.Builder().body(json).build());
    server.enqueue(new MockResponse.Builder().body(json).build());

    assertEquals(List.of(), api().assets(17, "jdk", X64));
    assertEquals(2, server.getRequestCount());
  }

  @Test
  void versionThatDoesNotExistHasNoArchives() {
    assertEquals(List.of(), new AdoptiumApi(adoptium.source()).assets(99, "jdk", X64));
  }

  @Test
  void versionsThatThereAreAreNamed() throws Exception {
    adoptium.publish("25.0.3+9-LTS", "jdk", "x64", new byte[3]);
    adoptium.publish("17.0.19+10", "jdk", "x64", new byte[3]);

    assertEquals(List.of(17, 25), new AdoptiumApi(adoptium.source()).features());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"name\": \"../../.bashrc\", \"link\": \"https://github.com/a\", \"size\": 3, \"checksum\": \"SHA\"",
        "\"name\": \"a.tar.gz\", \"link\": \"https://github.com/a\", \"size\": 3, \"checksum\": null",
        "\"name\": \"a.tar.gz\", \"link\": \"https://github.com/a\", \"size\": 3, \"checksum\": \"0\"",
        "\"name\": \"a.tar.gz\", \"link\": null, \"size\": 3, \"checksum\": \"SHA\"",
        "\"name\": \"a.tar.gz\", \"link\": \"https://github.com/a\", \"size\": 0, \"checksum\": \"SHA\"",
        "\"name\": \"a.zip\", \"link\": \"https://github.com/a\", \"size\": 3, \"checksum\": \"SHA\"",
      })
  void archiveThatCannotBeUsedIsNone(String archive) {
    server.enqueue(release("jdk-25.0.3+9", archive));

    assertEquals(List.of(), api().assets(25, "jdk", X64));
  }

  @Test
  void releaseWhoseNameIsNoFileNameIsNone() {
    server.enqueue(release("../jdk-25", USABLE));

    assertEquals(List.of(), api().assets(25, "jdk", X64));
  }

  @Test
  void archiveThatCanBeUsedIsOne() {
    server.enqueue(release("jdk-25.0.3+9", USABLE));

    assertEquals(1, api().assets(25, "jdk", X64).size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "newest", "25.x"})
  void releaseWhoseVersionIsNoneIsNone(String version) {
    server.enqueue(release("jdk-25", version, USABLE));

    assertEquals(List.of(), api().assets(25, "jdk", X64));
  }

  @Test
  void linkBelowTheMirrorIsTakenAsItIs() {
    String link = server.url("/files/a.tar.gz").toString().replace("localhost", "127.0.0.1");
    server.enqueue(release(
        "jdk-25.0.3+9",
        "\"name\": \"a.tar.gz\", \"link\": \"" + link + "\", \"size\": 3, \"checksum\": \"SHA\""));

    assertEquals(link, api().assets(25, "jdk", X64).get(0).link().toString());
  }

  @Test
  void withoutAMirrorLinksAreTakenAsTheyAre() {
    URI link = URI.create("https://github.com/adoptium/temurin25-binaries/a.tar.gz");
    Source direct = new Source(
        Source.ADOPTIUM,
        Optional.empty(),
        Optional.empty(),
        ProxySelector.of(null),
        new FakeAdoptium.NoLogin());

    assertEquals(link, direct.archive(link));
    assertEquals(
        URI.create("https://nexus/raw/adoptium/temurin25-binaries/a.tar.gz"),
        FakeAdoptium.source("https://nexus/raw/").archive(link));
  }

  @ParameterizedTest
  @ValueSource(strings = {"<!doctype html><p>Log in", "{}", "[{\"binaries\": 1}]", "[[]]", "["})
  void whatIsNotOfTheApiIsReported(String body) {
    server.enqueue(new MockResponse.Builder().body(body).build());

    assertProblem("it sent other JSON, or none");
  }

  @Test
  void webPageIsReported() {
    server.enqueue(new MockResponse.Builder()
        .setHeader("Content-Type", "text/html;charset=utf-8")
        .body("[]")
        .build());

    assertProblem("it sent a web page");
  }

  @Test
  void errorOfTheServerIsReported() {
    server.enqueue(new MockResponse.Builder().code(503).build());

    assertProblem("it sent status 503");
  }

  @Test
  void mirrorOfSomethingElseIsReported() {
    server.enqueue(new MockResponse.Builder().code(404).build());

    ProblemException problem = assertThrows(ProblemException.class, () -> api().features());

    assertEquals(message("it lists no releases"), problem.getMessage());
  }

  private void assertProblem(String reason) {
    ProblemException problem =
        assertThrows(ProblemException.class, () -> api().assets(25, "jdk", X64));

    assertEquals(message(reason), problem.getMessage());
  }

  private String message(String reason) {
    return """
        'http://127.0.0.1:%d' does not respond as Adoptium's API does: %s (mirror 'company' in Maven's settings)
        hint: exclude the API from that mirror, <mirrorOf>*,!adoptium</mirrorOf>, or add a <mirror> only for 'adoptium' to ~/.m2/settings.xml""".formatted(server.getPort(), reason);
  }

  private AdoptiumApi api() {
    return new AdoptiumApi(FakeAdoptium.source("http://127.0.0.1:" + server.getPort()));
  }

  private static MockResponse release(String name, String archive) {
    return release(name, "25.0.3+9-LTS", archive);
  }

  private static MockResponse release(String name, String version, String archive) {
    return new MockResponse.Builder()
        .body("""
            [{"release_name": "%s", "version_data": {"openjdk_version": "%s"},
              "binaries": [{"os": "linux", "architecture": "x64", "image_type": "jdk",
                "jvm_impl": "hotspot", "heap_size": "normal", "project": "jdk",
                "package": {%s}}]}]""".formatted(name, version, archive.replace("SHA", "0".repeat(64))))
        .build();
  }
}
