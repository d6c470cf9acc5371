// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdkTraitTest {

  @TempDir
  Path folder;

  @ParameterizedTest
  @CsvSource({
    "24.0.2, false",
    "25, true",
    "25.0.3, true",
    "25.0.4, false",
    "25.0.10, false",
    "26, true",
    "26.0.1, true",
    "26.0.2, false",
    "27, false",
  })
  void holdsFromAVersionToBeforeAnother(String version, boolean expected) throws Exception {
    Jdk jdk = Jdk.at(Doctored.jdk(folder, version));

    assertEquals(expected, JdkTrait.RUNS_OLD_CODE.isIn(jdk));
  }

  @Test
  void functionsStartFromAotCachesOfAllFrom25OnBut26() {
    assertEquals(
        List.of(25, 27, 28, 29),
        IntStream.range(17, 30).filter(JdkTrait::startsFromAotCache).boxed().toList());
  }

  /** Of JDKs that are not there yet, the newest is as good as known. */
  @Test
  void whatHoldsForTheNewestHoldsForThoseToCome() {
    List<JdkTrait> newest =
        Arrays.stream(JdkTrait.values()).filter(trait -> trait.isIn(28)).toList();

    assertEquals(
        newest, Arrays.stream(JdkTrait.values()).filter(trait -> trait.isIn(99)).toList());
  }

  @Test
  void manualHasTheTable() throws Exception {
    String page = Files.readString(Path.of("src/site/markdown/platforms.md"));
    String table = String.join("\n", JdkTrait.table());

    assertTrue(page.contains(table), () -> "platforms.md lacks\n" + table);
  }
}
