// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it.conformance;

import com.amazonaws.services.lambda.runtime.Client;
import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** The whole context as handlers of every form that takes one see it. */
public class Contexts {

  private static String requestId;

  /** A handler by its interface. */
  public static class ByInterface implements RequestHandler<Object, Map<String, Object>> {
    @Override
    public Map<String, Object> handleRequest(Object event, Context context) {
      return describe(context);
    }
  }

  /** A handler of streams by its interface. */
  public static class OfStreams implements RequestStreamHandler {
    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context)
        throws IOException {
      write(context, out);
    }
  }

  public Map<String, Object> alone(Context context) {
    return describe(context);
  }

  public Map<String, Object> withEvent(Object event, Context context) {
    return describe(context);
  }

  public static Map<String, Object> ofTheClass(Object event, Context context) {
    return describe(context);
  }

  public void output(OutputStream out, Context context) throws IOException {
    write(context, out);
  }

  private static void write(Context context, OutputStream out) throws IOException {
    out.write(('"' + describe(context).toString().replace('"', '\'') + '"')
        .getBytes(StandardCharsets.UTF_8));
  }

  /** What differs from one invocation to the next by its form. */
  static Map<String, Object> describe(Context context) {
    Map<String, Object> known = new TreeMap<>();
    String id = context.getAwsRequestId();
    known.put("requestId", id.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"));
    known.put("requestIdIsNew", !id.equals(requestId));
    requestId = id;
    int left = context.getRemainingTimeInMillis();
    known.put("remainingTime", left > 10_000 && left <= 20_000);
    known.put("name", context.getFunctionName());
    known.put("version", context.getFunctionVersion());
    known.put("arn", context.getInvokedFunctionArn());
    known.put("memory", context.getMemoryLimitInMB());
    known.put("logGroup", context.getLogGroupName());
    String logStream = System.getenv("AWS_LAMBDA_LOG_STREAM_NAME");
    known.put("logStream", context.getLogStreamName().equals(logStream));
    known.put("logger", context.getLogger() != null);
    known.put("tenant", context.getTenantId());
    known.put("trace", context.getXrayTraceId());
    known.put("traceHeader", System.getProperty("com.amazonaws.xray.traceHeader"));
    if (context.getIdentity() != null) {
      known.put("identity", context.getIdentity().getIdentityId());
      known.put("identityPool", context.getIdentity().getIdentityPoolId());
    }
    if (context.getClientContext() != null) {
      add(known, context.getClientContext());
    }
    return known;
  }

  private static void add(Map<String, Object> known, ClientContext context) {
    known.put("custom", context.getCustom());
    known.put("env", context.getEnvironment());
    Client client = context.getClient();
    if (client != null) {
      known.put("installationId", client.getInstallationId());
      known.put("appTitle", client.getAppTitle());
      known.put("appVersionName", client.getAppVersionName());
      known.put("appVersionCode", client.getAppVersionCode());
      known.put("appPackageName", client.getAppPackageName());
    }
  }
}
