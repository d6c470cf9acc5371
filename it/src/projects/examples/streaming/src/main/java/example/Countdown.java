package example;

import dev.coldbrew.lambda.runtime.ResponseStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

public class Countdown {

  /** Behind a function URL whose invoke mode is RESPONSE_STREAM, each line arrives when it is flushed. */
  public void count(InputStream event, OutputStream output) throws IOException {
    var page = ResponseStream.http(output, 200, Map.of("Content-Type", "text/plain"), List.of());
    for (int i = 3; i > 0; i--) {
      page.write((i + "\n").getBytes(StandardCharsets.UTF_8));
      page.flush();
    }
  }
}
