// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.maven.model.BuildBase;
import org.apache.maven.model.ConfigurationContainer;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginContainer;
import org.apache.maven.model.Profile;
import org.apache.maven.project.MavenProject;
import org.w3c.dom.Node;

/**
 * Which environment variables have values that the poms do not say: {@code ${env.DB_PASSWORD}}, or a
 * property of settings.xml or the command line. Whoever keeps a value out of the pom does not want it in
 * a file beside the pom.
 */
final class PomVariables {

  private static final Pattern EXPRESSION = Pattern.compile("\\$\\{([^{}]+)}");

  /** Properties may refer to others; one that refers to itself, Maven refuses. */
  private static final int DEPTH = 20;

  private final String plugin;
  private final Map<String, String> properties = new HashMap<>();

  /** By the variable, what poms and profiles have as its value, expressions in it. */
  private final Map<String, List<String>> texts = new HashMap<>();

  private PomVariables(String plugin) {
    this.plugin = plugin;
  }

  /**
   * The names of those variables.
   *
   * @param plugin the key of this one
   * @param environment names and values
   */
  static Set<String> fromElsewhere(
      MavenProject project, String plugin, Map<String, String> environment) {
    PomVariables poms = new PomVariables(plugin);
    for (MavenProject each = project; each != null; each = each.getParent()) {
      poms.read(each);
    }
    Set<String> names = new TreeSet<>();
    environment.forEach((name, value) -> {
      if (poms.texts.getOrDefault(name, List.of()).stream()
          .noneMatch(text -> poms.interpolated(text).equals(value))) {
        names.add(name);
      }
    });
    return names;
  }

  private void read(MavenProject project) {
    for (Profile profile : project.getActiveProfiles()) {
      if (!Profile.SOURCE_SETTINGS.equals(profile.getSource())) {
        profile.getProperties().forEach(this::define);
        read(profile.getBuild());
      }
    }
    Model pom = project.getOriginalModel();
    pom.getProperties().forEach(this::define);
    read(pom.getBuild());
    for (String prefix : List.of("project.", "pom.", "")) {
      define(prefix + "groupId", project.getGroupId());
      define(prefix + "artifactId", project.getArtifactId());
      define(prefix + "version", project.getVersion());
    }
  }

  /** The nearest pom's holds. */
  private void define(Object name, Object value) {
    properties.putIfAbsent(name.toString(), value.toString());
  }

  private void read(BuildBase build) {
    if (build == null) {
      return;
    }
    List<PluginContainer> containers = new ArrayList<>(List.of(build));
    Optional.ofNullable(build.getPluginManagement()).ifPresent(containers::add);
    for (PluginContainer container : containers) {
      for (Plugin each : container.getPlugins()) {
        if (each.getKey().equals(plugin)) {
          read(each);
          each.getExecutions().forEach(this::read);
        }
      }
    }
  }

  private void read(ConfigurationContainer container) {
    if (container.getConfiguration() == null) {
      return;
    }
    Node configuration = PomSettings.parse(container.getConfiguration().toString());
    for (Node element : PomSettings.elements(configuration)) {
      if (element.getNodeName().equals("environment")) {
        for (Node variable : PomSettings.elements(element)) {
          texts
              .computeIfAbsent(variable.getNodeName(), name -> new ArrayList<>())
              .add(variable.getTextContent().trim());
        }
      }
    }
  }

  private String interpolated(String text) {
    String result = text;
    for (int i = 0; i < DEPTH; i++) {
      result = EXPRESSION
          .matcher(result)
          .replaceAll(expression -> Matcher.quoteReplacement(
              properties.getOrDefault(expression.group(1), expression.group())));
    }
    return result;
  }
}
