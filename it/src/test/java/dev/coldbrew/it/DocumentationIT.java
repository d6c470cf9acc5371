// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README and the manual say to write and to type works as it stands there. */
class DocumentationIT {

  private static final String PLUGIN = "dev.coldbrew:lambda-maven-plugin:" + Maven.COLDBREW_VERSION;

  /** Poms that other tests build, or build with. */
  private static final List<String> BUILT = List.of(
      "hello/pom.xml",
      "hello/by-hand.xml",
      "hello/mirror.xml", // Maven's settings
      "examples/streaming/pom.xml",
      "examples/sqs-batch/pom.xml");

  private static final List<String> COMPILED = List.of(
      "hello/src/main/java/example/Hello.java",
      "examples/streaming/src/main/java/example/Countdown.java",
      "examples/sqs-batch/src/test/java/example/OrdersTest.java",
      "handlers/src/main/java/example/Quotes.java",
      "bean/src/main/java/example/Shop.java");

  /** Beginnings of commands that are not run here, and why. */
  private static final Map<String, String> NOT_RUN = Map.ofEntries(
      Map.entry("aws ", "needs an AWS account"),
      Map.entry("sam ", "needs an AWS account"),
      Map.entry("cdk ", "needs an AWS account"),
      Map.entry("terraform ", "needs an AWS account"),
      Map.entry("skopeo ", "needs a registry of AWS"),
      Map.entry("docker ", "needs Docker"),
      Map.entry("curl --data ", "needs what Docker runs"),
      Map.entry("cd ", "changes nothing"),
      Map.entry("mvn package lambda:deploy", "needs an AWS account; DeployIT runs it"),
      Map.entry("mvn package dev.coldbrew:lambda-maven-plugin:deploy", "the same"),
      Map.entry("mvn -B archetype:generate ", "ArchetypeIT runs it"),
      Map.entry(
          "mvn lambda:invoke -Dlambda.debug", "waits for a debugger; DebuggedFunctionTest has one"),
      Map.entry(
          "mvn lambda:invoke -Dlambda.remote", "needs an AWS account; RemoteInvokeIT has another"),
      Map.entry("mvn lambda:invoke -Dlambda.example", "is for other handlers; ExamplesIT has one"),
      Map.entry("mvn lambda:serve", "ends with Ctrl-C; ServeIT runs it"),
      Map.entry("mvn lambda:measure ", "MeasureIT runs it"),
      Map.entry("mvn package -Dlambda.jdk=25 -Dlambda.jdk.download", "JdkDownloadIT runs it"),
      Map.entry("mvn package -Dlambda.architecture=arm64", "ArmIT runs it"),
      Map.entry("mvn package lambda:image", "needs a registry; ImageIT has one"),
      Map.entry("mv ", "changes nothing"),
      Map.entry("mvn -f function lambda:invoke", "ModulesIT runs it"),
      Map.entry("mvn dev.coldbrew:lambda-maven-plugin:invoke", "ExamplesIT runs it"),
      Map.entry("mvn -q -Pquickstart install", "builds Coldbrew; ArchetypeIT does its steps"),
      Map.entry("mvn -q -Pbenchmark verify", "takes minutes"),
      Map.entry("mvn -q -Phostile verify", "takes minutes"),
      Map.entry("mvn -Psoak test ", "takes minutes"),
      Map.entry("mvn verify", "runs this test"),
      Map.entry("mvn test -pl ", "is a part of mvn verify"),
      Map.entry("mvn spotless:apply", "changes the sources"));

  /** Elements of a pom or of Maven's settings that are not the plugin's. */
  private static final Set<String> OF_MAVEN = Set.of(
      "packaging", "extensions", "configuration", "mirrorOf", "server", "proxy", "nonProxyHosts");

  @TempDir
  Path temporary;

  @Test
  void theReadmeFitsOnAScreenAndAHalf() throws IOException {
    assertTrue(Files.readAllLines(Documentation.CHECKOUT.resolve("README.md")).size() <= 150);
  }

  @Test
  void pomsAreThoseThatTestsBuild() throws IOException {
    for (Documentation.Block block : Documentation.blocks("xml")) {
      if (!block.text().startsWith("<configuration>")) {
        boolean isBuilt = false;
        for (String pom : BUILT) {
          isBuilt |= stripped(project(pom)).contains(stripped(block.text()));
        }
        assertTrue(isBuilt, () -> "in none of " + BUILT + ": " + block);
      }
    }
  }

  @Test
  void javaIsCompiledByOtherTests() throws IOException {
    for (Documentation.Block block : Documentation.blocks("java")) {
      // CDK's classes are in no project here.
      if (!block.text().startsWith("Function.Builder.create(")) {
        boolean isCompiled = false;
        for (String source : COMPILED) {
          isCompiled |= stripped(project(source)).contains(stripped(block.text()));
        }
        assertTrue(isCompiled, () -> "in none of " + COMPILED + ": " + block);
      }
    }
  }

