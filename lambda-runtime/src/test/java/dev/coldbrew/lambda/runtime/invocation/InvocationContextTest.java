// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.invocation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.Context;
import dev.coldbrew.lambda.runtime.RuntimeInTest;
import dev.coldbrew.lambda.runtime.api.HttpResponse;
import dev.coldbrew.lambda.runtime.api.Invocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InvocationContextTest {

  @Test
  void headersOfTheEventAreTheContext() {
    Context context = context(
        "Lambda-Runtime-Aws-Request-Id", "id",
        "Lambda-Runtime-Invoked-Function-Arn", "arn",
        "Lambda-Runtime-Trace-Id", "Root=1",
        "Lambda-Runtime-Aws-Tenant-Id", "tenant");

    assertEquals("id", context.getAwsRequestId());
    assertEquals("arn", context.getInvokedFunctionArn());
    assertEquals("Root=1", context.getXrayTraceId());
    assertEquals("tenant", context.getTenantId());
  }

  @Test
  void identityAndClientContextAreNullWhenLambdaGivesNone() {
    assertNull(context().getIdentity());
    assertNull(context().getClientContext());
  }

  @Test
  void cognitoIdentityIsRead() {
    Context context = context(
        "Lambda-Runtime-Cognito-Identity",
        "{\"cognitoIdentityId\":\"me\",\"cognitoIdentityPoolId\":\"pool\"}");

    assertEquals("me", context.getIdentity().getIdentityId());
    assertEquals("pool", context.getIdentity().getIdentityPoolId());
  }

  @Test
  void clientContextIsRead() {
    ClientContext client = context(
            "Lambda-Runtime-Client-Context",
            "{\"client\":{\"installation_id\":\"i\",\"app_title\":\"t\",\"app_version_name\":\"v\",\"app_version_code\":\"1\","
                + "\"app_package_name\":\"p\",\"other\":{\"k\":1}},\"custom\":{\"a\":\"b\"},\"env\":{\"locale\":\"de\"}}")
        .getClientContext();

    assertEquals("i", client.getClient().getInstallationId());
    assertEquals("t", client.getClient().getAppTitle());
    assertEquals("v", client.getClient().getAppVersionName());
    assertEquals("1", client.getClient().getAppVersionCode());
    assertEquals("p", client.getClient().getAppPackageName());
    assertEquals(Map.of("a", "b"), client.getCustom());
    assertEquals(Map.of("locale", "de"), client.getEnvironment());
  }

  @Test
  void bytesOfAHeaderAreUtf8() {
    ClientContext client = context(
            "Lambda-Runtime-Client-Context", "{\"custom\":{\"name\":\"Zo\u00c3\u00ab\"}}")
        .getClientContext();

    assertEquals(Map.of("name", "Zo\u00eb"), client.getCustom());
  }

  @Test
  void clientContextThatIsNoneIsReportedAsSuch() {
    Context context = context("Lambda-Runtime-Client-Context", "{\"custom\":{\"o\":{}}}");

    Exception e = assertThrows(IllegalArgumentException.class, context::getClientContext);

    assertEquals(
        "client context cannot be read: $.custom.o: an object is not a java.lang.String",
        e.getMessage());
  }

  @Test
  void remainingTimeIsCountedToTheDeadlineAndNeverNegative() {
    long deadline = System.currentTimeMillis() + 60_000;

    int remaining =
        context("Lambda-Runtime-Deadline-Ms", Long.toString(deadline)).getRemainingTimeInMillis();

    assertTrue(remaining > 0 && remaining <= 60_000, () -> "remaining " + remaining);
    assertEquals(0, context("Lambda-Runtime-Deadline-Ms", "1").getRemainingTimeInMillis());
  }

  /** Of names and values in turn. */
  private static Context context(String... headers) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < headers.length; i += 2) {
      lines.add(headers[i] + ": " + headers[i + 1]);
    }
    return new InvocationContext(
        new Invocation(new HttpResponse(200, lines, new byte[0])), new RuntimeInTest().log());
  }
}
