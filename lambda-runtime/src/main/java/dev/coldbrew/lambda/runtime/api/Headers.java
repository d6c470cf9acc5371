// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.api;

/**
 * The headers of Lambda's APIs. They are compile-time constants, so this class is never loaded.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Runtime API</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-extensions-api.html">Extensions
 *     API</a>
 */
public final class Headers {

  // Of an event.
  public static final String REQUEST_ID = "Lambda-Runtime-Aws-Request-Id";
  public static final String DEADLINE = "Lambda-Runtime-Deadline-Ms";
  public static final String FUNCTION_ARN = "Lambda-Runtime-Invoked-Function-Arn";
  public static final String TRACE_ID = "Lambda-Runtime-Trace-Id";
  public static final String CLIENT_CONTEXT = "Lambda-Runtime-Client-Context";
  public static final String COGNITO_IDENTITY = "Lambda-Runtime-Cognito-Identity";
  public static final String TENANT_ID = "Lambda-Runtime-Aws-Tenant-Id";

  // Of a response or an error.
  public static final String RESPONSE_MODE = "Lambda-Runtime-Function-Response-Mode";
  public static final String ERROR_TYPE = "Lambda-Runtime-Function-Error-Type";
  public static final String ERROR_BODY = "Lambda-Runtime-Function-Error-Body";
  public static final String X_RAY_CAUSE = "Lambda-Runtime-Function-XRay-Error-Cause";

  /** A complete header line. */
  public static final String JSON = "Content-Type: application/json\r\n";

  // Of an extension.
  static final String EXTENSION_NAME = "Lambda-Extension-Name";
  static final String EXTENSION_ID = "Lambda-Extension-Identifier";

  private Headers() {}
}
