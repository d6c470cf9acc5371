// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** The end of an invocation's log, for callers that ask for it: at most 4 KB, in Base64. */
final class LogTail {

  private static final int MAX_BYTES = 4 * 1024;

  private LogTail() {}

  static String of(List<String> lines) {
    byte[] log = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    int start = Math.max(0, log.length - MAX_BYTES);
    return Base64.getEncoder().encodeToString(Arrays.copyOfRange(log, start, log.length));
  }
}
