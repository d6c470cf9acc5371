// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.NodeList;

/** Of goals and parameters, as {@code help:describe} and {@code lambda:help} read them. */
class DescriptionsTest {

  /** It takes elements for HTML and drops them, and puts all lines into one. */
  @Test
  void helpDescribeLosesNothingOfThem() throws Exception {
    List<String> descriptions = descriptions();

    assertTrue(descriptions.size() > 50, "descriptions: " + descriptions.size());
    assertEquals(
        List.of(),
        descriptions.stream().filter(text -> text.matches("(?s).*[<>].*")).toList());
  }

  /** What makes plugin.xml moves a quotation mark behind a brace in a {@code @code} tag. */
  @Test
  void commandsAreForAShell() throws Exception {
    assertEquals(
        1,
        descriptions().stream()
            .filter(
                text -> text.contains("mvn lambda:invoke -Dlambda.payload='{\"name\":\"Ada\"}'"))
            .count());
  }

  private static List<String> descriptions() throws Exception {
    NodeList all = DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(Path.of("target/classes/META-INF/maven/plugin.xml").toFile())
        .getElementsByTagName("description");
    return IntStream.range(0, all.getLength())
        .mapToObj(i -> all.item(i).getTextContent().replaceAll("\\s+", " "))
        .filter(text -> !text.startsWith("Display help information")) // of lambda:help, generated
        .toList();
  }
}
