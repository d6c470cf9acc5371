// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.process;

/** Words that a shell takes as they are meant. */
public final class Shell {

  private Shell() {}

  /** What needs no quotes gets none: scripts and messages are there to be read. */
  public static String quoted(String word) {
    return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
