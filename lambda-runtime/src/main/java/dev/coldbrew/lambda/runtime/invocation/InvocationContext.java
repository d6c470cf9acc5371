// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.invocation;

import com.amazonaws.services.lambda.runtime.Client;
import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import dev.coldbrew.lambda.runtime.api.Invocation;
import dev.coldbrew.lambda.runtime.json.Json;
import dev.coldbrew.lambda.runtime.log.FunctionLogger;
import dev.coldbrew.lambda.runtime.log.Log;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** AWS's {@code Context} for one invocation. What is rarely used is read on demand. */
record InvocationContext(Invocation invocation, Log log) implements Context {

  @Override
  public String getAwsRequestId() {
    return invocation.requestId();
  }

  @Override
  public String getLogGroupName() {
    return log.settings().logGroupName();
  }

  @Override
  public String getLogStreamName() {
    return log.settings().logStreamName();
  }

  @Override
  public String getFunctionName() {
    return log.settings().functionName();
  }

  @Override
  public String getFunctionVersion() {
    return log.settings().functionVersion();
  }

  @Override
  public String getInvokedFunctionArn() {
    return invocation.functionArn();
  }

  @Override
  public CognitoIdentity getIdentity() {
    return (CognitoIdentity) read(invocation.cognitoIdentity(), Identity.class, "Cognito identity");
  }

  @Override
  public ClientContext getClientContext() {
    return (ClientContext) read(invocation.clientContext(), MobileContext.class, "client context");
  }

  @Override
  public int getRemainingTimeInMillis() {
    return (int) Math.max(0, invocation.deadlineMillis() - System.currentTimeMillis());
  }

  @Override
  public int getMemoryLimitInMB() {
    return log.settings().memoryLimit();
  }

  @Override
  public LambdaLogger getLogger() {
    return FunctionLogger.of(log);
  }

  @Override
  public String getTenantId() {
    return invocation.tenantId();
  }

  @Override
  public String getXrayTraceId() {
    return invocation.traceId();
  }

  /** The JSON is UTF-8, where a header's bytes are read as one character each. */
  private static Object read(String header, Class<?> type, String what) {
    if (header == null) {
      return null;
    }
    byte[] json = header.getBytes(StandardCharsets.ISO_8859_1);
    return Json.read(new String(json, StandardCharsets.UTF_8), type, what);
  }

  private record Identity(String cognitoIdentityId, String cognitoIdentityPoolId)
      implements CognitoIdentity {
    @Override
    public String getIdentityId() {
      return cognitoIdentityId;
    }

    @Override
    public String getIdentityPoolId() {
      return cognitoIdentityPoolId;
    }
  }

  private record MobileContext(
      MobileClient client, Map<String, String> custom, Map<String, String> env)
      implements ClientContext {
    @Override
    public Client getClient() {
      return client;
    }

    @Override
    public Map<String, String> getCustom() {
      return custom;
    }

    @Override
    public Map<String, String> getEnvironment() {
      return env;
    }
  }

  /** Named as in JSON; what else a client sends is skipped. */
  private record MobileClient(
      String installation_id,
      String app_title,
      String app_version_name,
      String app_version_code,
      String app_package_name)
      implements Client {
    @Override
    public String getInstallationId() {
      return installation_id;
    }

    @Override
    public String getAppTitle() {
      return app_title;
    }

    @Override
    public String getAppVersionName() {
      return app_version_name;
    }

    @Override
    public String getAppVersionCode() {
      return app_version_code;
    }

    @Override
    public String getAppPackageName() {
      return app_package_name;
    }
  }
}
