// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With lines of Temurin 25.0.3, as those of Debian's JDKs 25 to 28 are. */
class MachineCodeTest {

  private static final String DATA =
      "[0.003s][info][aot] Mapped static  region #1 at base 0x0000000013e0e000 top 0x0000000014370000 (ReadOnly)\n";

  private static final String CODE =
      "[0.009s][info][aot] Mapped static  region #4 at base 0x00007f7a50341000 top 0x00007f7a5037e000 (Code)\n";

  @TempDir
  Path folder;

  @Test
  void aCacheWithoutCodeHasNone() throws Exception {
    assertEquals(
        Optional.empty(),
        in(DATA + "[0.011s][info][aot,codecache,init] AOT Code Cache is empty\n"));
  }

  @Test
  void aCacheWithCodeIsQuoted() throws Exception {
    assertEquals(
        Optional.of("Loaded 322 AOT code entries"),
        in(DATA
            + CODE
            + "[0.009s][info][aot,codecache,init] Loaded 322 AOT code entries from AOT Code Cache\n"
            + "[0.010s][info][aot,codecache,init] Early stubs recorded\n"));
  }

  /** For a JVM that says the other in other words. */
  @Test
  void aMappedRegionIsEnough() throws Exception {
    assertEquals(
        Optional.of(
            "Mapped static  region #4 at base 0x00007f7a50341000 top 0x00007f7a5037e000 (Code)"),
        in(DATA + CODE));
  }

  @Test
  void withoutALogThereIsNone() throws Exception {
    assertEquals(Optional.empty(), MachineCode.in(folder.resolve("none")));
  }

  private Optional<String> in(String log) throws IOException {
    return MachineCode.in(Files.writeString(folder.resolve("code.log"), log));
  }
}
