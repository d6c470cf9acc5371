// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.net.ProxySelector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JvmProxiesTest {

  private final ProxySelector selectorBefore = ProxySelector.getDefault();
  private final Authenticator loginBefore = Authenticator.getDefault();

  @AfterEach
  void restoreDefaults() {
    ProxySelector.setDefault(selectorBefore);
    Authenticator.setDefault(loginBefore);
  }

  /** With mvn -T, images of several modules are written at once, and end in any order. */
  @Test
  void lastModuleRestoresWhatWasThere() {
    ProxySelector selector = ProxySelector.of(null);
    JvmProxies first = JvmProxies.set(selector, login("ada"));
    JvmProxies second = JvmProxies.set(ProxySelector.of(null), login("bob"));

    first.restore();

    assertSame(selector, ProxySelector.getDefault());
    assertEquals("ada", asked("proxy"));

    second.restore();

    assertSame(selectorBefore, ProxySelector.getDefault());
    assertSame(loginBefore, Authenticator.getDefault());
  }

  @Test
  void loginsThatTheJvmHadStillApply() {
    Authenticator.setDefault(login("jvm"));

    JvmProxies proxies = JvmProxies.set(ProxySelector.of(null), loginOf("proxy", "ada"));

    assertEquals("ada", asked("proxy"));
    assertEquals("jvm", asked("server"));

    proxies.restore();

    assertEquals("jvm", asked("proxy"));
  }

  private static String asked(String host) {
    return Authenticator.requestPasswordAuthentication(host, null, 80, "http", "", "Basic")
        .getUserName();
  }

  private static Authenticator login(String user) {
    return loginOf("", user);
  }

  private static Authenticator loginOf(String host, String user) {
    return new Authenticator() {
      @Override
      protected PasswordAuthentication getPasswordAuthentication() {
        return getRequestingHost().startsWith(host)
            ? new PasswordAuthentication(user, new char[0])
            : null;
      }
    };
  }
}
