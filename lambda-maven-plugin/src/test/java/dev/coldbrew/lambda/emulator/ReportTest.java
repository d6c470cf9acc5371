// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ReportTest {

  private static final Duration DURATION = Duration.ofNanos(12_341_000);
  private static final Duration INIT = Duration.ofNanos(49_871_000);

  @Test
  void aColdStartIsBilledWithItsInitPhaseAndRoundedUpOnce() {
    assertEquals(
        "REPORT RequestId: id\tDuration: 12.34 ms\tBilled Duration: 63 ms\tMemory Size: 512 MB\t"
            + "Max Memory Used: 41 MB\tInit Duration: 49.87 ms\t",
        Report.report("id", DURATION, INIT, null, 512, OptionalLong.of(41), null));
  }

  @Test
  void aWarmInvocationHasNoInitDuration() {
    assertEquals(
        "REPORT RequestId: id\tDuration: 12.34 ms\tBilled Duration: 13 ms\tMemory Size: 512 MB\t"
            + "Max Memory Used: 41 MB\t",
        Report.report("id", DURATION, null, null, 512, OptionalLong.of(41), null));
  }

  @Test
  void memoryThatIsNotKnownIsLeftOut() {
    assertEquals(
        "REPORT RequestId: id\tDuration: 12.34 ms\tBilled Duration: 13 ms\tMemory Size: 512 MB\t",
        Report.report("id", DURATION, null, null, 512, OptionalLong.empty(), null));
  }

  @Test
  void anInvocationAfterARestoreIsNotBilledForItButReportsWhatThatIsBilled() {
    assertEquals(
        "REPORT RequestId: id\tDuration: 12.34 ms\tBilled Duration: 13 ms\tMemory Size: 512 MB\t"
            + "Restore Duration: 49.87 ms\tBilled Restore Duration: 50 ms\t",
        Report.report("id", DURATION, null, INIT, 512, OptionalLong.empty(), null));
  }

  @Test
  void aTimeoutIsTheLastField() {
    Failure timeout = Failure.timeout(Duration.ofSeconds(3));

    assertEquals(
        "REPORT RequestId: id\tDuration: 3000.00 ms\tBilled Duration: 3050 ms\t"
            + "Memory Size: 512 MB\tInit Duration: 49.87 ms\tStatus: timeout",
        Report.report("id", Duration.ofSeconds(3), INIT, null, 512, OptionalLong.empty(), timeout));
  }

  @Test
  void aFailedInitPhaseNamesItsPhaseAndError() {
    assertEquals(
        "INIT_REPORT Init Duration: 49.87 ms\tPhase: init\tStatus: error\t"
            + "Error Type: Runtime.ExitError",
        Report.initReport(INIT, "init", Failure.exit("Runtime exited with error: exit status 1")));
  }
}
