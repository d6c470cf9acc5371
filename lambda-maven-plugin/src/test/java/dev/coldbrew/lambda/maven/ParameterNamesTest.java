// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** All goals share one configuration, in which an element has to say by its name what it is for. */
class ParameterNamesTest {

  @Test
  void elementOfOneGoalNamesTheGoal() throws Exception {
    Map<String, List<String>> goals = goalsByElement();
    List<String> unclear = new ArrayList<>();
    goals.forEach((element, of) -> {
      String goal = of.get(0);
      boolean isOfOneRun =
          of.size() == 1 && List.of("measure", "invoke", "serve", "image").contains(goal);
      boolean isNamed = element.toLowerCase().contains(goal) || element.equals("timeoutSeconds");
      if (isOfOneRun && !isNamed) {
        unclear.add(goal + ": " + element);
      }
    });

    assertTrue(goals.size() > 30, () -> goals.keySet().toString());
    assertEquals(List.of(), unclear);
  }

  @Test
  void elementsThatSkipSayWhat() throws Exception {
    assertEquals(
        List.of(
            "skipBundle",
            "skipCheck",
            "skipDeploy",
            "skipImage",
            "skipInvoke",
            "skipMeasure",
            "skipProfile",
            "skipServe",
            "skipTemplate",
            "skipTraining"),
        goalsByElement().keySet().stream()
            .filter(element -> element.toLowerCase().contains("skip"))
            .toList());
  }

  private static Map<String, List<String>> goalsByElement() throws Exception {
    Document plugin = DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(Path.of("target/classes/META-INF/maven/plugin.xml").toFile());
    Map<String, List<String>> goals = new TreeMap<>();
    NodeList mojos = plugin.getElementsByTagName("mojo");
    for (int i = 0; i < mojos.getLength(); i++) {
      Element mojo = (Element) mojos.item(i);
      String goal = text(mojo, "goal");
      NodeList parameters = mojo.getElementsByTagName("parameter");
      for (int j = 0; j < parameters.getLength() && !goal.equals("help"); j++) {
        Element parameter = (Element) parameters.item(j);
        if (text(parameter, "editable").equals("true")) {
          goals
              .computeIfAbsent(text(parameter, "name"), name -> new ArrayList<>())
              .add(goal);
        }
      }
    }
    return goals;
  }

  private static String text(Element parent, String name) {
    return parent.getElementsByTagName(name).item(0).getTextContent();
  }
}
