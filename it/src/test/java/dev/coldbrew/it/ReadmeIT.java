package dev.coldbrew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The README's poms are those that the other tests build. */
class ReadmeIT {

  @Test
  void pomsAreThoseOfTheSampleProject() throws IOException {
    var readme = Files.readString(Maven.TARGET.resolve("../../README.md"));
    var poms = Pattern.compile("```xml\n(.*?)```", Pattern.DOTALL)
        .matcher(readme)
        .results()
        .map(block -> block.group(1))
        .toList();

    assertEquals(2, poms.size());
    assertIsPartOf("pom.xml", poms.get(0));
    assertIsPartOf("by-hand.xml", poms.get(1));
  }

  private static void assertIsPartOf(String file, String snippet) throws IOException {
    Path sample = Maven.TARGET.resolve("projects/hello").resolve(file);
    var missing = lines(snippet);
    missing.removeAll(lines(Files.readString(sample)));
    assertTrue(
        lines(Files.readString(sample)).stream()
            .collect(Collectors.joining("\n"))
            .contains(String.join("\n", lines(snippet))),
        () -> "the README's pom is not in " + sample + "; lines that differ: " + missing);
  }

  private static List<String> lines(String xml) {
    return xml.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.toList());
  }
}
