// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.download;

import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;

/**
 * Sends GET requests only. Follows redirects itself, because the JDK would send the mirror's
 * password along.
 */
final class Http {

  private static final int MAX_REDIRECTS = 10;

  private final Source source;
  private final Duration timeout;
  private final LowSpeedLimit limit;

  /**
   * @param timeout for the connection, and for each silence of the server
   * @param limit for the content
   */
  Http(Source source, Duration timeout, LowSpeedLimit limit) {
    this.source = source;
    this.timeout = timeout;
    this.limit = limit;
  }

  /**
   * The server's response. The reader closes it.
   *
   * @param body the content, whatever the status
   */
  record Response(int status, HttpURLConnection connection, InputStream body)
      implements AutoCloseable {

    String header(String name) {
      String value = connection.getHeaderField(name);
      return value == null ? "" : value;
    }

    /** The size of the content; -1 if the server does not state it. */
    long size() {
      return connection.getContentLengthLong();
    }

    /** The content type, such as {@code text/html}; empty if the server does not state it. */
    String type() {
      return header("Content-Type").replaceFirst(";.*", "").strip();
    }

    @Override
    public void close() {
      connection.disconnect();
    }
  }

  /**
   * The response at the end of all redirects.
   *
   * @param offset how many bytes to skip
   * @throws ProblemException if no server responds, or a redirect is not allowed
   */
  Response get(URI uri, long offset) {
    URI at = uri;
    for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      requireEncryption(at);
      try {
        HttpURLConnection connection = open(at, offset);
        int status = connection.getResponseCode();
        if (status == HttpURLConnection.HTTP_PROXY_AUTH) {
          throw loginRefused(at);
        }
        String location = connection.getHeaderField("Location");
        if (status < 300 || status >= 400 || status == 304 || location == null) {
          return new Response(status, connection, limit.on(body(connection)));
        }
        connection.disconnect();
        at = at.resolve(URI.create(location));
      } catch (IllegalArgumentException e) {
        throw problem(
            "'" + at + "' redirects to something that is not an address: " + e.getMessage(), e);
      } catch (IOException e) {
        throw unreachable(at, e);
      }
    }
    throw problem("'" + uri + "' redirects more than " + MAX_REDIRECTS + " times", null);
  }

  private static InputStream body(HttpURLConnection connection) throws IOException {
    if (connection.getResponseCode() < 400) {
      return connection.getInputStream();
    }
    InputStream error = connection.getErrorStream();
    return error == null ? InputStream.nullInputStream() : error;
  }

  /** The first of several, because Maven has one. */
  private Proxy proxy(URI uri) {
    return source.proxies().select(uri).get(0);
  }

  private HttpURLConnection open(URI uri, long offset) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(proxy(uri));
    connection.setInstanceFollowRedirects(false);
    connection.setConnectTimeout((int) timeout.toMillis());
    connection.setReadTimeout((int) timeout.toMillis());
    connection.setAuthenticator(source.proxyLogin());
    connection.setRequestProperty(
        "User-Agent", "lambda-maven-plugin"); // some servers refuse Java's own
    if (source.has(uri)) {
      source
          .authorization()
          .ifPresent(value -> connection.setRequestProperty("Authorization", value));
    }
    if (offset > 0) {
      connection.setRequestProperty("Range", "bytes=" + offset + "-");
    }
    return connection;
  }

  /** A redirect from HTTPS to HTTP is refused: not even the checksum could be trusted. */
  private void requireEncryption(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme();
    if (!scheme.equals("https")
        && !(scheme.equals("http") && scheme.equals(source.url().getScheme()))) {
      throw problem("'" + uri + "' is not an https address", null);
    }
  }

  private ProblemException loginRefused(URI uri) {
    return new ProblemException(
        "the proxy for '%s://%s' did not accept a login"
            .formatted(uri.getScheme(), uri.getRawAuthority()),
        "<proxy> in Maven's settings",
        "set its <username> and <password>; if they are right, export"
            + " MAVEN_OPTS=-Djdk.http.auth.tunneling.disabledSchemes=");
  }

  private ProblemException problem(String what, Exception cause) {
    return new ProblemException(what, source.where(), Source.OPEN, cause);
  }

  private ProblemException unreachable(URI uri, IOException e) {
    String reason = e.getClass().getSimpleName() + ": " + e.getMessage();
    return new ProblemException(
        "'%s://%s' cannot be reached%s: %s"
            .formatted(
                uri.getScheme(),
                uri.getRawAuthority(),
                proxy(uri).address() instanceof InetSocketAddress proxy
                    ? " through the proxy " + proxy.getHostString() + ":" + proxy.getPort()
                    : "",
                reason),
        source.where(),
        "set a <proxy>, or a <mirror> of 'adoptium', in ~/.m2/settings.xml; or set the path of a JDK:"
            + " <jdk>/path/of/the/jdk</jdk>",
        e);
  }
}
