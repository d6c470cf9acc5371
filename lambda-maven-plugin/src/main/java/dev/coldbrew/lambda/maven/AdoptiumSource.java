// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import dev.coldbrew.lambda.download.Source;
import dev.coldbrew.lambda.problem.ProblemException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.repository.RemoteRepository;

/**
 * The way to Adoptium that Maven's settings describe, as if Adoptium were a repository with the id {@code
 * adoptium}: its mirror, the mirror's server, and the proxies. Maven itself has decrypted the passwords.
 */
final class AdoptiumSource {

  private static final String ID = "adoptium";

  private final RepositorySystemSession session;

  private AdoptiumSource(RepositorySystemSession session) {
    this.session = session;
  }

  static Source of(RepositorySystemSession session) {
    return new AdoptiumSource(session).source();
  }

  private Source source() {
    RemoteRepository adoptium =
        new RemoteRepository.Builder(ID, "default", Source.ADOPTIUM.toString()).build();
    RemoteRepository mirror = session.getMirrorSelector().getMirror(adoptium);
    RemoteRepository server = mirror == null ? adoptium : mirror;
    MavenProxies proxies = new MavenProxies(session);
    return new Source(
        url(server),
        Optional.ofNullable(mirror).map(RemoteRepository::getId),
        authorization(server),
        proxies.selector(),
        proxies.login());
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

  private Optional<String> authorization(RemoteRepository server) {
    return ServerLogin.of(server, session)
        .map(login -> login.getUserName() + ":" + new String(login.getPassword()))
        .map(login -> login.getBytes(StandardCharsets.UTF_8))
        .map(login -> "Basic " + Base64.getEncoder().encodeToString(login));
  }
}
