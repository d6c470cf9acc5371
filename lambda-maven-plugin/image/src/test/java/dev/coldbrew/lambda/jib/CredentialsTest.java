// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coldbrew.lambda.jvm.Architecture;
import dev.coldbrew.lambda.problem.ProblemException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logs in to a registry that gives tokens, mostly with credentials from Docker's configuration. */
@Timeout(60)
class CredentialsTest {

  private static final String SECRET = "s3cret-of-ada";

  @TempDir
  Path folder;

  private FakeRegistry registry;
  private Path configuration;
  private Path programs;

  @BeforeEach
  void startRegistry() throws Exception {
    registry = new FakeRegistry();
    registry.requireToken("ada", SECRET);
    configuration = Files.createDirectory(folder.resolve(".docker"));
    programs = Files.createDirectory(folder.resolve("bin"));
  }

  @AfterEach
  void stopRegistry() {
    registry.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"credHelpers\": {\"HOST\": \"fake\"}}",
        "{\"auths\": {\"https://HOST/v1/\": {}}, \"credsStore\": \"fake\"}"
      })
  void credentialHelperOfDockerIsAsked(String json) throws Exception {
    configure(json);
    helper("{\"Username\": \"ada\", \"Secret\": \"" + SECRET + "\"}");

    List<String> printed = pushInOtherJvm();

    assertEquals(registry.digest("1.0"), last(printed), printed::toString);
    assertEquals(registry.host(), Files.readString(folder.resolve("asked")));
    assertSecret(printed, SECRET);
  }

  /** Jib logs what it does not understand. */
  @Test
  void outputOfAHelperThatJibDoesNotUnderstandIsNotLogged() throws Exception {
    configure("{\"credsStore\": \"fake\"}");
    helper("{\"Username\": \"\", \"Secret\": \"" + SECRET + "\"}");

    List<String> printed = pushInOtherJvm();

    assertTrue(
        printed.contains(
            "The credential helper (docker-credential-fake) has nothing for server URL: "
                + registry.host()),
        printed::toString);
    assertSecret(printed, SECRET);
  }

  /** What the helper says is the only explanation. */
  @Test
  void reasonOfAHelperIsLogged() throws Exception {
    configure("{\"credsStore\": \"fake\"}");
    helper("error getting credentials: the keyring is locked");

    List<String> printed = pushInOtherJvm();

    assertTrue(
        printed.contains("error getting credentials: the keyring is locked"), printed::toString);
  }

  @Test
  void passwordWithoutAUserIsReported() throws Exception {
    String encoded = Base64.getEncoder().encodeToString(SECRET.getBytes(StandardCharsets.UTF_8));
    configure("{\"auths\": {\"HOST\": {\"auth\": \"" + encoded + "\"}}}");

    List<String> printed = refused();

    assertEquals(
        "the credentials for 'HOST' are not a user name and a password in base64 (file FOLDER/config.json)\n"
            + "hint: docker login HOST",
        last(printed).replace(registry.host(), "HOST").replace(configuration.toString(), "FOLDER"));
    assertSecret(printed, SECRET);
    assertSecret(printed, encoded);
  }

  /** As Azure's registry and others do. */
  @Test
  void tokenOfALoginIsNotInTheMessage() throws Exception {
    String user = Base64.getEncoder()
        .encodeToString("00000000-0000-0000-0000-000000000000:".getBytes(StandardCharsets.UTF_8));
    configure("{\"auths\": {\"HOST\": {\"auth\": \"" + user + "\", \"identitytoken\": \"" + SECRET
        + "\"}}}");
    registry.giveNoToken();

    List<String> printed = refused();

    assertEquals(
        "the login at 'HOST' failed: Did not get token in authentication response from"
            + " http://HOST/token (parameter <imageTo>, property lambda.image.to)\n"
            + "hint: log in with docker login HOST, or write a <server> with the id HOST into"
            + " ~/.m2/settings.xml",
        last(printed).replace(registry.host(), "HOST"));
    assertSecret(printed, SECRET);
  }

  /** Each repository needs a token of its own. */
  @Test
  void indexIsPushedAndPulledWithTokens() throws Exception {
    System.setProperty("sendCredentialsOverHttp", "true");
    try {
      JibImageTool tool = new JibImageTool();
      ImageFixture fixture = new ImageFixture(folder).login("ada", SECRET);
      for (String repository : List.of("base", "hello")) {
        Map<Architecture, String> digests = new EnumMap<>(Architecture.class);
        for (Architecture architecture : Architecture.values()) {
          digests.put(
              architecture,
              tool.write(
                  fixture.plan(architecture, repository, false),
                  ImageFixture.at(registry.host() + "/" + repository + ":1.0-" + architecture),
                  "hello:1.0",
                  fixture.access()));
        }
        String name = registry.host() + "/" + repository + ":1.0";
        tool.writeIndex(ImageFixture.at(name), digests, false, fixture.access());
        tool.fetchBase(
            ImageFixture.at(name),
            Architecture.ARM64,
            folder.resolve(repository + ".tar"),
            fixture.access());
        assertTrue(Files.size(folder.resolve(repository + ".tar")) > 0);
      }
      assertSecret(fixture.log(), SECRET);
      assertSecret(fixture.log(), "token-of-");
    } finally {
      System.clearProperty("sendCredentialsOverHttp");
    }
    for (Path file : files(folder.resolve("cache"))) {
      String content = Files.readString(file, StandardCharsets.ISO_8859_1);
      assertFalse(content.contains(SECRET) || content.contains("token-of-"), file::toString);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private void configure(String json) throws IOException {
    Files.writeString(configuration.resolve("config.json"), json.replace("HOST", registry.host()));
  }

  /** A program that Docker would ask for credentials. */
  private void helper(String output) throws IOException {
    new ImageFixture(programs)
        .script("docker-credential-fake", """
        #!/bin/sh
        cat >'%s'
        cat <<'END'
        %s
        END
        """.formatted(folder.resolve("asked"), output));
  }

  /** In a JVM whose environment names the configuration and the credential helper. */
  private List<String> pushInOtherJvm() throws Exception {
    ProcessBuilder program = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-DsendCredentialsOverHttp=true",
            "-cp",
            System.getProperty("java.class.path"),
            PushProgram.class.getName(),
            registry.host(),
            folder.toString())
        .redirectErrorStream(true);
    program.environment().put("DOCKER_CONFIG", configuration.toString());
    program.environment().merge("PATH", programs.toString(), (path, first) -> first + ":" + path);
    Process process = program.start();
    List<String> lines = new ArrayList<>();
    try (BufferedReader reader = process.inputReader()) {
      reader.lines().forEach(lines::add);
    }
    return lines;
  }

  private static String last(List<String> lines) {
    return lines.get(lines.size() - 1);
  }

  private static void assertSecret(List<String> printed, String secret) {
    assertFalse(printed.isEmpty());
    assertEquals(
        List.of(), printed.stream().filter(line -> line.contains(secret)).toList());
  }

  /** Jib's log, the stack trace, and the message. */
  private List<String> refused() throws Exception {
    String home = System.setProperty("user.home", folder.toString());
    System.setProperty("sendCredentialsOverHttp", "true");
    ImageFixture fixture = new ImageFixture(folder);
    try {
      ProblemException problem =
          assertThrows(ProblemException.class, () -> push(fixture, registry.host()));
      StringWriter trace = new StringWriter();
      problem.printStackTrace(new PrintWriter(trace)); // as Maven's -e does
      List<String> lines = new ArrayList<>(fixture.log());
      lines.add(trace.toString());
      lines.add(problem.getMessage());
      return lines;
    } finally {
      System.clearProperty("sendCredentialsOverHttp");
      System.setProperty("user.home", home);
    }
  }

  private static String push(ImageFixture fixture, String host) throws Exception {
    return new JibImageTool()
        .write(
            fixture.plan("code", false),
            ImageFixture.at(host + "/hello:1.0"),
            "hello:1.0",
            fixture.access());
  }

  /** Pushes an image to that registry, and prints Jib's log and the result. */
  static final class PushProgram {

    private PushProgram() {}

    public static void main(String[] arguments) throws Exception {
      ImageFixture fixture = new ImageFixture(Path.of(arguments[1]));
      String result;
      try {
        result = push(fixture, arguments[0]);
      } catch (ProblemException e) {
        result = e.getMessage();
      }
      fixture.log().forEach(System.out::println);
      System.out.println(result);
    }
  }
}
