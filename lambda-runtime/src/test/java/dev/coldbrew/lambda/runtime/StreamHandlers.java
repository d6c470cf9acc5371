// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Methods with all the parameters that are not an event. */
public class StreamHandlers {

  public void streams(InputStream in, OutputStream out) throws IOException {
    in.transferTo(out);
  }

  public String inputOnly(InputStream in) {
    return "ignored";
  }

  public String outputOnly(OutputStream out) throws IOException {
    out.write(ascii("\"written\""));
    return "ignored";
  }

  public int inputContext(InputStream in, Context context) {
    return 1;
  }

  public void outputContext(OutputStream out, Context context) throws IOException {
    out.write(ascii(context.getAwsRequestId()));
  }

  public void streamsContext(InputStream in, OutputStream out, Context context) throws IOException {
    in.transferTo(out);
    out.write(ascii(context.getAwsRequestId()));
  }

  public String contextOnly(Context context) {
    return context.getAwsRequestId();
  }

  public String noArguments() {
    return "none";
  }

  public void contextFirst(Context context, String event) {}

  public void twoContexts(Context one, Context other) {}

  public void outputFirst(OutputStream out, InputStream in) {}

  public void eventAndStream(String event, InputStream in) {}

  public void tooMany(InputStream in, OutputStream out, String event) {}

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
