// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.download;

import java.net.Authenticator;
import java.net.ProxySelector;
import java.net.URI;
import java.util.Optional;

/**
 * Where archives come from, and by which way.
 *
 * @param url of the API, or of what stands for it and for the archives
 * @param mirror the name of the mirror that this is, if it is one
 * @param authorization the header's value, for this address and no other
 * @param proxies which proxy leads to which address
 * @param proxyLogin who this is to a proxy that asks
 */
public record Source(
    URI url,
    Optional<String> mirror,
    Optional<String> authorization,
    ProxySelector proxies,
    Authenticator proxyLogin) {

  /** Adoptium itself, as this machine reaches it. */
  public static final URI ADOPTIUM = URI.create("https://api.adoptium.net");

  public Source {
    // A login in it is not sent, as Maven's are in <server>, and must not be in a message.
    String text = url.toString().replaceFirst("//[^/@]*@", "//");
    url = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
  }

  URI resolve(String path) {
    return URI.create(url + path);
  }

  /** Whether that is on the same server, and below this address. */
  boolean has(URI uri) {
    return uri.toString().startsWith(url + "/");
  }

  /**
   * Where an archive is: behind a mirror, which is a folder of what it mirrors, so that nothing is
   * asked of any other server; a mirror may also have put its own address into the API's response.
   */
  URI archive(URI link) {
    return mirror.isEmpty() || has(link) ? link : resolve(link.getRawPath());
  }

  /** For messages: the setting that this comes from. */
  String where() {
    return mirror
        .map(id -> "mirror '" + id + "' in Maven's settings")
        .orElse("property lambda.jdk.download");
  }
}
