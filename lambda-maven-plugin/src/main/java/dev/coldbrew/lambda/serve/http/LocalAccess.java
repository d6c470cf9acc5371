// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve.http;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Who may talk to this server. Every web page that is open on this machine can send requests to it: its
 * browser then says where the page is from. And a page whose own name leads to 127.0.0.1 says nothing of
 * itself, as it is from here (DNS rebinding): the name is what gives it away.
 */
final class LocalAccess {

  /** Names that lead to this machine alone; those below localhost always do (RFC 6761). */
  private static final Pattern LOCAL =
      Pattern.compile("(([a-z0-9_-]+\\.)*localhost|127(\\.\\d+){3}|\\[(::|(0+:){7})0*1])(:\\d+)?");

  /** Of any machine: no page can have such a name lead elsewhere. */
  private static final Pattern ADDRESS =
      Pattern.compile("(\\d+(\\.\\d+){3}|\\[[0-9a-fA-F:.]+])(:\\d+)?");

  /** What a page from elsewhere gets. */
  static final String REFUSED = "this server serves no pages of other servers\n";

  private LocalAccess() {}

  /**
   * Whether a request names this machine as the one it is for.
   *
   * @param host its header; null for none
   * @param servesOthers whether other machines may talk to it, which know its address
   */
  static boolean isForThisMachine(String host, boolean servesOthers) {
    return host != null
        && (LOCAL.matcher(host.toLowerCase(Locale.ROOT)).matches()
            || servesOthers && ADDRESS.matcher(host).matches());
  }

  /** Whether a page from elsewhere has sent it: from another server, or another port of this machine. */
  static boolean isFromElsewhere(Exchange exchange) {
    String origin = exchange.header("Origin");
    String site = exchange.header("Sec-Fetch-Site");
    if (origin != null) {
      return !origin.equalsIgnoreCase("http://" + exchange.header("Host"));
    }
    return site != null && !site.equals("same-origin") && !site.equals("none");
  }
}
