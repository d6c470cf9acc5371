// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.aws;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;

/**
 * As much of Lambda, IAM and S3 as a deployment sees. Like Lambda, it refuses a change while another
 * is under way, and one of a revision that is not the last. Its messages are AWS's.
 */
final class FakeAws extends Dispatcher implements AutoCloseable {

  static final String ACCOUNT = "arn:aws:iam::123456789012:";

  /** What AWS's SDK finds: the endpoint of all services, and credentials. */
  private static final List<String> PROPERTIES =
      List.of("aws.endpointUrl", "aws.region", "aws.accessKeyId", "aws.secretAccessKey");

  /** A response that is not a success. */
  static final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String type;

    Refused(int status, String type, String message) {
      super(message);
      this.status = status;
      this.type = type;
    }
  }

  final FakeLambda lambda = new FakeLambda();
  final FakeIam iam = new FakeIam();

  /** The keys in each bucket. */
  final Map<String, List<String>> buckets = new LinkedHashMap<>();

  private final MockWebServer server = new MockWebServer();
  private final List<String> calls = new ArrayList<>();
  private final Map<String, List<Refused>> refusals = new LinkedHashMap<>();
  private int left = Integer.MAX_VALUE;
  private boolean makesLast;
  private boolean breaksOff;
  private int before = Integer.MAX_VALUE;
  private Runnable event;

  FakeAws() throws IOException {
    server.setServerSocketFactory(new NoDelaySockets());
    server.setDispatcher(this);
    server.start(InetAddress.getLoopbackAddress(), 0);
    System.setProperty("aws.endpointUrl", url());
    System.setProperty("aws.region", "eu-central-1");
    System.setProperty("aws.accessKeyId", "AKIDEXAMPLE");
    System.setProperty("aws.secretAccessKey", "secret");
  }

  /** Where it is. */
  String url() {
    return "http://localhost:" + server.getPort();
  }

  /** The calls so far, that only look left out. */
  synchronized List<String> changes() {
    return calls.stream().filter(call -> !call.matches("(Get|List|Head).*")).toList();
  }

  /** All calls so far, by their names. */
  synchronized List<String> calls() {
    return calls.stream().map(call -> call.replaceFirst(" .*", "")).toList();
  }

  synchronized void forgetCalls() {
    calls.clear();
  }

  /** Refuses the next call of that name; more than once refuses as many. */
  synchronized void refuse(String call, int status, String type, String message) {
    refusals
        .computeIfAbsent(call, key -> new ArrayList<>())
        .add(new Refused(status, type, message));
  }

  /**
   * Stops whoever calls it, as if its process had been killed.
   *
   * @param after how many calls are made before that
   * @param isMade whether AWS still makes the call at which that happens
   */
  synchronized void stop(int after, boolean isMade) {
    left = after;
    makesLast = isMade;
  }

  /** Has something happen in AWS after that many calls of the next deployment. */
  synchronized void afterCalls(int count, Runnable change) {
    before = count;
    event = change;
  }

  /** Whether to close connections in the middle of requests with a body, as a network may. */
  synchronized void breakOffBodies(boolean does) {
    breaksOff = does;
  }

  @Override
  public synchronized MockResponse peek() {
    return breaksOff
        ? new MockResponse.Builder()
            .onRequestBody(new SocketEffect.CloseSocket())
            .build()
        : super.peek();
  }

  /** Whether it was stopped; from now on it is not. */
  synchronized boolean restart() {
    boolean wasStopped = left < 0;
    left = Integer.MAX_VALUE;
    return wasStopped;
  }

  @Override
  public synchronized MockResponse dispatch(RecordedRequest request) {
    if (breaksOff && request.getBodySize() > 0) { // which has not arrived as a whole
      return new MockResponse.Builder().code(400).build();
    }
    Call call = Call.of(request);
    left = left < 0 ? left : left - 1;
    try {
      if (left >= 0 || left == -1 && makesLast) {
        makesLast &= left >= 0;
        String body = respond(call);
        if (left >= 0) {
          return success(call, body);
        }
      }
      left = -1;
      return failure(call, new Refused(400, "Stopped", "the test stops here"));
    } catch (Refused e) {
      return failure(call, e);
    } catch (RuntimeException | AssertionError e) {
      return failure(call, new Refused(400, "Broken", "the test's server fails: " + e));
    }
  }

  private String respond(Call call) {
    if (calls.size() == before) {
      event.run();
      before = Integer.MAX_VALUE;
    }
    calls.add(call.toString());
    List<Refused> refused = refusals.getOrDefault(call.name(), List.of());
    if (!refused.isEmpty()) {
      throw refused.remove(0);
    }
    return switch (call.service()) {
      case "s3" -> s3(call);
      case "iam" -> iam.respond(call.name(), call.body());
      default -> lambda.respond(call.name(), call.path(), call.qualifier(), call.body());
    };
  }

  private String s3(Call call) {
    String[] parts = call.path().split("/", 3);
    List<String> keys = buckets.get(parts[1]);
    if (keys == null) {
      throw new Refused(404, "NoSuchBucket", "The specified bucket does not exist");
    }
    if (call.name().equals("PutObject")) {
      keys.add(parts[2]);
    } else if (call.name().equals("HeadObject") && !keys.contains(parts[2])) {
      throw new Refused(404, "NoSuchKey", "The specified key does not exist.");
    }
    return "";
  }

  private static MockResponse success(Call call, String body) {
    MockResponse.Builder response = new MockResponse.Builder().code(200).body(body);
    return response.build();
  }

  private static MockResponse failure(Call call, Refused e) {
    MockResponse.Builder response = new MockResponse.Builder().code(e.status);
    if (call.service().equals("iam")) {
      return response
          .body("<ErrorResponse><Error><Type>Sender</Type><Code>" + e.type + "</Code><Message>"
              + e.getMessage() + "</Message></Error></ErrorResponse>")
          .build();
    }
    if (call.service().equals("s3")) {
      boolean isHead = call.name().startsWith("Head");
      return response
          .addHeader("x-amz-bucket-region", "us-east-1")
          .body(
              isHead
                  ? ""
                  : "<Error><Code>" + e.type + "</Code><Message>" + e.getMessage()
                      + "</Message></Error>")
          .build();
    }
    JsonObject body = new JsonObject();
    body.addProperty("Type", "User");
    body.addProperty("Message", e.getMessage());
    return response.addHeader("x-amzn-ErrorType", e.type).body(body.toString()).build();
  }

  @Override
  public void close() {
    server.close();
    PROPERTIES.forEach(System::clearProperty);
  }

  /**
   * A request, by the name of its operation.
   *
   * @param body its JSON or its form's fields; empty without one
   */
  record Call(String service, String name, String path, String qualifier, JsonObject body) {

    static Call of(RecordedRequest request) {
      String path = URLDecoder.decode(request.getUrl().encodedPath(), StandardCharsets.UTF_8);
      String authorization = request.getHeaders().get("Authorization");
      String qualifier = request.getUrl().queryParameter("Qualifier");
      String method = request.getMethod();
      if (authorization.contains("/iam/")) {
        JsonObject form = form(request.getBody().utf8());
        return new Call("iam", form.remove("Action").getAsString(), path, null, form);
      }
      if (authorization.contains("/s3/")) {
        boolean isBucket = path.indexOf('/', 1) < 0;
        String name = method.equals("PUT") ? "PutObject" : isBucket ? "HeadBucket" : "HeadObject";
        return new Call("s3", name, path, null, new JsonObject());
      }
      String text = request.getBody() == null ? "" : request.getBody().utf8();
      JsonObject body =
          text.isEmpty() ? new JsonObject() : JsonParser.parseString(text).getAsJsonObject();
      return new Call("lambda", FakeLambda.operation(method, path), path, qualifier, body);
    }

    private static JsonObject form(String text) {
      JsonObject form = new JsonObject();
      for (String field : text.split("&")) {
        String[] parts = field.split("=", 2);
        form.addProperty(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
      }
      form.remove("Version");
      return form;
    }

    @Override
    public String toString() {
      String target = service.equals("s3")
          ? " " + path
          : (qualifier == null ? "" : " " + qualifier) + (body.isEmpty() ? "" : " " + shown());
      return name + target;
    }

    /** A zip is shown by its length. */
    private String shown() {
      return body.toString().replaceAll("\"ZipFile\":\"([^\"]*)\"", "\"ZipFile\":\"...\"");
    }
  }
}
