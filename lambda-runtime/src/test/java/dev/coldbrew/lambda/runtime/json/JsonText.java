// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.json;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What {@link Json} wrote, as text. */
final class JsonText {

  private JsonText() {}

  static String of(ByteBuffer json) {
    return StandardCharsets.UTF_8.decode(json.duplicate()).toString();
  }
}
