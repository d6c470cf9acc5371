// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import dev.coldbrew.lambda.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.PluginParameterExpressionEvaluator;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluationException;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.w3c.dom.Node;

/**
 * A value that the pom takes from elsewhere, and that nobody has set: {@code ${env.API_KEY}}, or a
 * property. Maven takes it for nothing: an environment variable would be empty, and a parameter would
 * have its default.
 *
 * @param name in the braces
 * @param parameter that takes it
 * @param element that has it: the parameter's, or one in it
 */
record MissingValue(String name, String parameter, String element) {

  /** Maven takes one with two dollar signs for text. */
  private static final Pattern EXPRESSION = Pattern.compile("(?<!\\$)\\$\\{([^{}]+)}");

  private static final String VARIABLE = "env.";

  /** Those of a goal's parameters, in their order. */
  static List<MissingValue> in(MojoExecution execution, MavenSession session) {
    PluginParameterExpressionEvaluator maven =
        new PluginParameterExpressionEvaluator(session, execution);
    PlexusConfiguration properties = execution.getMojoDescriptor().getMojoConfiguration();
    List<MissingValue> missing = new ArrayList<>();
    Node configuration = PomSettings.parse(execution.getConfiguration().toString());
    for (Node parameter : PomSettings.elements(configuration)) {
      PlexusConfiguration property = properties.getChild(parameter.getNodeName(), false);
      boolean isInPom =
          property == null || !parameter.getTextContent().equals(property.getValue(null));
      if (isInPom) {
        add(parameter, parameter.getNodeName(), maven, missing);
      }
    }
    return missing;
  }

  private static void add(
      Node element,
      String parameter,
      PluginParameterExpressionEvaluator maven,
      List<MissingValue> missing) {
    List<Node> children = PomSettings.elements(element);
    children.forEach(child -> add(child, parameter, maven, missing));
    if (children.isEmpty()) {
      Matcher expression = EXPRESSION.matcher(element.getTextContent());
      while (expression.find()) {
        if (isMissing(expression.group(), maven)) {
          missing.add(new MissingValue(expression.group(1), parameter, element.getNodeName()));
        }
      }
    }
  }

  private static boolean isMissing(String expression, PluginParameterExpressionEvaluator maven) {
    try {
      return maven.evaluate(expression) == null;
    } catch (ExpressionEvaluationException e) {
      return false; // Maven has reported it
    }
  }

  /** What is missing, as the first line of a message. */
  String description() {
    String source = isVariable()
        ? "environment variable '" + variable() + "' is not set"
        : "property '" + name + "' has no value";
    return source + ", and <" + element + "> takes its value from it";
  }

  /** What sets it. */
  String hint() {
    return isVariable() ? "export " + variable() + "=..." : "mvn ... -D" + name + "=...";
  }

  ProblemException problem() {
    return new ProblemException(description(), "parameter <" + parameter + ">", hint());
  }

  private boolean isVariable() {
    return name.startsWith(VARIABLE);
  }

  private String variable() {
    return name.substring(VARIABLE.length());
  }
}
