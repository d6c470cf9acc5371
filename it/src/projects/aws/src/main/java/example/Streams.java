package example;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.coldbrew.lambda.runtime.ResponseStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Streams its event back, a byte at a time, and fails at an exclamation mark. */
public class Streams implements RequestStreamHandler {

  @Override
  public void handleRequest(InputStream event, OutputStream output, Context context)
      throws IOException {
    var out = ResponseStream.of(output);
    for (int b = event.read(); b >= 0; b = event.read()) {
      if (b == '!') {
        throw new IllegalStateException("half-way");
      }
      out.write(b);
      out.flush();
    }
  }
}
