// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.download;

import java.net.Authenticator;
import java.net.ProxySelector;
import java.net.URI;
import java.util.Optional;

/**
 * The server for archives, and the proxies to reach it.
 *
 * @param url of the API, or of a mirror of the API and the archives
 * @param mirror the id of that mirror, if it is one
 * @param authorization the header's value, for this address and no other
 * @param proxies the proxy for each address
 * @param proxyLogin for proxies that ask for one
 */
public record Source(
    URI url,
    Optional<String> mirror,
    Optional<String> authorization,
    ProxySelector proxies,
    Authenticator proxyLogin) {

  /** For messages: the hint for an address that does not respond as expected. */
  static final String OPEN = "open that address in a browser; to use another server, set a <mirror>"
      + " of 'adoptium' in ~/.m2/settings.xml";

  /** Adoptium itself. */
  public static final URI ADOPTIUM = URI.create("https://api.adoptium.net");

  public Source {
    // A login in the address is never sent, because Maven's logins are in <server>; and it must not
    // appear in a message.
    String text = url.toString().replaceFirst("//[^/@]*@", "//");
    url = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
  }

  URI resolve(String path) {
    return URI.create(url + path);
  }

  /** Whether an address is on the same server, and below this one. */
  boolean has(URI uri) {
    return uri.toString().startsWith(url + "/");
  }

  /**
   * The address to download an archive from: always the mirror, if there is one, so that no other
   * server gets requests. The mirror may already have put its own address into the API's response.
   */
  URI archive(URI link) {
    return mirror.isEmpty() || has(link) ? link : resolve(link.getRawPath());
  }

  /** For messages: the setting that led to this server. */
  String where() {
    return mirror
        .map(id -> "mirror '" + id + "' in Maven's settings")
        .orElse("property lambda.jdk.download");
  }
}
