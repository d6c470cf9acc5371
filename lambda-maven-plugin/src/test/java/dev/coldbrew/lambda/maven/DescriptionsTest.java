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

  /** It puts the next paragraph behind the last one, which may be a command. */
  @Test
  void paragraphsBeforeOthersEndWithAFullStop() throws Exception {
    assertEquals(
        List.of(),
        texts().stream()
            .map(String::strip)
            .flatMap(text -> text.lines().limit(Math.max(0, text.lines().count() - 1)))
            .filter(paragraph -> !paragraph.isBlank() && !paragraph.strip().endsWith("."))
            .toList());
  }

  private static List<String> descriptions() throws Exception {
    return texts().stream().map(text -> text.replaceAll("\\s+", " ")).toList();
  }

  private static List<String> texts() throws Exception {
    NodeList all = DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(Path.of("target/classes/META-INF/maven/plugin.xml").toFile())
        .getElementsByTagName("description");
    return IntStream.range(0, all.getLength())
        .mapToObj(i -> all.item(i).getTextContent())
        .filter(text -> !text.startsWith("Display help information")) // of lambda:help, generated
        .toList();
  }
}
