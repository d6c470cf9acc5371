// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.cloud.tools.jib.api.LogEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class JibLogTest {

  /** With mvn -T, images of several modules are written at once. */
  @Test
  void reasonOfAFailureIsKnownAfterAnotherModuleHasEnded() {
    JibLog other = new JibLog(line -> {});
    try (JibLog log = new JibLog(line -> {})) {
      other.close();
      Logger client = Logger.getLogger("com.google.api.client.http.HttpTransport");
      client.log(
          Level.WARNING, "exception thrown while executing request", new IOException("reset"));
      client.log(Level.CONFIG, "the same", new IOException("reset by peer"));

      LogEvent event = LogEvent.debug("GET / failed and will be retried");
      for (int i = 0; i < 3; i++) {
        log.accept(event);
      }

      assertEquals(
          "reset by peer",
          assertThrows(UncheckedIOException.class, () -> log.accept(event))
              .getCause()
              .getMessage());
    }
  }
}
