// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve.http;

import java.net.InetAddress;
import java.util.Set;

/** How clients name an address. Its text is in the usual form: the JDK does not shorten those of IPv6. */
public final class HostAddress {

  private static final Set<String> LOCALHOST = Set.of("127.0.0.1", "::1");

  private HostAddress() {}

  /** Whether names below localhost lead to a server at the address. */
  public static boolean isLocalhost(InetAddress address) {
    return address.isAnyLocalAddress() || LOCALHOST.contains(text(address));
  }

  /** The address as it is in an event, such as {@code ::1}. */
  static String text(InetAddress address) {
    return address.getHostAddress().replaceFirst("(^|:)(0(:|$)){2,}", "::");
  }

  /** The host in a URL by which clients on this machine reach a server at the address. */
  public static String inUrl(InetAddress address) {
    String text = address.isAnyLocalAddress() ? "127.0.0.1" : text(address);
    return text.contains(":") ? "[" + text + "]" : text;
  }
}
