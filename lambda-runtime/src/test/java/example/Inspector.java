// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package example;

import com.amazonaws.services.lambda.runtime.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Shows what a function is given besides its event. */
public class Inspector {

  public Map<String, Object> context(Context context) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("name", context.getFunctionName());
    values.put("version", context.getFunctionVersion());
    values.put("arn", context.getInvokedFunctionArn());
    values.put("memory", context.getMemoryLimitInMB());
    values.put("logGroup", context.getLogGroupName());
    values.put("logStream", context.getLogStreamName());
    values.put("tenant", context.getTenantId());
    if (context.getClientContext() != null) {
      values.put("client", context.getClientContext().getCustom());
    }
    if (context.getIdentity() != null) {
      values.put("identity", context.getIdentity().getIdentityId());
    }
    return values;
  }

  public List<String> ids(Context context) {
    return List.of(context.getAwsRequestId(), context.getXrayTraceId());
  }

  public int remainingMillis(Context context) {
    return context.getRemainingTimeInMillis();
  }

  public String thread() {
    return Thread.currentThread().getName();
  }

  public void log(String text, Context context) {
    context.getLogger().log(text);
  }
}
