// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** The lambda packaging in components.xml, as the build leaves it for Maven. */
class LifecycleTest {

  private static final Path COMPONENTS = Path.of("target/classes/META-INF/plexus/components.xml");

  private static final String PLUGIN = "dev.coldbrew:lambda-maven-plugin:";

  @Test
  void packagingHasTheUsualPhasesAndTheFourStepsOfAFunction() throws Exception {
    Map<String, List<String>> expected = new LinkedHashMap<>();
    expected.put("process-resources", List.of("maven-resources-plugin:resources"));
    expected.put("compile", List.of("maven-compiler-plugin:compile"));
    expected.put("process-test-resources", List.of("maven-resources-plugin:testResources"));
    expected.put("test-compile", List.of("maven-compiler-plugin:testCompile"));
    expected.put("test", List.of("maven-surefire-plugin:test"));
    expected.put(
        "package",
        List.of(
            "lambda-maven-plugin:bundle",
            "lambda-maven-plugin:train",
            "maven-assembly-plugin:single",
            "lambda-maven-plugin:check"));
    expected.put("install", List.of("maven-install-plugin:install"));
    expected.put("deploy", List.of("maven-deploy-plugin:deploy"));

    Map<String, List<String>> actual = new LinkedHashMap<>();
    phases()
        .forEach((phase, goals) -> actual.put(
            phase,
            goals.stream()
                .map(goal -> goal.split(":")[1] + ":" + goal.split(":")[3])
                .toList()));
    assertEquals(expected, actual);
  }

  /** A goal that is named here and missing there would fail every build. */
  @Test
  void everyGoalOfThisPluginExistsInThisVersion() throws Exception {
    PluginDescriptor descriptor = Goal.descriptor();
    List<String> goals = phases().values().stream()
        .flatMap(List::stream)
        .filter(goal -> goal.startsWith(PLUGIN))
        .toList();

    assertEquals(3, goals.size());
    for (String goal : goals) {
      String name = goal.substring(goal.lastIndexOf(':') + 1);
      assertEquals(PLUGIN + descriptor.getVersion() + ":" + name, goal);
      assertTrue(
          descriptor.getMojos().stream().map(MojoDescriptor::getGoal).anyMatch(name::equals), goal);
    }
  }

  /** In poms without the packaging, a goal is bound to its own default phase, in the same order. */
  @Test
  void goalsThatAreBoundByHandRunInTheSamePhases() throws Exception {
    PluginDescriptor descriptor = Goal.descriptor();

    assertEquals("prepare-package", descriptor.getMojo("bundle").getPhase());
    assertEquals("prepare-package", descriptor.getMojo("train").getPhase());
    assertEquals("package", descriptor.getMojo("check").getPhase());
    assertEquals(null, descriptor.getMojo("invoke").getPhase());
    assertEquals(null, descriptor.getMojo("measure").getPhase());
  }

  @Test
  void versionsAreFilledInAndTheUsersOwnPropertiesAreNot() throws Exception {
    for (List<String> goals : phases().values()) {
      for (String goal : goals) {
        assertTrue(goal.split(":")[2].matches("\\d+(\\.\\d+)+.*"), goal);
      }
    }
    String text = Files.readString(COMPONENTS);
    assertTrue(text.contains("<finalName>${project.build.finalName}</finalName>"), text);
    assertTrue(text.contains("<skipAssembly>${lambda.bundle.skip}</skipAssembly>"), text);
    assertFalse(text.contains("\\${"), text);
  }

  @Test
  void classesThatAreNamedExist() throws Exception {
    for (Element implementation : elements(document(), "implementation")) {
      Class.forName(implementation.getTextContent());
    }
  }

  @Test
  void artifactIsAZipThatIsOnNoClassPath() throws Exception {
    Element handler = component("org.apache.maven.artifact.handler.ArtifactHandler");

    assertEquals("lambda", text(handler, "role-hint"));
    assertEquals("lambda", text(handler, "type"));
    assertEquals("zip", text(handler, "extension"));
    assertEquals("false", text(handler, "addedToClasspath"));
  }

  @Test
  void eclipseImportsAFunctionAsAJavaProjectAndRunsNoGoal() throws Exception {
    Element eclipse = DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(Path.of("target/classes/META-INF/m2e/lifecycle-mapping-metadata.xml")
            .toFile())
        .getDocumentElement();

    assertEquals("lambda", text(eclipse, "packagingType"));
    assertEquals(
        Goal.descriptor().getMojos().stream()
            .map(MojoDescriptor::getGoal)
            .sorted()
            .toList(),
        elements(eclipse, "goal").stream().map(Node::getTextContent).sorted().toList());
    assertEquals(1, elements(eclipse, "ignore").size());
  }

  /** Coordinates of goals by their phase, in their order. */
  private static Map<String, List<String>> phases() throws Exception {
    Element mapping = component("org.apache.maven.lifecycle.mapping.LifecycleMapping");
    Map<String, List<String>> phases = new LinkedHashMap<>();
    for (Element phase : children(elements(mapping, "lifecyclePhases").get(0))) {
      List<String> goals =
          elements(phase, "goal").stream().map(Node::getTextContent).toList();
      phases.put(phase.getTagName(), goals.isEmpty() ? List.of(phase.getTextContent()) : goals);
    }
    return phases;
  }

  private static Element component(String role) throws Exception {
    return elements(document(), "component").stream()
        .filter(component -> text(component, "role").equals(role))
        .findFirst()
        .orElseThrow();
  }

  private static String text(Element parent, String name) {
    return elements(parent, name).get(0).getTextContent();
  }

  private static Element document() throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(COMPONENTS.toFile())
        .getDocumentElement();
  }

  private static List<Element> elements(Element parent, String name) {
    NodeList nodes = parent.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  private static List<Element> children(Element parent) {
    List<Element> elements = new ArrayList<>();
    for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element element) {
        elements.add(element);
      }
    }
    return elements;
  }
}
