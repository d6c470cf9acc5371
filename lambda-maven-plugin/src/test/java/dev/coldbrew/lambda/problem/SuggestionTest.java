// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SuggestionTest {

  private static final List<String> WORDS =
      List.of("example.Orders::price", "example.Hello::hello");

  @Test
  void wordWithATypingErrorIsRecognized() {
    assertEquals(
        Optional.of("example.Orders::price"), Suggestion.closest("example.Order::prize", WORDS));
    assertEquals(
        Optional.of("example.Hello::hello"), Suggestion.closest("exampel.Hello::helo", WORDS));
  }

  @Test
  void closestOfSeveralIsTaken() {
    assertEquals(
        Optional.of("price"), Suggestion.closest("prize", List.of("pride!", "price", "prince")));
  }

  @Test
  void firstOfEquallyCloseOnesIsTaken() {
    assertEquals(Optional.of("cat"), Suggestion.closest("bat", List.of("cat", "rat")));
  }

  @Test
  void otherWordIsNotMeant() {
    assertEquals(Optional.empty(), Suggestion.closest("com.acme.Main", WORDS));
    assertEquals(Optional.empty(), Suggestion.closest("x", List.of()));
  }
}
