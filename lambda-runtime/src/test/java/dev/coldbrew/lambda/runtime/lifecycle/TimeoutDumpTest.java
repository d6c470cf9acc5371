// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.lifecycle;

import static org.junit.jupiter.api.Assertions.assertSame;

import dev.coldbrew.lambda.runtime.RuntimeInTest;
import dev.coldbrew.lambda.runtime.api.HttpResponse;
import dev.coldbrew.lambda.runtime.api.Invocation;
import dev.coldbrew.lambda.runtime.log.Log;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TimeoutDumpTest {

  @Test
  void whatIsLoggedAfterTheDumpStillBelongsToTheInvocation() throws Exception {
    long deadline = System.currentTimeMillis() + 60_000 + 1_000;
    List<String> headers = List.of("Lambda-Runtime-Deadline-Ms: " + deadline);
    Invocation invocation = new Invocation(new HttpResponse(200, headers, new byte[0]));
    Log log = new RuntimeInTest().log();
    log.begin(invocation);
    try {
      new TimeoutDump(60_000, log).schedule(invocation).get(20, TimeUnit.SECONDS);

      assertSame(invocation, log.current());
    } finally {
      log.end();
    }
  }
}
