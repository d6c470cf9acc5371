// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The two calls of Lambda's Extensions API, version 2020-01-01, that an internal extension without
 * events needs.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-extensions-api.html">Extensions
 *     API</a>
 */
public final class ExtensionsApi {

  private static final String EXTENSION = "/2020-01-01/extension/";

  private final HttpConnection connection;

  public ExtensionsApi(HttpConnection connection) {
    this.connection = connection;
  }

  /**
   * Registers for no events. Possible only before the first {@code next} of the runtime.
   *
   * @return the extension's identifier
   */
  public String register(String name) throws IOException {
    byte[] noEvents = "{\"events\":[]}".getBytes(StandardCharsets.US_ASCII);
    connection.open();
    HttpResponse registered = connection.exchange(
        "POST",
        EXTENSION + "register",
        Headers.EXTENSION_NAME + ": " + name + "\r\n" + Headers.JSON,
        noEvents,
        noEvents.length);
    RuntimeApi.expect(registered.status() == 200, "POST extension/register", registered);
    return registered.header(Headers.EXTENSION_ID);
  }

  /** Waits for an event, of which none comes: Lambda then counts the extension as initialized. */
  public void next(String identifier) throws IOException {
    connection.get(EXTENSION + "event/next", Headers.EXTENSION_ID + ": " + identifier + "\r\n");
  }
}
