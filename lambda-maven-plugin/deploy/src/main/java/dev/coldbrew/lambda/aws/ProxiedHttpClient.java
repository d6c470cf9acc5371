// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.aws;

import dev.coldbrew.lambda.deploy.AwsAccess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/**
 * The JDK's HTTP client. It uses a proxy from Maven's settings if they have one for an address.
 * Otherwise it does what AWS's SDK does, which supports the JVM's properties and {@code
 * HTTPS_PROXY}.
 */
final class ProxiedHttpClient implements SdkHttpClient {

  private static final Duration CONNECTING = Duration.ofSeconds(10);

  private final AwsAccess access;
  private final Duration silence;
  private final Consumer<URI> addresses;
  private final SdkHttpClient direct;
  private final SdkHttpClient proxied;

  /**
   * @param silence how long the server may send nothing
   * @param addresses receives the address of each request
   */
  ProxiedHttpClient(AwsAccess access, Duration silence, Consumer<URI> addresses) {
    this.access = access;
    this.addresses = addresses;
    this.silence = silence;
    direct = UrlConnectionHttpClient.builder()
        .connectionTimeout(CONNECTING)
        .socketTimeout(silence)
        .build();
    proxied = UrlConnectionHttpClient.create(this::connection);
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    addresses.accept(request.httpRequest().getUri());
    return (proxies(request.httpRequest().getUri()).isEmpty() ? direct : proxied)
        .prepareRequest(request);
  }

  private List<Proxy> proxies(URI uri) {
    return access.proxies().select(uri).stream()
        .filter(proxy -> proxy.type() == Proxy.Type.HTTP)
        .toList();
  }

  private HttpURLConnection connection(URI uri) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) uri.toURL().openConnection(proxies(uri).get(0));
      connection.setAuthenticator(access.proxyLogin());
      connection.setConnectTimeout((int) CONNECTING.toMillis());
      connection.setReadTimeout((int) silence.toMillis());
      return connection;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String clientName() {
    return direct.clientName();
  }

  @Override
  public void close() {
    direct.close();
    proxied.close();
  }
}
