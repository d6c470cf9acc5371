// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.PasswordAuthentication;
import java.util.Optional;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.util.repository.AuthenticationBuilder;
import org.eclipse.aether.util.repository.DefaultAuthenticationSelector;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerLoginTest {

  /** The id of a server that is there, and the registry that is asked. */
  @ParameterizedTest
  @CsvSource({
    "localhost:5000, localhost:5000, ada secret",
    "localhost, localhost:5000, ada secret",
    "localhost:5000, localhost:6000,",
    "example.org, registry.example.org,"
  })
  void serverIsFoundByTheRegistrysHost(String server, String registry, String expected) {
    DefaultRepositorySystemSession session = new DefaultRepositorySystemSession();
    DefaultAuthenticationSelector selector = new DefaultAuthenticationSelector();
    selector.add(
        server,
        new AuthenticationBuilder().addUsername("ada").addPassword("secret").build());
    session.setAuthenticationSelector(selector);

    Optional<PasswordAuthentication> login = ServerLogin.ofRegistry(registry, session);

    assertEquals(
        Optional.ofNullable(expected),
        login.map(found -> found.getUserName() + " " + new String(found.getPassword())));
  }
}
