// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The lines are those of JDK 17 and 25. */
class JvmWarningsTest {

  @Test
  void reasonOfAnAotCacheThatIsPassedOver() {
    assertEquals(
        Optional.of(
            "Unable to use AOT cache. The saved state of UseCompressedOops is different from"
                + " runtime, CDS will be disabled. Loading static archive failed."),
        JvmWarnings.in(Stream.of(
            "[0.004s][warning][aot] Unable to use AOT cache.",
            "[                    ] The saved state of UseCompressedOops is different from runtime,"
                + " CDS will be disabled.",
            "[0.004s][error  ][aot] Loading static archive failed.",
            "START RequestId: 1 Version: $LATEST")));
  }

  @Test
  void reasonOfAJvmThatDoesNotStart() {
    assertEquals(
        Optional.of("Error occurred during CDS dumping Must enable AllowArchivingWithJavaAgent"),
        JvmWarnings.in(Stream.of(
            "Error occurred during CDS dumping", "Must enable AllowArchivingWithJavaAgent")));
  }

  @Test
  void warningWithoutALog() {
    assertEquals(
        Optional.of("warning: Option UseSuch was deprecated"),
        JvmWarnings.in(
            Stream.of("OpenJDK 64-Bit Server VM warning: Option UseSuch was deprecated")));
  }

  @Test
  void whatTheFunctionPrintsIsNone() {
    assertEquals(
        Optional.empty(),
        JvmWarnings.in(Stream.of(
            "[warning] low on stock",
            "[1.891s][info][aot] Opened AOT cache lambda.aot.",
            "[1.891s][warning][aot] Skipping a/Old: Old class has been linked",
            "[1.891s][warning][aot] Preload Warning: Verification failed for a.Optional",
            "[1.891s][warning][cds] Pre JDK 6 class not supported by CDS: 49.0 a/Old",
            "OpenJDK 64-Bit Server VM warning: Sharing is only supported for boot loader classes"
                + " because bootstrap classpath has been appended",
            "warning: none")));
  }
}
