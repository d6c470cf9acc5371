// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import dev.coldbrew.lambda.file.Digest;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.maven.model.ConfigurationContainer;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.DependencyManagement;
import org.apache.maven.model.Exclusion;
import org.apache.maven.model.Plugin;
import org.apache.maven.plugin.descriptor.Parameter;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * What the pom says of how a function is bundled: the dependencies, and the parameters of {@code
 * lambda:bundle}. Not what the command line says, which {@code mvn package} and {@code mvn
 * lambda:invoke} need not have in common.
 */
final class PomSettings {

  /** The other goals take the handler from the pom as it is when they run. */
  private static final Set<String> NOT_STAGED = Set.of("handler", "skipBundle", "cacheDirectory");

  private PomSettings() {}

  /** Their texts by their names. */
  static Map<String, String> of(MavenProject project, PluginDescriptor descriptor) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("the dependencies", dependencies(project));
    Plugin plugin = project.getPlugin(descriptor.getPluginLookupKey());
    if (plugin != null) {
      Set<String> parameters = new HashSet<>();
      for (Parameter parameter : descriptor.getMojo("bundle").getParameters()) {
        parameters.add(parameter.getName());
      }
      parameters.removeAll(NOT_STAGED);
      put(plugin, parameters, settings);
      plugin.getExecutions().stream()
          .filter(execution -> execution.getGoals().contains("bundle"))
          .forEach(execution -> put(execution, parameters, settings));
    }
    return settings;
  }

  /** What a parameter is called there. */
  static String name(String parameter) {
    return "parameter <" + parameter + ">";
  }

  private static void put(
      ConfigurationContainer container, Set<String> parameters, Map<String, String> settings) {
    if (container.getConfiguration() == null) {
      return;
    }
    for (Node element : elements(parse(container.getConfiguration().toString()))) {
      if (parameters.contains(element.getNodeName())) {
        settings.put(name(element.getNodeName()), text(element));
      }
    }
  }

  /** Maven's own class for it lies in another place in each of its versions. */
  static Node parse(String xml) {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(xml)))
          .getDocumentElement();
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new IllegalStateException(xml, e);
    }
  }

  /** Those directly in it. */
  static List<Node> elements(Node element) {
    List<Node> elements = new ArrayList<>();
    for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child.getNodeType() == Node.ELEMENT_NODE) {
        elements.add(child);
      }
    }
    return elements;
  }

  /** Of an element with elements: each of their texts. */
  private static String text(Node element) {
    StringBuilder text = new StringBuilder();
    for (Node child : elements(element)) {
      text.append(child.getNodeName()).append('=').append(text(child)).append(' ');
    }
    return text.length() == 0
        ? element.getTextContent().strip()
        : text.toString().strip();
  }

  private static String dependencies(MavenProject project) {
    DependencyManagement managed = project.getDependencyManagement();
    List<Dependency> managing = managed == null ? List.of() : managed.getDependencies();
    return Digest.of(Stream.concat(project.getDependencies().stream(), managing.stream())
        .map(PomSettings::text)
        .toArray(String[]::new));
  }

  private static String text(Dependency dependency) {
    StringBuilder text = new StringBuilder(dependency.getManagementKey());
    text.append(':').append(dependency.getVersion()).append(':').append(dependency.getScope());
    for (Exclusion exclusion : dependency.getExclusions()) {
      text.append(" -")
          .append(exclusion.getGroupId())
          .append(':')
          .append(exclusion.getArtifactId());
    }
    return text.toString();
  }
}
