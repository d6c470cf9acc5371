package example;

import com.amazonaws.services.lambda.runtime.Context;
import dev.coldbrew.lambda.runtime.ResponseStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Says how often it has run for this event. The event is text: the way to respond, the request id,
 * "log" or "quiet", and "end".
 */
public class Counting {

  private static final int LARGE = 100_000;
  private static final Map<String, Integer> RUNS = new ConcurrentHashMap<>();

  public static void handle(InputStream event, OutputStream output, Context context)
      throws IOException {
    var words = new String(event.readAllBytes(), StandardCharsets.US_ASCII).split(" ");
    var id = words[1];
    if (!words[3].equals("end") || !id.equals(context.getAwsRequestId())) {
      throw new IllegalArgumentException("not the event of " + context.getAwsRequestId());
    }
    var runs = RUNS.merge(id, 1, Integer::sum);
    if (words[2].equals("log")) {
      log(id);
    }
    var text = "id=" + id + " runs=" + runs + ";";
    switch (words[0]) {
      case "BUFFERED" -> write(output, text);
      case "LARGE" -> write(output, text + "x".repeat(LARGE));
      case "STREAMED" -> {
        var stream = ResponseStream.of(output);
        write(stream, text);
        stream.flush();
        write(stream, "streamed");
      }
      case "THROWN_IN_A_STREAM" -> {
        var stream = ResponseStream.of(output);
        write(stream, text);
        stream.flush();
        throw new IllegalStateException(text);
      }
      default -> throw new IllegalStateException(text);
    }
  }

  private static void write(OutputStream output, String text) throws IOException {
    output.write(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** In parts, which the lines of other invocations may come between. */
  private static void log(String id) {
    System.out.print("<" + id);
    Thread.yield();
    System.out.printf(" %s>%n", id);
  }
}
