// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import dev.coldbrew.lambda.problem.ProblemException;
import dev.coldbrew.lambda.problem.Suggestion;
import java.util.List;

/** A parameter that allows a few words. */
final class Choice {

  private final String element;
  private final String property;
  private final List<String> allowed;

  Choice(String element, String property, String... allowed) {
    this.element = element;
    this.property = property;
    this.allowed = List.of(allowed);
  }

  /**
   * Refuses other words, and suggests the one that was probably meant, but no other: the first may
   * be the wrong one for the user.
   *
   * @param typed the options on the command line, which is where the hint then changes the word
   */
  void require(String word, TypedOptions typed) {
    boolean isTyped = word.equals(typed.values().get(property));
    require(
        word,
        Suggestion.closest(word, allowed)
            .map(meant -> isTyped
                ? "-D" + property + "=" + meant
                : "set <" + element + ">" + meant + "</" + element + ">")
            .orElse("set it to one of these, or remove " + (isTyped ? "-D" + property : "it")));
  }

  /** Refuses other words. */
  void require(String word, String hint) {
    if (!allowed.contains(word)) {
      int last = allowed.size() - 1;
      throw new ProblemException(
          "'" + word + "' is neither '" + String.join("', '", allowed.subList(0, last)) + "' nor '"
              + allowed.get(last) + "'",
          "parameter <" + element + ">, property " + property,
          hint);
    }
  }
}
