// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.task;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JvmOptionsTest {

  @ParameterizedTest
  @CsvSource({"17, false", "23, false", "24, true", "28, true"})
  void nativeAccessIsEnabledWhereTheJvmWouldWarn(int feature, boolean enabled) {
    assertEquals(
        enabled ? List.of("-Xa", "--enable-native-access=ALL-UNNAMED") : List.of("-Xa"),
        new JvmOptions(List.of("-Xa")).withNativeAccess(feature).list());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--enable-native-access=a.b", "--illegal-native-access=deny"})
  void whatThePomSaysOfNativeAccessIsLeft(String option) {
    assertEquals(
        List.of(option), new JvmOptions(List.of(option)).withNativeAccess(25).list());
  }

  @ParameterizedTest
  @CsvSource({
    "-XX:+UseSerialGC, true",
    "-XX:TieredStopAtLevel=1, false",
    "-XX:TieredStopAtLevel=3, false",
    "-XX:TieredStopAtLevel=4, true",
    "-XX:TieredStopAtLevel=1 -XX:TieredStopAtLevel=4, true",
    "-XX:TieredStopAtLevel=4 -XX:TieredStopAtLevel=1, false",
    "-XX:TieredStopAtLevel=1 -XX:-TieredCompilation, true",
    "-XX:CompilationMode=high-only -XX:TieredStopAtLevel=1, true"
  })
  void theJvmOptimizesUnlessItStopsBeforeTier4(String options, boolean optimizes) {
    assertEquals(optimizes, new JvmOptions(List.of(options.split(" "))).optimize());
  }

  @Test
  void othersAreAddedBesideThoseOfThePom() {
    TaskFonts fonts = new TaskFonts("Sans.ttf");

    assertEquals(
        List.of(
            "-Dsun.awt.fontconfig=fonts/fontconfig.properties",
            "-Dsun.java2d.fontpath=fonts",
            "-Xa",
            "-Ddev.coldbrew.lambda.serializer=own"),
        new JvmOptions(List.of("-Xa", "-Xb"))
            .without("-Xb")
            .withFonts(Optional.of(fonts))
            .withProperty("serializer", "own")
            .list());
  }
}
