// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {

  @ParameterizedTest
  @CsvSource({
    "prize, price", // replaced
    "pric, price", // missing
    "pricee, price", // added
    "rpice, price", // two edits
    "Order, Orders",
    "orders, Orders",
    "HANDLE, handle",
    "price, price"
  })
  void wordThatIsAFewEditsAwayIsMeant(String word, String meant) {
    assertEquals(
        Optional.of(meant),
        Suggestion.closest(word, List.of("handle", "price", "Orders", "isKilled")));
  }

  @Test
  void fewestEditsWin() {
    assertEquals(
        Optional.of("total"), Suggestion.closest("totai", List.of("tot", "tote", "total")));
  }

  @Test
  void firstOfEquallyCloseWordsWins() {
    assertEquals(Optional.of("cat"), Suggestion.closest("bat", List.of("cat", "hat")));
  }

  /** A third of the word's letters and one more. */
  @ParameterizedTest
  @CsvSource({"abcdef, abcxyz, true", "abcdef, abwxyz, false", "a, b, true", "a, bc, false"})
  void longerWordsMayBeFurtherAway(String word, String candidate, boolean isMeant) {
    assertEquals(isMeant, Suggestion.closest(word, List.of(candidate)).isPresent());
  }

  @Test
  void nothingIsMeantWhereThereIsNothing() {
    assertEquals(Optional.empty(), Suggestion.closest("price", List.of()));
    assertEquals(Optional.empty(), Suggestion.closest("price", List.of("somethingElse")));
  }
}
