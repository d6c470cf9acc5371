// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.net.Authenticator;
import java.net.Authenticator.RequestorType;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.ProxySelector;
import java.net.URI;
import java.util.List;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.repository.Proxy;
import org.eclipse.aether.util.repository.AuthenticationBuilder;
import org.eclipse.aether.util.repository.DefaultProxySelector;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MavenProxiesTest {

  private static final URI REGISTRY = URI.create("https://registry.example.com");

  private final DefaultRepositorySystemSession session = new DefaultRepositorySystemSession();

  @BeforeEach
  void setProxy() {
    DefaultProxySelector proxies = new DefaultProxySelector();
    proxies.add(
        new Proxy(
            "http",
            "Proxy.example.com",
            3128,
            new AuthenticationBuilder().addUsername("ada").addPassword("s3cret").build()),
        "*.example.com");
    proxies.add(
        new Proxy(
            "https",
            "Proxy.example.com",
            3128,
            new AuthenticationBuilder().addUsername("ada").addPassword("s3cret").build()),
        "proxy.example.com|direct.example.com");
    session.setProxySelector(proxies);
  }

  /** Its own address need not have a proxy, and clients name it in lower case. */
  @Test
  void proxyGetsItsLogin() {
    MavenProxies proxies = new MavenProxies(session);
    proxies.selector().select(REGISTRY);

    PasswordAuthentication login =
        asked(proxies.login(), "proxy.example.com", 3128, RequestorType.PROXY);

    assertEquals("ada s3cret", login.getUserName() + " " + new String(login.getPassword()));
  }

  /** Jib's HTTP client asks for the login to a proxy also when a registry requires a login. */
  @Test
  void nobodyElseGetsTheLoginOfTheProxy() {
    MavenProxies proxies = new MavenProxies(session);
    proxies.selector().select(REGISTRY);
    Authenticator login = proxies.login();

    assertNull(asked(login, "registry.example.com", 443, RequestorType.PROXY));
    assertNull(asked(login, "proxy.example.com", 443, RequestorType.PROXY));
    assertNull(asked(login, "proxy.example.com", 3128, RequestorType.SERVER));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://localhost:5000",
        "https://127.0.0.1:5000/v2/",
        "http://127.1.2.3",
        "https://[::1]:5000",
        "https://direct.example.com"
      })
  void machineItselfAndExceptionsAreReachedDirectly(String uri) {
    assertEquals(
        List.of(java.net.Proxy.NO_PROXY),
        new MavenProxies(session).selector().select(URI.create(uri)));
  }

  @Test
  void withoutOneInTheSettingsThatOfTheJvmIsUsed() {
    ProxySelector before = ProxySelector.getDefault();
    ProxySelector.setDefault(
        ProxySelector.of(InetSocketAddress.createUnresolved("jvm.example.com", 8080)));
    try {
      ProxySelector proxies = new MavenProxies(new DefaultRepositorySystemSession()).selector();
      ProxySelector.setDefault(proxies); // as lambda:image does

      assertEquals(
          "[HTTP @ jvm.example.com/<unresolved>:8080]", proxies.select(REGISTRY).toString());
    } finally {
      ProxySelector.setDefault(before);
    }
  }

  private static PasswordAuthentication asked(
      Authenticator login, String host, int port, RequestorType type) {
    return login.requestPasswordAuthenticationInstance(
        host, null, port, "http", "company", "Basic", null, type);
  }
}
