// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.api;

/**
 * One event with what Lambda says about it: the response to {@code GET /runtime/invocation/next}.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Runtime API</a>
 */
public record Invocation(HttpResponse next) {

  public byte[] event() {
    return next.body();
  }

  public String requestId() {
    return next.header(Headers.REQUEST_ID);
  }

  /** When Lambda will stop the function, in milliseconds since 1970; 0 if it does not say. */
  public long deadlineMillis() {
    String deadline = next.header(Headers.DEADLINE);
    return deadline == null ? 0 : Long.parseLong(deadline);
  }

  public String functionArn() {
    return next.header(Headers.FUNCTION_ARN);
  }

  public String traceId() {
    return next.header(Headers.TRACE_ID);
  }

  /** JSON from the mobile SDKs, or null. */
  public String clientContext() {
    return next.header(Headers.CLIENT_CONTEXT);
  }

  /** JSON with the caller's Cognito identity, or null. */
  public String cognitoIdentity() {
    return next.header(Headers.COGNITO_IDENTITY);
  }

  public String tenantId() {
    return next.header(Headers.TENANT_ID);
  }
}
