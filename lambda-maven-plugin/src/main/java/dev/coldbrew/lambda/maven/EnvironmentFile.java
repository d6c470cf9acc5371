// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import dev.coldbrew.lambda.file.FileTree;
import dev.coldbrew.lambda.problem.ProblemException;
import io.github.cdimascio.dotenv.Dotenv;
import io.github.cdimascio.dotenv.DotenvEntry;
import io.github.cdimascio.dotenv.DotenvException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A developer's own file of environment variables, which never leaves their machine. */
final class EnvironmentFile {

  static final String USUAL_NAME = ".env";

  private static final Pattern QUOTE_OPENS = Pattern.compile("\\s*[\\w.-]+\\s*=\\s*\"[^\"]*");

  private static final Pattern QUOTE_ENDS = Pattern.compile(".*\"\\s*(#.*)?");

  private EnvironmentFile() {}

  /**
   * The variables of a file.
   *
   * @param file which has to exist, unless it is the usual one
   * @param basedir the folder of the project
   */
  static Map<String, String> read(Path file, Path basedir) {
    if (!Files.isRegularFile(file)) {
      if (file.equals(basedir.resolve(USUAL_NAME)) && !Files.exists(file)) {
        return Map.of();
      }
      throw new ProblemException(
          "there is no environment file '" + FileTree.seenFrom(basedir, file) + "'",
          "property lambda.envFile",
          "create it, or remove the property; the default is '" + USUAL_NAME + "'");
    }
    List<String> lines = lines(file, basedir);
    OptionalInt open = openQuote(lines);
    if (open.isPresent()) { // the library would skip that variable and everything below it
      throw problem(file, basedir, "the quote in line " + open.getAsInt() + " is not closed");
    }
    Map<String, String> variables = new TreeMap<>();
    try {
      Dotenv.configure()
          .directory(file.getParent().toString())
          .filename(file.getFileName().toString())
          .load()
          .entries(Dotenv.Filter.DECLARED_IN_ENV_FILE)
          .forEach(entry -> put(variables, entry));
    } catch (DotenvException e) {
      throw problem(file, basedir, line(lines, e) + " is not a variable");
    }
    return variables;
  }

  private static List<String> lines(Path file, Path basedir) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw problem(file, basedir, "cannot be read as UTF-8");
    }
  }

  /** Never quotes the file, and has no cause that does: it may contain passwords. */
  private static ProblemException problem(Path file, Path basedir, String what) {
    return new ProblemException(
        "environment file '" + FileTree.seenFrom(basedir, file) + "': " + what,
        "property lambda.envFile",
        "write a variable as NAME=value, one a line; quotes go around the whole value");
  }

  /** The number of the line with a quote that never ends. */
  private static OptionalInt openQuote(List<String> lines) {
    int open = 0;
    for (int number = 1; number <= lines.size(); number++) {
      String line = lines.get(number - 1);
      if (open == 0 && QUOTE_OPENS.matcher(line).matches()) {
        open = number;
      } else if (open > 0 && QUOTE_ENDS.matcher(line).matches()) {
        open = 0;
      }
    }
    return open == 0 ? OptionalInt.empty() : OptionalInt.of(open);
  }

  /** Names the line that the library did not understand. */
  private static String line(List<String> lines, DotenvException e) {
    String entry = e.getMessage().replaceFirst("^Malformed entry(, unmatched quotes)?", "");
    String first = entry.strip().lines().findFirst().orElse("");
    int index = lines.stream().map(String::strip).toList().indexOf(first);
    return index < 0 ? "a line" : "line " + (index + 1);
  }

  private static void put(Map<String, String> variables, DotenvEntry entry) {
    variables.put(entry.getKey(), entry.getValue());
  }
}
