// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.invocation;

import dev.coldbrew.lambda.runtime.log.Log;
import java.lang.reflect.Method;

/**
 * The trace id of each thread's invocation, where several run at once and the system property of one
 * would be the others': in the place where the AWS SDK looks for it. Found by reflection, since a
 * function without the SDK has no such class.
 */
final class ThreadTraceId {

  private static final String CLASS = "software.amazon.awssdk.utilslite.SdkInternalThreadLocal";
  private static final String KEY = "AWS_LAMBDA_X_TRACE_ID";

  private final Log log;
  private final Method put;
  private final Method remove;

  private ThreadTraceId(Log log, Method put, Method remove) {
    this.log = log;
    this.put = put;
    this.remove = remove;
  }

  static ThreadTraceId ofSdk(ClassLoader loader, Log log) {
    try {
      Class<?> sdk = Class.forName(CLASS, true, loader);
      return new ThreadTraceId(
          log,
          sdk.getMethod("put", String.class, String.class),
          sdk.getMethod("remove", String.class));
    } catch (ReflectiveOperationException | LinkageError e) {
      return new ThreadTraceId(log, null, null); // nothing will look for it
    }
  }

  /** For this thread; null for none. */
  void set(String traceId) {
    if (put == null) {
      return;
    }
    try {
      if (traceId == null) {
        remove.invoke(null, KEY);
      } else {
        put.invoke(null, KEY, traceId);
      }
    } catch (ReflectiveOperationException e) {
      log.failure("the trace id cannot be passed to the AWS SDK", e);
    }
  }
}
