// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import java.net.PasswordAuthentication;
import java.util.Optional;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.repository.AuthenticationContext;
import org.eclipse.aether.repository.RemoteRepository;

/** The credentials in a {@code <server>} of Maven's settings. Maven itself has decrypted the passwords. */
final class ServerLogin {

  private ServerLogin() {}

  /** For a repository; the id of the server is the repository's. */
  static Optional<PasswordAuthentication> of(
      RemoteRepository repository, RepositorySystemSession session) {
    RemoteRepository withLogin = new RemoteRepository.Builder(repository)
        .setAuthentication(session.getAuthenticationSelector().getAuthentication(repository))
        .build();
    return MavenProxies.login(AuthenticationContext.forRepository(session, withLogin));
  }

  /**
   * For a registry of container images; the id of the server is the registry's host, with its port or
   * without.
   */
  static Optional<PasswordAuthentication> ofRegistry(
      String registry, RepositorySystemSession session) {
    return ofHost(registry, session).or(() -> ofHost(registry.replaceFirst(":\\d+$", ""), session));
  }

  private static Optional<PasswordAuthentication> ofHost(
      String host, RepositorySystemSession session) {
    return of(new RemoteRepository.Builder(host, "default", "https://" + host).build(), session);
  }
}
