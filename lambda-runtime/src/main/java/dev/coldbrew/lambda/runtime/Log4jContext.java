package dev.coldbrew.lambda.runtime;

import java.util.HashMap;
import java.util.Map;
import org.apache.logging.log4j.core.util.ContextDataProvider;

/**
 * Gives Log4j 2 the request id that AWS's own runtime puts into its {@code ThreadContext}: {@code
 * %X{AWSRequestId}}. Log4j asks for it with each event, so it is the right one in threads of a pool,
 * too, and a function without Log4j pays nothing.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-logging.html">Log4j 2 and the
 *     request id</a>
 */
public final class Log4jContext implements ContextDataProvider {

  /** For Log4j, which finds it as a service. */
  public Log4jContext() {}

  @Override
  public Map<String, String> supplyContextData() {
    Invocation invocation = Log.current();
    if (invocation == null) {
      return Map.of();
    }
    Map<String, String> context = new HashMap<>();
    context.put("AWSRequestId", invocation.requestId());
    if (invocation.tenantId() != null) {
      context.put("tenantId", invocation.tenantId());
    }
    return context;
  }
}
