// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.template;

import dev.coldbrew.lambda.problem.ProblemException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns names of functions and variables into identifiers for a template. */
final class Ids {

  private Ids() {}

  /** Letters and digits, starting with a letter: {@code MyHello} for {@code my-hello}. */
  static String camelCase(String name) {
    StringBuilder id = new StringBuilder();
    for (String word : name.split("[^a-zA-Z0-9]+")) {
      if (!word.isEmpty()) {
        id.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
      }
    }
    boolean isId = id.length() > 0 && Character.isLetter(id.charAt(0));
    return isId ? id.toString() : "Lambda" + id;
  }

  /** The same for Terraform: {@code my_hello}. Names that differ in camel case also differ here. */
  static String snakeCase(String name) {
    String id = name.replaceAll("[^a-zA-Z0-9]+", "_");
    return Character.isLetter(id.charAt(0)) ? id : "lambda_" + id.replaceFirst("^_", "");
  }

  /**
   * Refuses functions whose names would become the same identifier.
   *
   * @throws ProblemException that names two of them
   */
  static void requireDistinct(List<TemplateFunction> functions) {
    Map<String, String> names = new HashMap<>();
    for (TemplateFunction function : functions) {
      claim(names, function.id(), "function '" + function.name() + "'");
      for (String variable : function.asked()) {
        claim(
            names,
            function.parameter(variable),
            "variable '" + variable + "' of function '" + function.name() + "'");
      }
    }
  }

  private static void claim(Map<String, String> names, String id, String name) {
    String other = names.put(id, name);
    if (other != null) {
      throw new ProblemException(
          other.equals(name)
              ? "two modules have a " + name
              : other + " and " + name + " would both be named '" + id + "' in the template",
          name.startsWith("function")
              ? "parameter <functionName>"
              : "parameters <functionName> and <environment>",
          "rename one of them, or write separate templates: -pl MODULE -am");
    }
  }
}
