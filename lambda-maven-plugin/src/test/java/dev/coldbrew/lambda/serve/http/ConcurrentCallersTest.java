// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coldbrew.lambda.emulator.Bootstrap;
import dev.coldbrew.lambda.emulator.ScriptedRuntime;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Many callers, and not as many execution environments. */
class ConcurrentCallersTest extends ServeFixture {

  private static final String BUSY =
      "{\"Reason\":\"ReservedFunctionConcurrentInvocationLimitExceeded\","
          + "\"Type\":\"User\",\"message\":\"Rate Exceeded.\"}";

  @Test
  void eachCallerGetsAResponseOrTheBusyErrorAndNoProcessTwoEventsAtOnce() throws Exception {
    serve(misbehaving(), settings("one", AMPLE, 4));
    List<HttpResponse<String>> responses = all(callers(200, "100"));

    Set<String> processes = new HashSet<>();
    for (HttpResponse<String> response : responses) {
      if (response.statusCode() == 429) {
        assertEquals(BUSY, response.body());
        assertEquals(
            List.of("TooManyRequestsException"), response.headers().allValues("x-amzn-ErrorType"));
      } else {
        assertEquals(200, response.statusCode(), response::body);
        assertTrue(response.headers().firstValue("X-Amz-Function-Error").isEmpty());
        processes.add(response.body());
      }
    }
    assertTrue(processes.size() >= 1 && processes.size() <= 4, processes::toString);
    assertOneAtATime(log.lines());
  }

  @Test
  void allEnvironmentsAreFreeAgainAfterwards() throws Exception {
    serve(misbehaving(), settings("one", AMPLE, 4));
    all(callers(40, "50"));
    for (int i = 0; i < 3; i++) {
      for (HttpResponse<String> response : all(callers(4, "50"))) {
        assertEquals(200, response.statusCode(), response::body);
      }
    }
  }

  /** Each init phase ends only when two have begun. */
  @Test
  void twoFirstCallsStartTwoEnvironmentsAtOnce() throws Exception {
    Path begun = Files.createDirectory(folder.resolve("begun"));
    serve(
        task -> Bootstrap.script(
            task,
            ": > '" + begun + "'/$$\nwhile [ $(ls '" + begun
                + "' | wc -l) -lt 2 ]; do sleep 0.01; done\n"
                + Bootstrap.command(ScriptedRuntime.class.getName())),
        settings("echo", AMPLE, 2, Duration.ofSeconds(5)));
    for (HttpResponse<String> response : all(callers(2, "1"))) {
      assertEquals("1", response.body());
    }
    assertEquals(2, begun.toFile().list().length);
  }

  @Test
  void oneFirstCallStartsOneEnvironment() throws Exception {
    Path begun = Files.createDirectory(folder.resolve("begun"));
    serve(
        task -> Bootstrap.script(
            task, ": > '" + begun + "'/$$\n" + Bootstrap.command(ScriptedRuntime.class.getName())),
        settings("echo"));
    assertEquals("1", invoke("1").body());
    assertEquals(1, begun.toFile().list().length);
  }

  private List<CompletableFuture<HttpResponse<String>>> callers(int number, String event) {
    List<CompletableFuture<HttpResponse<String>>> callers = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      callers.add(client().sendAsync(request(event), BodyHandlers.ofString()));
    }
    return callers;
  }

  private static List<HttpResponse<String>> all(
      List<CompletableFuture<HttpResponse<String>>> callers) throws Exception {
    List<HttpResponse<String>> responses = new ArrayList<>();
    for (CompletableFuture<HttpResponse<String>> caller : callers) {
      responses.add(caller.get(30, TimeUnit.SECONDS));
    }
    return responses;
  }

  /** Of lines "begin PID" and "end PID". */
  private static void assertOneAtATime(List<String> lines) {
    Set<String> atWork = new HashSet<>();
    for (String line : lines) {
      if (line.startsWith("begin ")) {
        assertTrue(atWork.add(line.substring(6)), line);
      } else if (line.startsWith("end ")) {
        assertTrue(atWork.remove(line.substring(4)), line);
      }
    }
    assertEquals(Set.of(), atWork);
  }
}
