package dev.coldbrew.lambda.runtime;

/**
 * One event with what Lambda says about it: the answer to {@code GET /runtime/invocation/next}.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Runtime API</a>
 */
record Invocation(HttpResponse next) {

  byte[] event() {
    return next.body();
  }

  String requestId() {
    return next.header("Lambda-Runtime-Aws-Request-Id");
  }

  /** When Lambda will stop the function, in milliseconds since 1970; 0 when it does not say. */
  long deadlineMillis() {
    String deadline = next.header("Lambda-Runtime-Deadline-Ms");
    return deadline == null ? 0 : Long.parseLong(deadline);
  }

  String functionArn() {
    return next.header("Lambda-Runtime-Invoked-Function-Arn");
  }

  String traceId() {
    return next.header("Lambda-Runtime-Trace-Id");
  }

  /** JSON from the mobile SDKs, or null. */
  String clientContext() {
    return next.header("Lambda-Runtime-Client-Context");
  }

  /** JSON with the caller's Cognito identity, or null. */
  String cognitoIdentity() {
    return next.header("Lambda-Runtime-Cognito-Identity");
  }

  String tenantId() {
    return next.header("Lambda-Runtime-Aws-Tenant-Id");
  }
}
