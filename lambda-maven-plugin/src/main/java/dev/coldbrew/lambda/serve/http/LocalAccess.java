// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve.http;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Decides who may talk to this server. Any web page that is open on this machine can send requests
 * to it, and the browser then says where the page is from. A page whose own host name resolves to
 * 127.0.0.1 (DNS rebinding) seems to be from here, so only that name gives it away.
 */
final class LocalAccess {

  /** Names that always mean this machine; so do all names below localhost (RFC 6761). */
  private static final Pattern LOCAL =
      Pattern.compile("(([a-z0-9_-]+\\.)*localhost|127(\\.\\d+){3}|\\[(::|(0+:){7})0*1])(:\\d+)?");

  /** The address of any machine: no page can make that lead elsewhere. */
  private static final Pattern ADDRESS =
      Pattern.compile("(\\d+(\\.\\d+){3}|\\[[0-9a-fA-F:.]+])(:\\d+)?");

  /** The response to a page from elsewhere. */
  static final String REFUSED = "requests from the pages of other servers are refused\n";

  private LocalAccess() {}

  /**
   * Whether a request is addressed to this machine.
   *
   * @param host its Host header; null for none
   * @param servesOthers whether other machines, which use its address, may talk to it
   */
  static boolean isForThisMachine(String host, boolean servesOthers) {
    return host != null
        && (LOCAL.matcher(host.toLowerCase(Locale.ROOT)).matches()
            || servesOthers && ADDRESS.matcher(host).matches());
  }

  /** Whether it was sent by a page from elsewhere: another server, or another port of this machine. */
  static boolean isFromElsewhere(Exchange exchange) {
    String origin = exchange.header("Origin");
    String site = exchange.header("Sec-Fetch-Site");
    if (origin != null) {
      return !origin.equalsIgnoreCase("http://" + exchange.header("Host"));
    }
    return site != null && !site.equals("same-origin") && !site.equals("none");
  }
}
