// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package example;

import com.amazonaws.services.lambda.runtime.Context;
import dev.coldbrew.lambda.runtime.ResponseStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** What a user writes and where it fails: in a package of their own, by which traces distinguish it. */
public class Orders {

  public static void place(String event) {
    try {
      charge();
    } catch (IllegalStateException e) {
      throw new IllegalArgumentException("no such order", e);
    }
  }

  private static void charge() {
    throw new IllegalStateException("no money");
  }

  public static void streamTooLate(InputStream event, OutputStream output, Context context)
      throws IOException {
    output.write('x');
    ResponseStream.of(output);
  }
}
