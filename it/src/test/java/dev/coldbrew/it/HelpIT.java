// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HelpIT {

  private static final String PLUGIN = "dev.coldbrew:lambda-maven-plugin:" + Maven.COLDBREW_VERSION;

  @TempDir
  Path temporary;

  @Test
  void everyGoalAndParameterIsDescribed() {
    List<String> lines = MavenBuild.in(temporary)
        .run(Maven.HELP_DESCRIBE, "-Dplugin=" + PLUGIN, "-Ddetail")
        .log()
        .lines()
        .toList();
    assertEquals(
        List.of(
            "lambda:bundle",
            "lambda:check",
            "lambda:deploy",
            "lambda:help",
            "lambda:image",
            "lambda:invoke",
            "lambda:measure",
            "lambda:profile",
            "lambda:serve",
            "lambda:template",
            "lambda:train"),
        lines.stream().filter(line -> line.matches("lambda:[a-z-]+")).toList());
    assertEquals(
        List.of(),
        lines.stream()
            .filter(line -> line.matches("(?i).*\\bno description\\b.*"))
            .toList());
  }

  @Test
  void thePluginExplainsItsGoalsItself() {
    String log = MavenBuild.in(temporary).run(PLUGIN + ":help", "-Ddetail").log();
    assertEquals(
        List.of(
            "lambda:bundle",
            "lambda:check",
            "lambda:deploy",
            "lambda:help",
            "lambda:image",
            "lambda:invoke",
            "lambda:measure",
            "lambda:profile",
            "lambda:serve",
            "lambda:template",
            "lambda:train"),
        log.lines().filter(line -> line.matches("lambda:[a-z-]+")).toList());
  }
}
