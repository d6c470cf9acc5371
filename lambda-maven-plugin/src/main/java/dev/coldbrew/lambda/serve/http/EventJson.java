// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Checks that an event is JSON. Lambda uses Jackson, and its callers get Jackson's messages; so do
 * ours.
 */
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
    try {
      parse(event);
    } catch (JsonProcessingException e) {
      throw ServiceException.invalidContent(
          "Could not parse request body into json: Could not parse payload into json: "
              + e.getMessage());
    }
  }

  /** Whether the text is exactly one JSON value. */
  static boolean isJson(byte[] text) {
    try {
      parse(text);
      return true;
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private static void parse(byte[] text) throws JsonProcessingException {
    try (JsonParser parser = JSON.createParser(text)) {
      if (parser.nextToken() == null) {
        throw new JsonParseException(parser, "No content to map due to end-of-input");
      }
      parser.skipChildren();
      JsonToken more = parser.nextToken();
      if (more != null) {
        throw new JsonParseException(
            parser, "Trailing token (of type " + more + ") found after value");
      }
    } catch (JsonProcessingException e) {
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException(e); // reading from memory does not fail
    }
  }
}
