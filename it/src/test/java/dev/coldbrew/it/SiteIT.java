// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plugin's Maven site: the manual, and the descriptions of the goals. */
class SiteIT {

  private static final Pattern LINK = Pattern.compile(" href=\"([^\"]+)\"");
  private static final Pattern OTHER_SITE = Pattern.compile("[a-z]+:.*|//.*|javascript:.*");

  @TempDir
  static Path temporary;

  private static Path checkout;
  private static Path site;

  @BeforeAll
  static void buildSite() throws IOException {
    checkout = Checkout.copyTo(temporary.resolve("checkout"));
    MavenBuild.in(checkout)
        .run(
            "compile",
            "site",
            "-pl",
            "lambda-maven-plugin",
            "-am",
            "-Dmaven.test.skip",
            "-Dspotless.check.skip");
    site = checkout.resolve("lambda-maven-plugin/target/site");
  }

  @Test
  void everyPageOfTheManualIsThere() throws IOException {
    try (Stream<Path> pages =
        Files.list(checkout.resolve("lambda-maven-plugin/src/site/markdown"))) {
      List<String> names = pages
          .map(page -> page.getFileName().toString())
          .map(name -> name.replace(".md", ".html"))
          .toList();

      assertTrue(names.size() >= 17, names::toString);
      assertEquals(
          List.of(),
          names.stream().filter(name -> !Files.exists(site.resolve(name))).toList());
    }
  }

  @Test
  void everyGoalHasItsPage() {
    for (String goal : List.of(
        "bundle",
        "train",
        "check",
        "deploy",
        "image",
        "invoke",
        "measure",
        "profile",
        "serve",
        "template")) {
      assertTrue(Files.exists(site.resolve(goal + "-mojo.html")), goal);
    }
    assertTrue(Files.exists(site.resolve("plugin-info.html")));
  }

  @Test
  void noLinkWithinTheSiteIsDead() throws IOException {
    List<String> dead = new ArrayList<>();
    try (Stream<Path> pages = Files.list(site)) {
      for (Path page : pages.filter(file -> file.toString().endsWith(".html")).toList()) {
        for (String link : links(page)) {
          if (!OTHER_SITE.matcher(link).matches() && !leadsSomewhere(page, link)) {
            dead.add(page.getFileName() + " -> " + link);
          }
        }
      }
    }
    assertEquals(List.of(), dead);
  }

  private static Set<String> links(Path page) throws IOException {
    return LINK.matcher(Files.readString(page))
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean leadsSomewhere(Path page, String link) throws IOException {
    String[] parts = link.split("#", 2);
    Path target = parts[0].isEmpty() ? page : site.resolve(parts[0]);
    if (!Files.exists(target) || parts.length == 1 || parts[1].isEmpty()) {
      return Files.exists(target);
    }
    String html = Files.readString(target);
    return Stream.of(" id=\"", " name=\"").anyMatch(name -> html.contains(name + parts[1] + "\""));
  }
}
