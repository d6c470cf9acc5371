// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** The files that Maven and Eclipse read to learn what the packaging {@code lambda} is. */
class LifecycleTest {

  private static final Path COMPONENTS = Path.of("target/classes/META-INF/plexus/components.xml");
  private static final Path ECLIPSE =
      Path.of("target/classes/META-INF/m2e/lifecycle-mapping-metadata.xml");

  @Test
  void packageBundlesTrainsZipsAndChecksInThisOrder() throws Exception {
    assertEquals(
        List.of(
            "lambda-maven-plugin bundle",
            "lambda-maven-plugin train",
            "maven-assembly-plugin single",
            "lambda-maven-plugin check"),
        texts(parse(COMPONENTS), "goal").stream()
            .map(goal -> goal.split(":"))
            .map(parts -> parts[1] + " " + parts[3])
            .toList());
  }

  @Test
  void versionsAreFilledIn() throws Exception {
    String text = Files.readString(COMPONENTS);

    assertFalse(text.contains(".version}"), text);
  }

  @Test
  void classesAreThere() throws Exception {
    for (String name : texts(parse(COMPONENTS), "implementation")) {
      assertDoesNotThrow(() -> Class.forName(name), name);
    }
  }

  @Test
  void eclipseImportsAFunctionAsAJavaProjectAndRunsNoGoal() throws Exception {
    Document eclipse = parse(ECLIPSE);
    Document plugin = parse(Path.of("target/classes/META-INF/maven/plugin.xml"));

    assertEquals(List.of("lambda"), texts(eclipse, "packagingType"));
    assertEquals(
        texts(plugin, "goal").stream()
            .filter(goal -> !goal.contains("$")) // a parameter of lambda:help
            .sorted()
            .toList(),
        texts(eclipse, "goal").stream().sorted().toList());
    assertEquals(1, eclipse.getElementsByTagName("ignore").getLength());
  }

  private static Document parse(Path file) throws Exception {
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
  }

  private static List<String> texts(Document document, String element) {
    NodeList all = document.getElementsByTagName(element);
    return IntStream.range(0, all.getLength())
        .mapToObj(i -> all.item(i).getTextContent().strip())
        .filter(text -> !text.isEmpty())
        .toList();
  }
}
