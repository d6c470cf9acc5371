// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import dev.coldbrew.lambda.download.Source;
import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.repository.AuthenticationContext;
import org.eclipse.aether.repository.RemoteRepository;

/**
 * The way to Adoptium that Maven's settings describe, as if Adoptium were a repository with the id {@code
 * adoptium}: its mirror, the mirror's server, and the proxies. Maven itself has decrypted the passwords.
 */
final class AdoptiumSource {

  private static final String ID = "adoptium";

  /** What the JDK does not send to a proxy for HTTPS: by default {@code Basic}. */
  private static final String DISABLED_SCHEMES = "jdk.http.auth.tunneling.disabledSchemes";

  private final RepositorySystemSession session;

  private AdoptiumSource(RepositorySystemSession session) {
    this.session = session;
  }

  static Source of(RepositorySystemSession session) {
    return new AdoptiumSource(session).source();
  }

  private Source source() {
    RemoteRepository adoptium = repository(ID, Source.ADOPTIUM);
    RemoteRepository mirror = session.getMirrorSelector().getMirror(adoptium);
    RemoteRepository server = mirror == null ? adoptium : mirror;
    return new Source(
        url(server),
        Optional.ofNullable(mirror).map(RemoteRepository::getId),
        authorization(server),
        new Proxies(),
        new ProxyLogin());
  }

  private static URI url(RemoteRepository server) {
    try {
      return URI.create(server.getUrl());
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          "'" + server.getUrl() + "' is not an address: " + e.getMessage(),
          "mirror '" + server.getId() + "' in Maven's settings",
          "correct its <url> in ~/.m2/settings.xml",
          e);
    }
  }

  private static RemoteRepository repository(String id, URI url) {
    return new RemoteRepository.Builder(id, "default", url.toString()).build();
  }

  private Optional<String> authorization(RemoteRepository server) {
    RemoteRepository withLogin = new RemoteRepository.Builder(server)
        .setAuthentication(session.getAuthenticationSelector().getAuthentication(server))
        .build();
    return login(AuthenticationContext.forRepository(session, withLogin))
        .map(login -> login.getUserName() + ":" + new String(login.getPassword()))
        .map(login -> login.getBytes(StandardCharsets.UTF_8))
        .map(login -> "Basic " + Base64.getEncoder().encodeToString(login));
  }

  /** The context is closed; null is none. */
  private static Optional<PasswordAuthentication> login(AuthenticationContext context) {
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

  /** Null for none: {@code nonProxyHosts} is looked at. */
  private org.eclipse.aether.repository.Proxy proxy(URI uri) {
    return session.getProxySelector().getProxy(repository("", uri));
  }

  /** Those of Maven's settings, or else those of the JVM's own properties. */
  private final class Proxies extends ProxySelector {

    @Override
    public List<Proxy> select(URI uri) {
      org.eclipse.aether.repository.Proxy proxy = proxy(uri);
      if (proxy == null) {
        return ProxySelector.getDefault() == null
            ? List.of(Proxy.NO_PROXY)
            : ProxySelector.getDefault().select(uri);
      }
      if (proxy.getAuthentication() != null && System.getProperty(DISABLED_SCHEMES) == null) {
        System.setProperty(DISABLED_SCHEMES, ""); // who has set a password means it to be sent
      }
      return List.of(new Proxy(
          Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.getHost(), proxy.getPort())));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException e) {
      // There is no other one.
    }
  }

  private final class ProxyLogin extends Authenticator {

    @Override
    protected PasswordAuthentication getPasswordAuthentication() {
      if (getRequestorType() != RequestorType.PROXY) {
        return null;
      }
      URI uri = URI.create(getRequestingURL().toString());
      RemoteRepository behind =
          new RemoteRepository.Builder(repository("", uri)).setProxy(proxy(uri)).build();
      return login(AuthenticationContext.forProxy(session, behind)).orElse(null);
    }
  }
}