  @Test
  void configurationsConfigureTheGoals() throws IOException {
    List<String> modules = new ArrayList<>();
    for (Documentation.Block block : Documentation.blocks("xml")) {
      if (block.text().startsWith("<configuration>")) {
        List<String> unknown = Documentation.matches("(?m)^  <(\\w+)>", block.text())
            .map(element -> element.group(1))
            .filter(element -> !parameters().contains(element))
            .toList();
        assertEquals(List.of(), unknown, block::toString);
        String name = "configuration-" + modules.size();
        modules.add(name);
        write(
            name + "/pom.xml",
            project("hello/pom.xml")
                .replaceFirst(
                    "(?s)<configuration>.*</configuration>", block.text().strip())
                .replace(
                    "<artifactId>hello</artifactId>", "<artifactId>" + name + "</artifactId>"));
      }
    }
    assertTrue(!modules.isEmpty());
    write("pom.xml", """
        <project>
          <modelVersion>4.0.0</modelVersion>
          <groupId>example</groupId>
          <artifactId>configurations</artifactId>
          <version>1.0</version>
          <packaging>pom</packaging>
          <modules>%s</modules>
        </project>
        """.formatted(modules.stream()
        .map(module -> "<module>" + module + "</module>")
        .collect(Collectors.joining())));

    // A goal that is skipped has read its parameters before.
    String log = MavenBuild.in(temporary)
        .run(
            PLUGIN + ":bundle",
            PLUGIN + ":train",
            PLUGIN + ":check",
            PLUGIN + ":invoke",
            PLUGIN + ":serve",
            PLUGIN + ":deploy",
            "-Dlambda.bundle.skip",
            "-Dlambda.deploy.skip",
            "-Dlambda.invoke.skip",
            "-Dlambda.serve.skip")
        .log();

    assertEquals(
        6 * (modules.size() + 1),
        log.lines().filter(line -> line.startsWith("[INFO] Skipped")).count(),
        log);
  }

  @Test
  void namesOfParametersPropertiesAndGoalsExist() throws IOException {
    TreeSet<String> unknown = new TreeSet<>();
    for (Path file : Documentation.files()) {
      String text = Files.readString(file);
      Documentation.matches("`<([a-zA-Z]+)>", text)
          .map(element -> element.group(1))
          .filter(element -> !parameters().contains(element) && !OF_MAVEN.contains(element))
          .forEach(unknown::add);
      Documentation.matches("-D(lambda\\.[a-zA-Z.]+)", text)
          .map(property -> property.group(1))
          .filter(property -> !descriptor().contains("${" + property + "}"))
          .forEach(unknown::add);
      Documentation.matches("`lambda:([a-z]+)", text)
          .map(goal -> goal.group(1))
          .filter(goal -> !descriptor().contains("<goal>" + goal + "</goal>"))
          .forEach(unknown::add);
    }
    assertEquals(Set.of(), unknown);
  }

  @Test
  void linksLeadSomewhere() throws IOException {
    TreeSet<String> broken = new TreeSet<>();
    for (Path file : Documentation.files()) {
      Documentation.matches("(?:\\]\\(|src=\"|srcset=\")([^)\"]+)", Files.readString(file))
          .map(link -> link.group(1))
          // The one page that the site generates.
          .filter(link -> !link.startsWith("https://") && !link.equals("plugin-info.html"))
          .filter(link -> !exists(file.getParent().resolve(link.replaceFirst("#.*", "")), link))
          .forEach(link -> broken.add(file.getFileName() + ": " + link));
    }
    assertEquals(Set.of(), broken);
  }

  @Test
  void commandsAreCommands() throws Exception {
    for (Documentation.Block block : Documentation.blocks("sh")) {
      assertEquals("", bash("-n", "-c", block.text()), block::toString);
    }
  }

  @Test
  void commandsForAFunctionRunInTheirOrder() throws Exception {
    MavenBuild hello = MavenBuild.of("hello", temporary);
    Set<String> used = new HashSet<>();
    for (String command : Documentation.commands()) {
      List<String> reasons = NOT_RUN.keySet().stream()
          .filter(beginning -> (command + " ").startsWith(beginning))
          .toList();
      used.addAll(reasons);
      if (reasons.isEmpty()) {
        assertTrue(command.startsWith("mvn "), command);
        hello.run(arguments(command));
      }
    }
    assertEquals(NOT_RUN.keySet(), used, "reasons for commands that are not there any more");
    assertTrue(Files.exists(hello.file("target/hello-1.0.zip")), "which the AWS CLI uploads");
  }

  private static boolean exists(Path file, String link) {
    try {
      return Files.exists(file)
          && (!link.contains("#")
              || Files.readString(file)
                  .contains("<a id=\"" + URI.create(link).getFragment() + "\">"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** What a shell makes of a command of Maven's, wherever the output goes. */
  private String[] arguments(String command) throws Exception {
    return bash("-c", "exec 3>&1; mvn() { printf '%s\\n' \"$@\" >&3; }; " + command)
        .lines()
        .toArray(String[]::new);
  }

  private String bash(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("bash"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command)
        .directory(temporary.toFile())
        .redirectErrorStream(true)
        .start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }

  private static Set<String> parameters() {
    return Documentation.matches("<parameter>\\s*<name>(\\w+)</name>", descriptor())
        .map(name -> name.group(1))
        .collect(Collectors.toSet());
  }

  /** Of the plugin: goals and parameters. */
  private static String descriptor() {
    try (InputStream in = DocumentationIT.class.getResourceAsStream("/META-INF/maven/plugin.xml")) {
      String descriptor = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(descriptor.contains("<goalPrefix>lambda</goalPrefix>"));
      return descriptor;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String project(String path) throws IOException {
    return Files.readString(Maven.TARGET.resolve("projects").resolve(path));
  }

  private static String stripped(String xml) {
    return xml.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining("\n"));
  }

  private void write(String path, String text) throws IOException {
    Path file = temporary.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
