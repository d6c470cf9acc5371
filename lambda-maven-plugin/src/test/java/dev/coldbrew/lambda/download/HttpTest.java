// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coldbrew.lambda.problem.ProblemException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpTest {

  private final MockWebServer mirror = new MockWebServer();
  private final MockWebServer other = new MockWebServer();

  @BeforeEach
  void start() throws Exception {
    mirror.start(InetAddress.getLoopbackAddress(), 0);
    other.start(InetAddress.getLoopbackAddress(), 0);
  }

  @AfterEach
  void close() {
    mirror.close();
    other.close();
  }

  @Test
  void redirectsAreFollowedWithoutTheMirrorsPassword() throws Exception {
    mirror.enqueue(redirect(url(mirror) + "/second"));
    mirror.enqueue(redirect(url(other) + "/third"));
    other.enqueue(redirect("fourth")); // relative
    other.enqueue(new MockResponse.Builder().body("here").build());

    assertEquals("here", get("/first", 7));

    assertEquals("Basic YTpi", mirror.takeRequest().getHeaders().get("Authorization"));
    assertEquals("Basic YTpi", mirror.takeRequest().getHeaders().get("Authorization"));
    assertNull(other.takeRequest().getHeaders().get("Authorization"));
    assertEquals("/fourth", other.takeRequest().getTarget());
  }

  @Test
  void serverIsToldWhoAsks() throws Exception {
    mirror.enqueue(new MockResponse.Builder().build());

    get("/", 0);

    assertEquals("lambda-maven-plugin", mirror.takeRequest().getHeaders().get("User-Agent"));
  }

  @Test
  void redirectsInACircleEnd() {
    for (int i = 0; i < 11; i++) {
      mirror.enqueue(redirect("/again"));
    }

    assertProblem("'URL/again' redirects more than 10 times");
  }

  @Test
  void redirectToAFileIsRefused() {
    mirror.enqueue(redirect("file:///etc/passwd"));

    assertProblem("'file:///etc/passwd' is not an https address");
  }

  @Test
  void redirectToSomethingElseThanAnAddressIsReported() {
    mirror.enqueue(redirect("a b"));

    assertProblem(
        "'URL/again' redirects to something that is not an address: Illegal character in path at index 1: a b");
  }

  @Test
  void proxyIsAsked() throws Exception {
    other.enqueue(new MockResponse.Builder().body("by proxy").build());
    Source source = new Source(
        URI.create("http://adoptium.invalid"),
        Optional.of("company"),
        Optional.empty(),
        ProxySelector.of(new InetSocketAddress("127.0.0.1", other.getPort())),
        new FakeAdoptium.NoLogin());

    Http http = new Http(source, Duration.ofSeconds(10), LowSpeedLimit.USUAL);
    try (Http.Response response = http.get(source.resolve("/v3/x"), 0)) {
      assertEquals("by proxy", new String(response.body().readAllBytes(), StandardCharsets.UTF_8));
    }

    assertEquals(
        "GET http://adoptium.invalid/v3/x HTTP/1.1", other.takeRequest().getRequestLine());
  }

  @Test
  void proxyThatRefusesThePasswordIsReported() {
    mirror.enqueue(new MockResponse.Builder()
        .code(407)
        .addHeader("Proxy-Authenticate", "Basic realm=\"company\"")
        .build());

    ProblemException problem = assertThrows(ProblemException.class, () -> get("/v3", 0));

    assertEquals("""
        the proxy for '%s' did not accept a login (<proxy> in Maven's settings)
        hint: set its <username> and <password>; if they are right, export MAVEN_OPTS=-Djdk.http.auth.tunneling.disabledSchemes=""".formatted(url(mirror)), problem.getMessage());
  }

  private void assertProblem(String what) {
    ProblemException problem = assertThrows(ProblemException.class, () -> get("/again", 0));

    assertEquals("""
        %s (mirror 'company' in Maven's settings)
        hint: open that address in a browser; to use another server, set a <mirror> of 'adoptium' in ~/.m2/settings.xml""".formatted(what.replace("URL", url(mirror))), problem.getMessage());
  }

  private String get(String path, long offset) throws Exception {
    Source source = new Source(
        URI.create(url(mirror)),
        Optional.of("company"),
        Optional.of("Basic YTpi"),
        ProxySelector.of(null),
        new FakeAdoptium.NoLogin());
    Http http = new Http(source, Duration.ofSeconds(10), LowSpeedLimit.USUAL);
    try (Http.Response response = http.get(source.resolve(path), offset)) {
      return new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static MockResponse redirect(String location) {
    return new MockResponse.Builder().code(302).addHeader("Location", location).build();
  }

  private static String url(MockWebServer server) {
    return "http://127.0.0.1:" + server.getPort();
  }
}
