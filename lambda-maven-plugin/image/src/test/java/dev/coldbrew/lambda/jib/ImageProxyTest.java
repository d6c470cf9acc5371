// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coldbrew.lambda.jvm.Architecture;
import dev.coldbrew.lambda.problem.ProblemException;
import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.net.ProxySelector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pushes and pulls through a proxy. The proxy and the registry behind it are one server, which
 * responds to any host's requests.
 */
class ImageProxyTest {

  private static final String BEHIND = "registry.example.com";
  private static final Authenticator NO_LOGIN = new Authenticator() {};
  private static final Authenticator ADA = new Authenticator() {
    @Override
    protected PasswordAuthentication getPasswordAuthentication() {
      return getRequestingHost().equals("127.0.0.1")
          ? new PasswordAuthentication("ada", "s3cret".toCharArray())
          : null;
    }
  };

  @TempDir
  Path folder;

  private final JibImageTool tool = new JibImageTool();
  private ImageFixture fixture;
  private FakeRegistry registry;

  @BeforeEach
  void startRegistry() throws Exception {
    fixture = new ImageFixture(folder);
    registry = new FakeRegistry();
  }

  @AfterEach
  void stopRegistry() {
    registry.close();
  }

  @Test
  void imageIsPushedThroughTheProxy() throws Exception {
    ProxySelector before = ProxySelector.getDefault();
    Authenticator loginBefore = Authenticator.getDefault();
    fixture.proxy(registry.port(), NO_LOGIN);

    String digest = push();

    assertEquals(registry.digest("1.0"), digest);
    List<String> requests = registry.requests();
    assertEquals("CONNECT " + BEHIND + ":443", requests.get(0));
    assertTrue(
        requests.contains("PUT http://" + BEHIND + "/v2/hello/manifests/1.0"), requests::toString);
    assertSame(before, ProxySelector.getDefault());
    assertSame(loginBefore, Authenticator.getDefault());
  }

  @Test
  void proxyGetsItsPasswordAndTheLogDoesNot() throws Exception {
    fixture.proxy(registry.port(), NO_LOGIN);
    push();
    registry.requireProxyPassword("ada", "s3cret");
    fixture.proxy(registry.port(), ADA);

    fetch();

    assertTrue(Files.size(folder.resolve("base.tar")) > 0);
    assertEquals(
        List.of(),
        fixture.log().stream().filter(line -> line.contains("s3cret")).toList());
  }

  @Test
  void proxyThatRequiresAnotherPassword() throws Exception {
    registry.requireProxyPassword("ada", "another");
    fixture.proxy(registry.port(), ADA);

    assertEquals(
        "the proxy for 'registry.example.com' did not accept a login (<proxy> in Maven's settings)\n"
            + "hint: correct its <username> and <password> in ~/.m2/settings.xml",
        assertThrows(ProblemException.class, this::push).getMessage());
  }

  private String push() throws Exception {
    return tool.write(
        fixture.plan("code", false),
        ImageFixture.at(BEHIND + "/hello:1.0"),
        "hello:1.0",
        fixture.access());
  }

  private void fetch() throws Exception {
    tool.fetchBase(
        ImageFixture.at(BEHIND + "/hello:1.0"),
        Architecture.X86_64,
        folder.resolve("base.tar"),
        fixture.access());
  }
}
