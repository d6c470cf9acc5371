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
 * GET, and no more. Redirects are followed here, as what the JDK follows by itself would take the
 * mirror's password along.
 */
final class Http {

  private static final int MAX_REDIRECTS = 10;

  private final Source source;
  private final Duration timeout;

  /**
   * @param timeout for the connection, and for each silence of the server
   */
  Http(Source source, Duration timeout) {
    this.source = source;
    this.timeout = timeout;
  }

  /** What the server sent; it is closed by who reads it. */
  record Response(URI uri, int status, HttpURLConnection connection) implements AutoCloseable {

    /** Its content, also that of an error. */
    InputStream body() throws IOException {
      InputStream error = connection.getErrorStream();
      return error == null ? connection.getInputStream() : error;
    }

    String header(String name) {
      String value = connection.getHeaderField(name);
      return value == null ? "" : value;
    }

    /** Of the content; -1 where the server does not say. */
    long size() {
      return connection.getContentLengthLong();
    }

    /** Such as {@code text/html}; empty where the server does not say. */
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
   * @param offset how many of the first bytes are not needed
   * @throws ProblemException when no server responds, or one that may not be used
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
          return new Response(at, status, connection);
        }
        connection.disconnect();
        at = at.resolve(URI.create(location));
      } catch (IllegalArgumentException e) {
        throw problem("'" + at + "' redirects to what is no address: " + e.getMessage(), e);
      } catch (IOException e) {
        throw unreachable(at, e);
      }
    }
    throw problem("'" + uri + "' redirects more than " + MAX_REDIRECTS + " times", null);
  }

  /** By which way; the first of several, as Maven has one. */
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

  /** What was asked for over HTTPS may not come over HTTP: not even the checksum would be known. */
  private void requireEncryption(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme();
    if (!scheme.equals("https")
        && !(scheme.equals("http") && scheme.equals(source.url().getScheme()))) {
      throw problem("'" + uri + "' is not an https address", null);
    }
  }

  private ProblemException loginRefused(URI uri) {
    return new ProblemException(
        "the proxy for '%s://%s' asks for another password"
            .formatted(uri.getScheme(), uri.getRawAuthority()),
        "<proxy> in Maven's settings",
        "correct its <username> and <password>; if they are right, export"
            + " MAVEN_OPTS=-Djdk.http.auth.tunneling.disabledSchemes=");
  }

  private ProblemException problem(String what, Exception cause) {
    return new ProblemException(
        what,
        source.where(),
        "open that address; another one is set by a <mirror> in ~/.m2/settings.xml",
        cause);
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
