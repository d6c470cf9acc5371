// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coldbrew.lambda.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureTest {

  @ParameterizedTest
  @EnumSource
  void hasLambdasName(Architecture architecture) {
    assertEquals(architecture, Architecture.of(architecture.lambdaName()));
  }

  @ParameterizedTest
  @CsvSource({"amd64, X86_64", "x86_64, X86_64", "aarch64, ARM64"})
  void defaultIsThisMachines(String processor, Architecture expected) {
    assertEquals(expected, Architecture.ofProcessor(processor));
  }

  @ParameterizedTest
  @ValueSource(strings = {"arm", "graviton", ""})
  void otherNamesAreRefused(String name) {
    ProblemException problem = assertThrows(ProblemException.class, () -> Architecture.of(name));

    assertEquals("""
        Lambda has no architecture '%s' (parameter <architecture>, property lambda.architecture)
        hint: set one of: x86_64, arm64""".formatted(name), problem.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"aarch64, arm64", "ARM64, arm64", "amd64, x86_64", "x64, x86_64", "X86_64, x86_64"})
  void othersNamesForThemAreRefusedWithLambdas(String name, String lambdaName) {
    ProblemException problem = assertThrows(ProblemException.class, () -> Architecture.of(name));

    assertEquals("""
        Lambda has no architecture '%s' (parameter <architecture>, property lambda.architecture)
        hint: set Lambda's name for it: %s""".formatted(name, lambdaName), problem.getMessage());
  }

  @Test
  void machineOfNeitherIsRefused() {
    ProblemException problem =
        assertThrows(ProblemException.class, () -> Architecture.ofProcessor("riscv64"));

    assertEquals("""
        Lambda has no architecture 'riscv64' (parameter <architecture>, property lambda.architecture)
        hint: set one of: x86_64, arm64""", problem.getMessage());
  }
}
