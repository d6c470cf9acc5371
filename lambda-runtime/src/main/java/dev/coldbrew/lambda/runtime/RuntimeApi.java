package dev.coldbrew.lambda.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The four calls of Lambda's Runtime API, version 2018-06-01.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Runtime API</a>
 */
final class RuntimeApi {

  private static final String RUNTIME = "/2018-06-01/runtime/";
  private static final String JSON = "Content-Type: application/json\r\n";

  /**
   * So often in a row a broken connection is opened again before the Runtime API counts as gone.
   */
  private static final int BROKEN_CONNECTIONS = 5;

  private final HttpConnection connection;

  RuntimeApi(HttpConnection connection) {
    this.connection = connection;
  }

  /**
   * Waits for the next event, as long as it takes: the process is frozen while it waits, so a
   * timeout would strike at the thaw. A connection that broke meanwhile is opened again, which is
   * safe here alone, as Lambda gives the same event again until it is answered.
   */
  Invocation next() throws IOException {
    for (int broken = 1; ; broken++) {
      connection.open(); // one that cannot even be opened is fatal
      try {
        HttpResponse next = connection.exchange("GET", RUNTIME + "invocation/next", "", null);
        expect(next.status() == 200, "GET invocation/next", next);
        return new Invocation(next);
      } catch (HttpConnection.BrokenException e) {
        if (broken == BROKEN_CONNECTIONS) {
          throw e;
        }
      }
    }
  }

  /**
   * Sends the function's answer. 413 means that Lambda has told the caller that it is too large.
   */
  void response(String requestId, byte[] answer) throws IOException {
    HttpResponse sent = post("invocation/" + requestId + "/response", JSON, answer);
    expect(sent.status() == 202 || sent.status() == 413, "POST invocation/ID/response", sent);
  }

  /** Says that the invocation ended in an error. */
  void error(String requestId, ErrorReport report) throws IOException {
    HttpResponse sent =
        post("invocation/" + requestId + "/error", errorHeaders(report), report.body());
    expect(sent.status() == 202, "POST invocation/ID/error", sent);
  }

  /** Says that the function cannot be started; the process must then end. */
  void initError(ErrorReport report) throws IOException {
    HttpResponse sent = post("init/error", errorHeaders(report), report.body());
    expect(sent.status() == 202, "POST init/error", sent);
  }

  private HttpResponse post(String call, String headers, byte[] body) throws IOException {
    connection.open();
    return connection.exchange("POST", RUNTIME + call, headers, body);
  }

  private static String errorHeaders(ErrorReport report) {
    return JSON + "Lambda-Runtime-Function-Error-Type: " + report.type() + "\r\n";
  }

  /**
   * Any other status says that Lambda and this process disagree; a fresh process is the way out.
   */
  private static void expect(boolean ok, String call, HttpResponse answer) throws IOException {
    if (!ok) {
      String body = new String(answer.body(), StandardCharsets.UTF_8);
      throw new IOException(call + " was answered with " + answer.status() + " " + body);
    }
  }
}
