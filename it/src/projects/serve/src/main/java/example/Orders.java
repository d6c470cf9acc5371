package example;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.coldbrew.lambda.runtime.ResponseStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Does what its event, a JSON string, says; any other comes back. */
public class Orders implements RequestStreamHandler {

  @Override
  public void handleRequest(InputStream event, OutputStream output, Context context)
      throws IOException {
    var json = new String(event.readAllBytes(), StandardCharsets.UTF_8);
    var words = json.replace("\"", "").split(" ");
    switch (words[0]) {
      case "fail" -> {
        System.out.println("attempt " + context.getAwsRequestId());
        throw new IllegalStateException("out of stock");
      }
      case "exit" -> System.exit(7);
      case "wait" -> await(Path.of(words[1]));
      case "size" -> output.write(("\"" + "x".repeat(Integer.parseInt(words[1]) - 2) + "\"").getBytes());
      case "context" ->
        output.write(("[\"" + context.getAwsRequestId() + "\",\"" + context.getInvokedFunctionArn() + "\",\""
                + context.getFunctionName() + "\",\"" + context.getFunctionVersion() + "\",\""
                + (context.getClientContext() == null
                    ? ""
                    : context.getClientContext().getCustom().get("basket")) + "\"]")
            .getBytes());
      case "stream" -> stream(ResponseStream.of(output), words);
      default -> output.write(json.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Words, numbers of letters, and files to wait for, which the reader makes. */
  private static void stream(OutputStream output, String[] words) throws IOException {
    for (int i = 1; i < words.length; i++) {
      if (words[i].equals("fail")) {
        throw new IllegalStateException("half-way");
      }
      if (words[i].startsWith("/")) {
        await(Path.of(words[i]));
        continue;
      }
      var text = words[i].matches("\\d+") ? "x".repeat(Integer.parseInt(words[i])) : words[i];
      output.write(text.getBytes(StandardCharsets.UTF_8));
      output.flush();
    }
  }

  private static void await(Path file) throws IOException {
    System.out.println("waits for " + file);
    try {
      while (!Files.exists(file)) {
        Thread.sleep(5);
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
