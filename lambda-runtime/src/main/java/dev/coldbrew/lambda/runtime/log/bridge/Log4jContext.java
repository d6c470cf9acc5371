// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.log.bridge;

import com.amazonaws.services.lambda.runtime.LambdaRuntimeInternal;
import dev.coldbrew.lambda.runtime.api.Invocation;
import dev.coldbrew.lambda.runtime.log.Log;
import java.util.HashMap;
import java.util.Map;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.util.ContextDataProvider;

/**
 * Gives Log4j 2 the request id: {@code %X{AWSRequestId}}. Log4j asks for it with each event, so it is
 * the right one in threads of a pool as well, and a function without Log4j pays nothing. Code can
 * read it where AWS's own runtime puts it, which is in the {@code ThreadContext} of the invocation's
 * thread, if AWS's appender is used; SLF4J's MDC is the same map.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-logging.html">Log4j 2 and the
 *     request id</a>
 */
public final class Log4jContext implements ContextDataProvider, Log.Listener {

  private static final String REQUEST_ID = "AWSRequestId";

  /** For Log4j, which finds it as a service when it is configured. */
  public Log4jContext() {
    Log.ofProcess().inform(this);
  }

  @Override
  public void begin(Invocation invocation) {
    if (LambdaRuntimeInternal.getUseLog4jAppender()) {
      ThreadContext.put(REQUEST_ID, invocation.requestId());
    }
  }

  @Override
  public Map<String, String> supplyContextData() {
    Invocation invocation = Log.ofProcess().current();
    if (invocation == null) {
      return Map.of();
    }
    Map<String, String> context = new HashMap<>();
    context.put(REQUEST_ID, invocation.requestId());
    if (invocation.tenantId() != null) {
      context.put("tenantId", invocation.tenantId());
    }
    return context;
  }
}
