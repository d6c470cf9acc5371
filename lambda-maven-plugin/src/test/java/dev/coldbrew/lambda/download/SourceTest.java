// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.download;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.Authenticator;
import java.net.ProxySelector;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SourceTest {

  @Test
  void loginInAnAddressIsNotPassedOn() {
    Source source = new Source(
        URI.create("https://ada:secret@nexus.example.com:8443/adoptium/"),
        Optional.of("company"),
        Optional.empty(),
        ProxySelector.getDefault(),
        new Authenticator() {});

    assertEquals(URI.create("https://nexus.example.com:8443/adoptium"), source.url());
    assertEquals(
        URI.create("https://nexus.example.com:8443/adoptium/v3/info"), source.resolve("/v3/info"));
  }
}
