package dev.coldbrew.lambda.maven;

import dev.coldbrew.lambda.emulator.Caller;
import dev.coldbrew.lambda.emulator.Event;
import dev.coldbrew.lambda.emulator.FunctionConfiguration;
import dev.coldbrew.lambda.emulator.InvocationResult;
import dev.coldbrew.lambda.emulator.LocalFunction;
import dev.coldbrew.lambda.problem.ProblemException;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Sends one event to the packaged function: starts its {@code bootstrap} as Lambda would, prints the
 * function's log with Lambda's START, END and REPORT lines to standard error, and the answer to
 * standard output. Fails when the function does.
 *
 * <pre>{@code mvn lambda:invoke -Dlambda.payload='{"name":"Ada"}'}</pre>
 *
 * @since 0.1.0
 */
@Mojo(name = "invoke", threadSafe = true)
public class InvokeMojo extends AbstractFunctionMojo {

  /**
   * Leaves the function alone.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.invoke.skip", defaultValue = "false")
  private boolean skip;

  /**
   * The event, as JSON. Without this and {@code lambda.event} it is <code>{}</code>.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.payload")
  private String payload;

  /**
   * The file with the event, as JSON.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.event")
  private File event;

  /**
   * What {@code Context.getClientContext()} is to give, as JSON: an object with {@code client}, {@code
   * custom} and {@code env}, as AWS's mobile SDKs send it.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.clientContext")
  private String clientContext;

  /**
   * How long an invocation may take, in seconds; then the function is stopped. Lambda allows up to
   * 900. The default is the one of SAM's Java templates.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.timeoutSeconds", defaultValue = "20")
  private int timeoutSeconds;

  @Override
  boolean isSkipped() {
    return skip;
  }

  @Override
  void run() throws IOException {
    byte[] json = event();
    Caller caller = Caller.ofClientContext(clientContext);
    requireStaged("invoke");
    requireCurrent("invoke", command()::restaged);
    FunctionConfiguration configuration = configuration("timeoutSeconds", timeoutSeconds);
    InvocationResult result;
    try (LocalFunction function =
        LocalFunction.start(task(), configuration, InvokeMojo::printLog)) {
      result = function.invoke(json, caller);
    }
    print(System.out, result.payload());
    if (result.failed()) {
      throw new ProblemException(
          "the function answered with an error: " + result.errorSummary(),
          "handler " + handler(),
          "its log is above");
    }
  }

  private static void printLog(String line) {
    print(System.err, line.getBytes(StandardCharsets.UTF_8));
  }

  /** As it is: the console's own encoding may not hold it, and who reads the answer expects UTF-8. */
  private static void print(PrintStream console, byte[] line) {
    byte[] ended = Arrays.copyOf(line, line.length + 1);
    ended[line.length] = '\n';
    console.write(ended, 0, ended.length);
    console.flush();
  }

  private byte[] event() throws IOException {
    if (payload != null && event != null) {
      throw new ProblemException(
          "there are two events", "properties lambda.payload and lambda.event", "give one of them");
    }
    if (event != null) {
      return Event.ofFile(event.toPath(), "property lambda.event");
    }
    return Event.ofPayload(payload == null ? "{}" : payload);
  }
}
