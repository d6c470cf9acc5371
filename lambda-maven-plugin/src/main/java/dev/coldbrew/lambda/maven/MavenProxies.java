// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.repository.AuthenticationContext;
import org.eclipse.aether.repository.RemoteRepository;

/**
 * The proxies of Maven's settings, for what Maven does not download. Maven itself has decrypted the
 * passwords.
 */
final class MavenProxies {

  /** The logins that the JDK does not send to a proxy for HTTPS: by default {@code Basic}. */
  private static final String DISABLED_SCHEMES = "jdk.http.auth.tunneling.disabledSchemes";

  /** This machine, which no proxy reaches. The JDK by default uses none for it either. */
  private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d+){3}|\\[::1\\]");

  private final RepositorySystemSession session;
  private final ProxySelector ofJvm = ProxySelector.getDefault();

  /** What was asked for each proxy that was selected, by its host and port. */
  private final Map<String, URI> selected = new ConcurrentHashMap<>();

  MavenProxies(RepositorySystemSession session) {
    this.session = session;
  }

  ProxySelector selector() {
    return new Proxies();
  }

  Authenticator login() {
    return new ProxyLogin();
  }

  /** The context is closed; null is none. */
  static Optional<PasswordAuthentication> login(AuthenticationContext context) {
    if (context == null) {
      return Optional.empty();
    }
    try (context) {
      String user = context.get(AuthenticationContext.USERNAME);
      String password = context.get(AuthenticationContext.PASSWORD);
      return user == null || password == null
          ? Optional.empty()
          : Optional.of(new PasswordAuthentication(user, password.toCharArray()));
    }
  }

  /** Null for none, as for the {@code nonProxyHosts}. */
  private org.eclipse.aether.repository.Proxy proxy(URI uri) {
    return uri.getHost() != null && LOOPBACK.matcher(uri.getHost()).matches()
        ? null
        : session.getProxySelector().getProxy(repository(uri));
  }

  private static RemoteRepository repository(URI uri) {
    return new RemoteRepository.Builder("", "default", uri.toString()).build();
  }

  /** Those of Maven's settings, or else those of the JVM's own properties. */
  private final class Proxies extends ProxySelector {

    @Override
    public List<Proxy> select(URI uri) {
      org.eclipse.aether.repository.Proxy proxy = proxy(uri);
      if (proxy == null) {
        return ofJvm == null ? List.of(Proxy.NO_PROXY) : ofJvm.select(uri);
      }
      selected.put(key(proxy.getHost(), proxy.getPort()), uri);
      if (proxy.getAuthentication() != null && System.getProperty(DISABLED_SCHEMES) == null) {
        System.setProperty(DISABLED_SCHEMES, ""); // a user who sets a password wants it to be sent
      }
      return List.of(new Proxy(
          Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.getHost(), proxy.getPort())));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException e) {
      // There is no other one.
    }
  }

  private static String key(String host, int port) {
    return host.toLowerCase(Locale.ROOT) + ":" + port;
  }

  /**
   * For the proxies that were selected, and for no other host: HTTP clients also ask this when a
   * server requires a login, which must not be sent the proxy's password.
   */
  private final class ProxyLogin extends Authenticator {

    @Override
    protected PasswordAuthentication getPasswordAuthentication() {
      URI uri = getRequestorType() == RequestorType.PROXY && getRequestingHost() != null
          ? selected.get(key(getRequestingHost(), getRequestingPort()))
          : null;
      if (uri == null) {
        return null;
      }
      RemoteRepository behind =
          new RemoteRepository.Builder(repository(uri)).setProxy(proxy(uri)).build();
      return login(AuthenticationContext.forProxy(session, behind)).orElse(null);
    }
  }
}
