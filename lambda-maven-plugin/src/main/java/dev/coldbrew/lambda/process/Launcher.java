// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How programs for the function's system are started on this machine.
 *
 * @param command what comes before the program, such as {@code qemu-aarch64-static -L /some/root};
 *     empty where the kernel starts it itself
 * @param problem why that cannot be done; null if it can
 * @param hint what to do about it
 */
public record Launcher(List<String> command, String problem, String hint) {

  /** For programs of this very system. */
  public static final Launcher DIRECT = new Launcher(List.of(), null, null);

  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

  public Launcher {
    command = List.copyOf(command);
  }

  /**
   * That command.
   *
   * @param command words that are separated by blanks; quotes keep one with blanks together
   */
  public static Launcher of(String command) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(command);
    while (word.find()) {
      words.add(
          word.group(1) != null
              ? word.group(1)
              : word.group(2) != null ? word.group(2) : word.group(3));
    }
    return new Launcher(words, null, null);
  }

  public static Launcher of(List<String> command) {
    return new Launcher(command, null, null);
  }

  /** There is none. */
  public static Launcher missing(String problem, String hint) {
    return new Launcher(List.of(), problem, hint);
  }

  public boolean isMissing() {
    return problem != null;
  }

  /** Whether programs are started as they are. */
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

  /** As a shell takes it. */
  @Override
  public String toString() {
    return command.stream().map(Shell::quoted).collect(Collectors.joining(" "));
  }
}
