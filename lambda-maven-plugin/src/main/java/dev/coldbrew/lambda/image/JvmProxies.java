// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.image;

import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.net.ProxySelector;

/**
 * Gives this JVM other proxies until they are restored: Jib's HTTP client asks only the JVM for its
 * proxies.
 *
 * <p>With {@code mvn -T}, several modules do so at once. They have the same settings, so the first
 * one sets the proxies, and the last one restores what was there before.
 */
public final class JvmProxies {

  private static int open;
  private static ProxySelector selectorBefore;
  private static Authenticator loginBefore;

  private JvmProxies() {}

  /**
   * Sets them.
   *
   * @param login the credentials for proxies that require them
   */
  public static JvmProxies set(ProxySelector selector, Authenticator login) {
    synchronized (JvmProxies.class) {
      if (open++ == 0) {
        selectorBefore = ProxySelector.getDefault();
        loginBefore = Authenticator.getDefault();
        ProxySelector.setDefault(selector);
        Authenticator.setDefault(new FirstOf(login, loginBefore));
      }
    }
    return new JvmProxies();
  }

  /** Ends the use of the other proxies; call it once. */
  public void restore() {
    synchronized (JvmProxies.class) {
      if (--open == 0) {
        ProxySelector.setDefault(selectorBefore);
        Authenticator.setDefault(loginBefore);
      }
    }
  }

  /** Another part of the build may have its own logins in the JVM. */
  private static final class FirstOf extends Authenticator {

    private final Authenticator first;
    private final Authenticator second;

    /** @param second may be null */
    FirstOf(Authenticator first, Authenticator second) {
      this.first = first;
      this.second = second;
    }

    @Override
    protected PasswordAuthentication getPasswordAuthentication() {
      PasswordAuthentication login = ask(first);
      return login == null && second != null ? ask(second) : login;
    }

    private PasswordAuthentication ask(Authenticator authenticator) {
      return authenticator.requestPasswordAuthenticationInstance(
          getRequestingHost(),
          getRequestingSite(),
          getRequestingPort(),
          getRequestingProtocol(),
          getRequestingPrompt(),
          getRequestingScheme(),
          getRequestingURL(),
          getRequestorType());
    }
  }
}
