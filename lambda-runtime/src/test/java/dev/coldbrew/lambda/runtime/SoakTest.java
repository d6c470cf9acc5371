// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many invocations through the runtime as a process, with failures and connections that break. */
@Timeout(value = 900, unit = TimeUnit.SECONDS)
class SoakTest {

  /** 1,000,000 with the profile soak. */
  private static final int COUNT = Integer.getInteger("soak.invocations");

  /** From here on, all that the runtime keeps is full, such as responses that were not accepted. */
  private static final int WARM = 10_000;

  /** A leak of 18 bytes an invocation is more, even in the 40,000 of an ordinary build. */
  private static final long HEAP_TOLERANCE = 512 * 1024;

  @Test
  void noInvocationOfManyIsLostOrGetsTwoResponsesAndMemoryStaysFlat() throws Exception {
    int first = WARM;
    int last = COUNT - 1;
    try (SoakRuntimeApi api =
        new SoakRuntimeApi(COUNT, new SoakEvents(List.of(first, last), false))) {
      RuntimeProcess.Ended ended = run(api, "streams", Map.of());

      assertAllHaveOneResponse(api, COUNT, ended);
      long[] before = figures(api, first);
      long[] after = figures(api, last);
      String both = "bytes, classes, threads, files: " + Arrays.toString(before) + ", then "
          + Arrays.toString(after);
      assertTrue(after[0] < before[0] + HEAP_TOLERANCE, both);
      assertTrue(after[1] < before[1] + 20, both);
      assertEquals(before[2], after[2], both);
      assertTrue(after[3] <= before[3] + 1, both); // a connection may just be closing
    }
  }

  @Test
  void noInvocationOfManyAtOnceIsLostOrGetsTwoResponses() throws Exception {
    int count = COUNT / 10;
    try (SoakRuntimeApi api = new SoakRuntimeApi(count, new SoakEvents(List.of(), true))) {
      RuntimeProcess.Ended ended = run(api, "json", Map.of("AWS_LAMBDA_MAX_CONCURRENCY", "4"));

      assertAllHaveOneResponse(api, count, ended);
    }
  }

  private static RuntimeProcess.Ended run(
      SoakRuntimeApi api, String method, Map<String, String> variables) throws Exception {
    Map<String, String> environment = new HashMap<>(variables);
    environment.put("AWS_LAMBDA_RUNTIME_API", api.address());
    environment.put("_HANDLER", SoakHandlers.class.getName() + "::" + method);
    return RuntimeProcess.run(List.of("-Xmx96m", "-XX:+UseSerialGC"), environment);
  }

  private static void assertAllHaveOneResponse(
      SoakRuntimeApi api, int count, RuntimeProcess.Ended ended) {
    int[] once = new int[count];
    Arrays.fill(once, 1);
    String output = ended.output();
    String end = output.substring(Math.max(0, output.length() - 2_000));
    assertEquals(List.of(), api.faults(), end);
    assertArrayEquals(once, api.answered(), end);
    assertTrue(api.broken() > count / 100, "broken connections: " + api.broken());
    assertTrue(end.contains("GET invocation/next returned 410"), end);
    assertEquals(1, ended.status(), end);
  }

  private static long[] figures(SoakRuntimeApi api, int number) {
    return Arrays.stream(api.figures(number).split(" "))
        .mapToLong(Long::parseLong)
        .toArray();
  }
}
