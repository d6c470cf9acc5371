// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import dev.coldbrew.lambda.problem.ProblemException;
import io.github.cdimascio.dotenv.Dotenv;
import io.github.cdimascio.dotenv.DotenvEntry;
import io.github.cdimascio.dotenv.DotenvException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** A developer's own file of environment variables, which nothing but their machine gets to see. */
final class EnvironmentFile {

  static final String USUAL_NAME = ".env";

  private EnvironmentFile() {}

  /**
   * The variables of a file.
   *
   * @param file which has to be there, unless it is the usual one
   * @param basedir the folder of the project
   */
  static Map<String, String> read(Path file, Path basedir) {
    if (!Files.isRegularFile(file)) {
      if (file.equals(basedir.resolve(USUAL_NAME)) && !Files.exists(file)) {
        return Map.of();
      }
      throw new ProblemException(
          "there is no environment file '" + basedir.relativize(file) + "'",
          "property lambda.envFile",
          "create it, or remove the property; the default is '" + USUAL_NAME + "'");
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
      throw new ProblemException(
          "environment file '" + basedir.relativize(file) + "': " + e.getMessage(),
          "property lambda.envFile",
          "write a variable as NAME=value, one a line",
          e);
    }
    return variables;
  }

  private static void put(Map<String, String> variables, DotenvEntry entry) {
    variables.put(entry.getKey(), entry.getValue());
  }
}
