// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coldbrew.lambda.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterChecksTest {

  @ParameterizedTest
  @ValueSource(ints = {128, 512, 10_240})
  void numberInItsRangeIsAccepted(int memory) {
    assertDoesNotThrow(() -> requireMemory(memory));
  }

  @ParameterizedTest
  @ValueSource(ints = {127, 10_241, -1, Integer.MAX_VALUE})
  void numberOutOfItsRangeIsRefusedWithTheNamesInPomAndCommand(int memory) {
    ProblemException e = assertThrows(ProblemException.class, () -> requireMemory(memory));

    assertEquals(
        "'" + memory + "' is not between 128 and 10240"
            + " (parameter <memorySize>, property lambda.memorySize)\n"
            + "hint: set one of them to a number in that range, or leave both out",
        e.getMessage());
  }

  @Test
  void wordThatIsNoneOfTheTwoIsRefused() {
    assertDoesNotThrow(() -> requireSerializer("own"));
    assertDoesNotThrow(() -> requireSerializer("aws"));

    ProblemException e = assertThrows(ProblemException.class, () -> requireSerializer("jackson"));

    assertEquals(
        "'jackson' is neither 'own' nor 'aws' (parameter <serializer>, property lambda.serializer)\n"
            + "hint: set <serializer>own</serializer>, or leave both out",
        e.getMessage());
  }

  private static void requireMemory(int value) {
    AbstractLambdaMojo.requireRange("memorySize", "lambda.memorySize", value, 128, 10_240);
  }

  private static void requireSerializer(String value) {
    AbstractLambdaMojo.requireOneOf("serializer", "lambda.serializer", value, "own", "aws");
  }
}
