// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How this machine starts programs for the function's system.
 *
 * @param command what comes before the program, such as {@code qemu-aarch64-static -L /some/root};
 *     empty if the kernel starts it by itself
 * @param problem why no such program can be started; null if it can
 * @param hint what to do about that
 */
public record Launcher(List<String> command, String problem, String hint) {

  /** For programs that are for this system. */
  public static final Launcher DIRECT = new Launcher(List.of(), null, null);

  private static final String QUOTED = "\"([^\"]*)\"|'([^']*)'";
  private static final Pattern WORD = Pattern.compile("(?:" + QUOTED + "|\\S)+");

  public Launcher {
    command = List.copyOf(command);
  }

  /**
   * From a user's command.
   *
   * @param command words separated by blanks; quotes, around a word or in it, keep blanks together
   */
  public static Launcher of(String command) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(command);
    while (word.find()) {
      words.add(word.group().replaceAll(QUOTED, "$1$2"));
    }
    return new Launcher(words, null, null);
  }

  public static Launcher of(List<String> command) {
    return new Launcher(command, null, null);
  }

  /** In place of one that does not exist. */
  public static Launcher missing(String problem, String hint) {
    return new Launcher(List.of(), problem, hint);
  }

  public boolean isMissing() {
    return problem != null;
  }

  /** Whether programs are started directly. */
  public boolean isDirect() {
    return command.isEmpty() && problem == null;
  }

  /** The command that starts a program. */
  public List<String> start(Path program, List<String> arguments) {
    List<String> all = new ArrayList<>(command);
    all.add(program.toString());
    all.addAll(arguments);
    return all;
  }

  /** Quoted for a shell. */
  @Override
  public String toString() {
    return command.stream().map(Shell::quoted).collect(Collectors.joining(" "));
  }
}
