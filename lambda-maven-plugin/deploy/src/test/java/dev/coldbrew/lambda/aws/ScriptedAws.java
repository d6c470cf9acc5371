// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.aws;

import dev.coldbrew.lambda.deploy.AwsAccess;
import java.io.IOException;
import java.net.Authenticator;
import java.net.InetAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/**
 * AWS as a server here that responds what a test says; and the settings of a machine on which AWS's
 * SDK finds it, as system properties.
 */
final class ScriptedAws implements AutoCloseable {

  static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

  static final AwsAccess ACCESS = access(Proxy.NO_PROXY);

  private final MockWebServer server = new MockWebServer();
  private final Map<String, String> before = new TreeMap<>();

  ScriptedAws() throws IOException {
    server.start(InetAddress.getLoopbackAddress(), 0);
    set("aws.endpointUrl", "http://127.0.0.1:" + server.getPort());
    set("aws.region", "eu-central-1");
    set("aws.accessKeyId", "AKIAIOSFODNN7EXAMPLE");
    set("aws.secretAccessKey", SECRET);
    set("aws.configFile", "/nonexistent/config");
    set("aws.sharedCredentialsFile", "/nonexistent/credentials");
    set("aws.disableEc2Metadata", "true");
  }

  /** That reaches AWS through a proxy. */
  static AwsAccess access(Proxy proxy) {
    ProxySelector selector = new ProxySelector() {
      @Override
      public List<Proxy> select(URI uri) {
        return List.of(proxy);
      }

      @Override
      public void connectFailed(URI uri, SocketAddress address, IOException e) {}
    };
    Authenticator login = new Authenticator() {
      @Override
      protected PasswordAuthentication getPasswordAuthentication() {
        return new PasswordAuthentication("ada", "secret".toCharArray());
      }
    };
    return new AwsAccess("1.2.3", selector, login);
  }

  /** A system property until it is closed; null for none. */
  ScriptedAws set(String property, String value) {
    before.putIfAbsent(property, System.getProperty(property, ""));
    setOrClear(property, value == null ? "" : value);
    return this;
  }

  /** The content of {@code ~/.aws/config}, and no other credentials. */
  ScriptedAws config(Path folder, String content) throws IOException {
    Path file = Files.writeString(folder.resolve("config"), content);
    return set("aws.configFile", file.toString())
        .set("aws.accessKeyId", null)
        .set("aws.secretAccessKey", null);
  }

  /** As the service of the JSON protocol, which Lambda has, sends an error. */
  ScriptedAws error(int status, String code, String json) {
    server.enqueue(new MockResponse.Builder()
        .code(status)
        .addHeader("Content-Type", "application/json")
        .addHeader("x-amzn-ErrorType", code)
        .addHeader("x-amzn-RequestId", "8c0c1f2e-1111-4222-8333-444455556666")
        .body(json)
        .build());
    return this;
  }

  ScriptedAws respond(MockResponse response) {
    server.enqueue(response);
    return this;
  }

  RecordedRequest request() throws InterruptedException {
    return server.takeRequest();
  }

  int port() {
    return server.getPort();
  }

  @Override
  public void close() {
    server.close();
    before.forEach(ScriptedAws::setOrClear);
  }

  private static void setOrClear(String property, String value) {
    if (value.isEmpty()) {
      System.clearProperty(property);
    } else {
      System.setProperty(property, value);
    }
  }
}
