// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.problem;

import java.util.Collection;
import java.util.Optional;

/** "Did you mean": the word that was most likely meant. */
public final class Suggestion {

  private Suggestion() {}

  /**
   * The candidate that the fewest edits make of the word, if they are few for its length. Whether a
   * letter is in upper or lower case does not matter.
   */
  public static Optional<String> closest(String word, Collection<String> candidates) {
    return closest(word, candidates, word.length() / 3 + 1);
  }

  /**
   * As above.
   *
   * @param most edits that may be needed
   */
  public static Optional<String> closest(String word, Collection<String> candidates, int most) {
    String closest = null;
    int fewest = most;
    for (String candidate : candidates) {
      int edits = edits(word, candidate);
      if (edits <= fewest && (closest == null || edits < fewest)) {
        closest = candidate;
        fewest = edits;
      }
    }
    return Optional.ofNullable(closest);
  }

  /** Levenshtein's distance, kept to one row of the table. */
  private static int edits(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (isSame(from.charAt(i - 1), to.charAt(j - 1)) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j - 1], diagonal) + 1);
      }
    }
    return row[to.length()];
  }

  private static boolean isSame(char a, char b) {
    return Character.toLowerCase(a) == Character.toLowerCase(b);
  }
}
