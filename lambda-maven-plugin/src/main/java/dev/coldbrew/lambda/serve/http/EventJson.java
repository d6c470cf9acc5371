// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Whether an event is JSON. Lambda asks Jackson, whose words its callers get; so do ours. */
final class EventJson {

  private static final JsonFactory JSON = JsonFactory.builder()
      .streamReadConstraints(StreamReadConstraints.builder()
          .maxNestingDepth(Integer.MAX_VALUE)
          .maxStringLength(Integer.MAX_VALUE)
          .maxNumberLength(Integer.MAX_VALUE)
          .build())
      .build();

  private EventJson() {}

  static void check(byte[] event) throws ServiceException {
    try (JsonParser parser = JSON.createParser(event)) {
      while (parser.nextToken() != null) {
        // What is wrong is thrown.
      }
    } catch (JsonProcessingException e) {
      throw ServiceException.invalidContent(
          "Could not parse request body into json: Could not parse payload into json: "
              + e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // there is none in memory
    }
  }
}
