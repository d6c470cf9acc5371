// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Machine code in an AOT cache, which is for the processor that the cache was recorded on. On one that
 * lacks an instruction, the code ends the JVM (JDK 25, JDK-8350209) or is left unused. JDK 26 and
 * newer record and use it unless told not to.
 */
public final class MachineCode {

  /**
   * Makes a JVM use all the code that its cache has, whatever options it had before, and write what it
   * found into a file beside the task folder.
   */
  public static final List<String> LOG_OPTIONS = List.of(
      "-XX:+UnlockDiagnosticVMOptions",
      "-XX:+AOTAdapterCaching",
      "-XX:+AOTStubCaching",
      "-Xlog:aot,aot+codecache+init:file=../code.log::filecount=0");

  /**
   * {@code Loaded 322 AOT code entries from AOT Code Cache}, and {@code Mapped static region #4 at base
   * 0x00007f7a50341000 top 0x00007f7a5037e000 (Code)}. Without any, a JVM writes {@code AOT Code Cache is
   * empty}.
   */
  private static final Pattern FOUND =
      Pattern.compile("] (Loaded [1-9]\\d* AOT code entries|Mapped .* \\(Code\\))");

  private MachineCode() {}

  /**
   * The line that says that there is some; empty if there is none.
   *
   * @param log what {@link #LOG_OPTIONS} wrote; none was written where there was no cache
   */
  public static Optional<String> in(Path log) throws IOException {
    if (!Files.exists(log)) {
      return Optional.empty();
    }
    try (Stream<String> lines = Files.lines(log)) {
      return lines
          .map(FOUND::matcher)
          .filter(Matcher::find)
          .map(line -> line.group(1))
          .reduce((first, last) -> last); // the number of entries, where both are there
    }
  }
}
