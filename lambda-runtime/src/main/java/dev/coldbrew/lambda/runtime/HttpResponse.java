package dev.coldbrew.lambda.runtime;

import java.util.List;

/**
 * What the Runtime API answered.
 *
 * @param headers names and values in turn, as they came
 */
record HttpResponse(int status, List<String> headers, byte[] body) {

  /** The first value of the header, whose name is compared without regard to case; or null. */
  String header(String name) {
    for (int i = 0; i < headers.size(); i += 2) {
      if (headers.get(i).equalsIgnoreCase(name)) {
        return headers.get(i + 1);
      }
    }
    return null;
  }
}
