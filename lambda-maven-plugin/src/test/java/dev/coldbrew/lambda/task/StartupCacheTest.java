// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.task;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartupCacheTest {

  @ParameterizedTest
  @CsvSource({"17, CDS", "21, CDS", "24, CDS", "25, AOT", "26, CDS", "27, AOT", "28, AOT"})
  void jdkHasTheBestThatItStartsFrom(int feature, StartupCache cache) {
    assertEquals(cache, StartupCache.of(feature));
  }

  @Test
  void codeForTheProcessorOfTheTrainingIsNeitherRecordedNorUsed() {
    List<String> without =
        List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:-AOTAdapterCaching", "-XX:-AOTStubCaching");

    assertEquals(
        List.of(List.of("-XX:AOTCacheOutput=lambda.aot"), without),
        halves(StartupCache.AOT.recordOptions()));
    assertEquals(
        List.of(List.of("-XX:AOTCache=lambda.aot"), without),
        halves(StartupCache.AOT.useOptions()));
  }

  @Test
  void cacheComesAboutInTwoStartsWithTheSameOptions() {
    List<String> without =
        List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:-AOTAdapterCaching", "-XX:-AOTStubCaching");
    List<List<String>> steps = StartupCache.AOT.recordSteps();

    assertEquals(2, steps.size());
    assertEquals(
        List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=lambda.aotconf"),
        steps.get(0).subList(0, 2));
    assertEquals(without, steps.get(0).subList(2, steps.get(0).size()));
    assertEquals(
        List.of(
            "-XX:AOTMode=create", "-XX:AOTConfiguration=lambda.aotconf", "-XX:AOTCache=lambda.aot"),
        steps.get(1).subList(0, 3));
    assertEquals(without, steps.get(1).subList(3, steps.get(1).size()));
    assertEquals(List.of(StartupCache.CDS.recordOptions()), StartupCache.CDS.recordSteps());
  }

  /** The JVM looks for such code only in AOT caches, and JDK 17 does not know the options. */
  @Test
  void archivesOfClassesNeedNoFurtherOption() {
    assertEquals(List.of("-XX:ArchiveClassesAtExit=lambda.jsa"), StartupCache.CDS.recordOptions());
    assertEquals(List.of("-XX:SharedArchiveFile=lambda.jsa"), StartupCache.CDS.useOptions());
  }

  private static List<List<String>> halves(List<String> options) {
    return List.of(options.subList(0, 1), options.subList(1, options.size()));
  }
}
