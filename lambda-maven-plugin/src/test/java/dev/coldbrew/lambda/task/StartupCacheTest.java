// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
  void noCodeForTheProcessorOfTheTrainingIsRecorded() {
    assertTrue(StartupCache.AOT
        .recordOptions()
        .containsAll(List.of("-XX:-AOTAdapterCaching", "-XX:-AOTStubCaching")));
  }
}
