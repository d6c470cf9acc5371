// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coldbrew.lambda.download.AdoptiumApi;
import dev.coldbrew.lambda.download.Source;
import dev.coldbrew.lambda.problem.ProblemException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.repository.Authentication;
import org.eclipse.aether.repository.Proxy;
import org.eclipse.aether.util.repository.AuthenticationBuilder;
import org.eclipse.aether.util.repository.DefaultAuthenticationSelector;
import org.eclipse.aether.util.repository.DefaultMirrorSelector;
import org.eclipse.aether.util.repository.DefaultProxySelector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings as Maven itself reads them, with the selectors that it has for repositories. */
@Timeout(60)
class AdoptiumSourceTest {

  private static final URI GITHUB = URI.create("https://github.com/adoptium/a.tar.gz");

  private final DefaultRepositorySystemSession session = new DefaultRepositorySystemSession();

  @Test
  void withoutSettingsItIsAdoptiumItself() {
    Source source = AdoptiumSource.of(session);

    assertEquals(Source.ADOPTIUM, source.url());
    assertEquals(Optional.empty(), source.mirror());
    assertEquals(Optional.empty(), source.authorization());
    assertEquals(List.of(java.net.Proxy.NO_PROXY), source.proxies().select(GITHUB));
  }

  @ParameterizedTest
  @ValueSource(strings = {"adoptium", "*", "external:*", "central,adoptium", "*,!central"})
  void mirrorStandsForIt(String mirrorOf) {
    mirror(mirrorOf);

    Source source = AdoptiumSource.of(session);

    assertEquals(URI.create("https://nexus.example.com/adoptium"), source.url());
    assertEquals(Optional.of("company"), source.mirror());
  }

  @ParameterizedTest
  @ValueSource(strings = {"central", "*,!adoptium", "external:http:*", "adopt"})
  void mirrorOfSomethingElseDoesNot(String mirrorOf) {
    mirror(mirrorOf);

    assertEquals(Source.ADOPTIUM, AdoptiumSource.of(session).url());
  }

  @Test
  void mirrorWithoutAnAddressIsReported() {
    mirror("adoptium", "https://nexus.example.com/two words");

    ProblemException problem =
        assertThrows(ProblemException.class, () -> AdoptiumSource.of(session));

    assertEquals("""
        'https://nexus.example.com/two words' is not an address: Illegal character in path at index 29: https://nexus.example.com/two words (mirror 'company' in Maven's settings)
        hint: correct its <url> in ~/.m2/settings.xml""", problem.getMessage());
  }

  @Test
  void mirrorGetsTheLoginOfItsServer() {
    mirror("adoptium");
    DefaultAuthenticationSelector servers = new DefaultAuthenticationSelector();
    servers.add("company", login("ada", "s3cret"));
    servers.add("adoptium", login("nobody", "nothing"));
    session.setAuthenticationSelector(servers);

    assertEquals(
        Optional.of("Basic YWRhOnMzY3JldA=="), AdoptiumSource.of(session).authorization());
  }

  @Test
  void proxyLeadsToAllButItsExceptions() {
    DefaultProxySelector proxies = new DefaultProxySelector();
    proxies.add(new Proxy("http", "proxy.example.com", 3128), "*.githubusercontent.com|localhost");
    session.setProxySelector(proxies);
    Source source = AdoptiumSource.of(session);

    assertEquals(
        "[HTTP @ proxy.example.com/<unresolved>:3128]",
        source.proxies().select(GITHUB).toString());
    assertEquals(
        List.of(java.net.Proxy.NO_PROXY),
        source.proxies().select(URI.create("https://objects.githubusercontent.com/a")));
  }

  /**
   * The JDK by itself sends no password to a proxy on the way to an encrypted server, and decides so when
   * it connects first: so in a JVM of its own, as Maven's is.
   */
  @Test
  void proxyGetsItsPassword() throws Exception {
    try (MockWebServer server = new MockWebServer()) {
      server.setDispatcher(new Dispatcher() {
        @Override
        public MockResponse dispatch(RecordedRequest request) {
          return request.getHeaders().get("Proxy-Authorization") == null
              ? new MockResponse.Builder()
                  .code(407)
                  .addHeader("Proxy-Authenticate", "Basic realm=\"company\"")
                  .build()
              : new MockResponse.Builder().code(403).build();
        }
      });
      server.start(InetAddress.getLoopbackAddress(), 0);

      Process build = new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin/java").toString(),
              "-cp",
              System.getProperty("java.class.path"),
              ProxyProgram.class.getName(),
              Integer.toString(server.getPort()))
          .redirectErrorStream(true)
          .start();
      String problem = new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      String start = "'https://api.adoptium.net' cannot be reached through the proxy 127.0.0.1:"
          + server.getPort() + ": IOException: ";
      assertTrue(problem.startsWith(start), problem);
      RecordedRequest first = server.takeRequest();
      assertEquals("CONNECT api.adoptium.net:443 HTTP/1.1", first.getRequestLine());
      assertEquals(
          "Basic YWRhOnMzY3JldA==", server.takeRequest().getHeaders().get("Proxy-Authorization"));
    }
  }

  /** Asks Adoptium by a proxy at that port, and prints what goes wrong. */
  static final class ProxyProgram {

    private ProxyProgram() {}

    public static void main(String[] port) {
      DefaultProxySelector proxies = new DefaultProxySelector();
      Authentication login = login("ada", "s3cret");
      proxies.add(new Proxy("http", "127.0.0.1", Integer.parseInt(port[0]), login), "");
      DefaultRepositorySystemSession session = new DefaultRepositorySystemSession();
      session.setProxySelector(proxies);
      try {
        new AdoptiumApi(AdoptiumSource.of(session)).features();
      } catch (ProblemException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  private void mirror(String mirrorOf) {
    mirror(mirrorOf, "https://nexus.example.com/adoptium/");
  }

  private void mirror(String mirrorOf, String url) {
    DefaultMirrorSelector mirrors = new DefaultMirrorSelector();
    mirrors.add(
        "company",
        url,
        "default",
        false,
        false,
        mirrorOf,
        "default,legacy"); // as settings.xml without <mirrorOfLayouts>
    session.setMirrorSelector(mirrors);
  }

  private static Authentication login(String user, String password) {
    return new AuthenticationBuilder().addUsername(user).addPassword(password).build();
  }
}
