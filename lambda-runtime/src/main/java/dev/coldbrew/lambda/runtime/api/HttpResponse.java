// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.api;

import java.util.List;

/**
 * A response of the Runtime API.
 *
 * @param headerLines as they came, folded ones in one
 */
public record HttpResponse(int status, List<String> headerLines, byte[] body) {

  /** The first value of the header, whose name is compared without regard to case; or null. */
  public String header(String name) {
    int end = name.length();
    for (int i = 0; i < headerLines.size(); i++) {
      String line = headerLines.get(i);
      if (line.regionMatches(true, 0, name, 0, end)
          && line.length() > end
          && line.charAt(end) == ':') {
        return line.substring(end + 1).trim();
      }
    }
    return null;
  }
}
