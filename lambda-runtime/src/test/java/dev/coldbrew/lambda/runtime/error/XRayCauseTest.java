// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.error;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.DtoSerializers;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.converters.XRayErrorCauseConverter;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What X-Ray gets, compared with what AWS's own runtime sends it for the same error. */
class XRayCauseTest {

  @Test
  void errorIsReportedAsByAwssRuntime() {
    Exception e =
        new IllegalStateException("no \"m\u00f6ney\"\n\ud83d\ude00", new Exception("cause"));

    assertSame(e);
  }

  @Test
  void frameWithoutAFileIsReportedAsByAwssRuntime() {
    Exception e = new Exception("no debug information");
    e.setStackTrace(new StackTraceElement[] {
      new StackTraceElement("com.acme.Hidden$In", "run", null, -1),
      new StackTraceElement("com.acme.Orders", "place", "Orders.java", 7),
      new StackTraceElement("com.acme.Orders", "main", "Orders.java", 1)
    });

    assertSame(e);
  }

  private static void assertSame(Throwable e) {
    byte[] theirs = DtoSerializers.serialize(XRayErrorCauseConverter.fromThrowable(e));
    JsonObject expected = object(new String(theirs, StandardCharsets.UTF_8));
    JsonObject actual = object(XRayCause.of(e));

    assertEquals(paths(expected), paths(actual));
    assertEquals(expected, actual);
  }

  private static JsonObject object(String json) {
    return JsonParser.parseString(json).getAsJsonObject();
  }

  /** Takes them out: their order is the chance of a hash in AWS's runtime. */
  private static Set<JsonElement> paths(JsonObject cause) {
    return new HashSet<>(cause.remove("paths").getAsJsonArray().asList());
  }
}
