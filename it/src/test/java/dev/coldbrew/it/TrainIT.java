// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coldbrew.lambda.jvm.Jdk;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The startup cache: how it is recorded, when, and when not. */
class TrainIT {

  private static final String HANDLER = "example.Price::of";

  @TempDir
  static Path temporary;

  private static MavenBuild price;
  private static List<Object> priceCache;

  @BeforeAll
  static void packageOnce() throws IOException {
    price = MavenBuild.of("training", temporary);
    price.run("package");
    priceCache = recorded(price);
  }

  @Test
  void changedCodeRunsAfterTheNextBuild() throws Exception {
    assertEquals("2", invoke(price, "before"));
    MavenBuild build = price.copy(temporary.resolve("changed"));
    changeCode(build);

    build.run("package");

    assertEquals("10", invoke(build, "after"));
  }

  /** With JDK-8377932 a JVM serves the classes of a jar as they were when its cache was recorded. */
  @Test
  void changedCodeRunsAfterTheNextBuildOnTheOtherJdk() throws Exception {
    MavenBuild build = MavenBuild.of("training", temporary.resolve("changed, other JDK"))
        .with("-Dlambda.jdk=" + InstalledJdk.other().feature());
    build.run("package");
    assertEquals("2", invoke(build, "before, other JDK"));
    changeCode(build);

    build.run("package");

    assertEquals("10", invoke(build, "after, other JDK"));
  }

  private static void changeCode(MavenBuild build) throws IOException {
    Path source = build.file("src/main/java/example/Price.java");
    Files.writeString(source, Files.readString(source).replace("PRICE = 1", "PRICE = 5"));
  }

  /** JDK 17 writes another CDS archive into each image, which the recorded one is bound to. */
  @Test
  void isKeptWhileNothingChangesButTheImageThatIsLinkedAgain() throws Exception {
    MavenBuild build = price.copy(temporary.resolve("again"));

    build.run("package");
    assertEquals(priceCache, recorded(build));

    build.run("package", "-Dlambda.cacheDirectory=" + temporary.resolve("other images"));
    assertEquals("2", invoke(build, "again"));
  }

  @Test
  void isRecordedAgainWhenAnEventChanges() throws Exception {
    MavenBuild build = price.copy(temporary.resolve("event"));
    Files.writeString(build.file("src/lambda/events/two.json"), "3");

    build.run("package");
    List<Object> packaged = recorded(build);
    assertNotEquals(priceCache, packaged);

    Files.writeString(build.file("src/lambda/events/two.json"), "4");
    build.run("lambda:train"); // where it was trained before
    assertNotEquals(packaged, recorded(build));
  }

  @Test
  void trainingSeesItsEnvironmentAndNoCredentials() throws Exception {
    Path home = Files.createDirectories(temporary.resolve("home/.aws"));
    Files.writeString(
        home.resolve("credentials"), "[default]\naws_secret_access_key = FROM_FILE\n");
    MavenBuild build = MavenBuild.of("training", temporary.resolve("environment"))
        .shell("export AWS_ACCESS_KEY_ID=FROM_VARIABLE AWS_SECRET_ACCESS_KEY=FROM_VARIABLE"
            + " AWS_SESSION_TOKEN=FROM_VARIABLE AWS_PROFILE=FROM_VARIABLE AWS_REGION=eu-west-1"
            + " HOME='" + home.getParent() + "'");
    build.run("compile", "lambda:bundle", "lambda:train", "-Dlambda.handler=example.Price::seen");

    List<String> seen = Files.readAllLines(build.file("target/lambda/logs/training.log")).stream()
        .filter(line -> line.startsWith("seen "))
        .toList();

    assertEquals(2, seen.size()); // one event, two times
    for (String variable : List.of(
        "LAMBDA_TRAINING=true", "TABLE_NAME=orders", "STAGE=training", "AWS_REGION=eu-west-1")) {
      assertTrue(seen.get(0).contains(variable), seen.get(0));
    }
    assertFalse(seen.get(0).contains("HOME="), seen.get(0));
    assertFalse(seen.get(0).contains("_PROFILE="), seen.get(0));
    assertEquals(List.of(), filesWith("FROM_VARIABLE", build.file("target")));
  }

  @Test
  void eventThatFailsIsSentOnceAndNotCounted() throws IOException {
    MavenBuild build = price.copy(temporary.resolve("failing"));
    String events = "-Dlambda.train.events=src/lambda/failing";
    BuildOutput strict = build.runAndFail("lambda:train", events, "-Dlambda.train.strict");
    String log = build.run("package", events).log();

    String what =
        "event 'negative.json' failed: java.lang.IllegalArgumentException: count is negative"
            + " at example.Price.of(Price.java:%d)".formatted(lineOf("count is negative"));
    String hint = "hint: change the event or the handler, or set what only training lacks in"
        + " <trainingEnvironment>";
    assertEquals(
        List.of("[WARNING] " + what, "[WARNING] " + hint),
        log.lines().filter(line -> line.startsWith("[WARNING]")).toList());
    Path training = build.file("target/lambda/logs/training.log");
    assertEquals(
        1,
        Files.readAllLines(training).stream()
            .filter(line -> line.contains("IllegalArgumentException: count is negative"))
            .count());
    assertTrue(
        Pattern.compile("Cache .*, trained by 1 of 2 events; ").matcher(log).find(), log);
    assertTrue(
        Pattern.compile("Start     first response \\d+ ms here \\(init \\d+ ms\\)\n")
            .matcher(log)
            .find(),
        log);
    assertEquals(what + " (full log: " + training + ")\n" + hint, strict.problem());

    // The same again, though there is a cache of that run.
    assertEquals(
        List.of("[WARNING] " + what, "[WARNING] " + hint),
        build
            .run("lambda:train", events)
            .log()
            .lines()
            .filter(line -> line.startsWith("[WARNING]"))
            .toList());
    assertEquals(
        strict.problem(),
        build.runAndFail("lambda:train", events, "-Dlambda.train.strict").problem());
    String withOneEvent = build.run("lambda:check").log();
    assertTrue(withOneEvent.contains(", trained by 1 event; "), withOneEvent);
  }

  private static int lineOf(String text) throws IOException {
    List<String> lines = Files.readAllLines(price.file("src/main/java/example/Price.java"));
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(text)) {
        return i + 1;
      }
    }
    throw new IllegalArgumentException(text);
  }

  @Test
  void withoutEventsTheInitPhaseIsTrained() {
    MavenBuild build = price.copy(temporary.resolve("no events"));

    String log = build.run("package", "-Dlambda.train.events=src/lambda").log();

    assertTrue(
        Pattern.compile("Cache .*, trained by the init phase; ").matcher(log).find(), log);
    assertTrue(Pattern.compile("Start     init \\d+ ms here\n").matcher(log).find(), log);
  }

  @Test
  void jvmThatTheFunctionStartsIsNotTrained() throws Exception {
    MavenBuild build = price.copy(temporary.resolve("another jvm"));

    build.run("lambda:train", "-Dlambda.handler=example.Price::asked");

    String log = Files.readString(build.file("target/lambda/logs/training.log"));
    assertFalse(log.contains("JAVA_TOOL_OPTIONS: -XX"), log); // the JVM itself uses it for its own
  }

  @Test
  void initPhaseThatFailsIsNotPackaged() throws IOException {
    MavenBuild build = price.copy(temporary.resolve("uninitialized"));
    String handler = "-Dlambda.handler=example.Uninitialized::handle";
    Path log = build.file("target/lambda/logs/training.log");

    assertEquals(
        """
        training run stopped before its first invocation: java.lang.IllegalStateException: SECRET_ARN is not set (full log: %s)
        hint: if the function needs a variable SECRET_ARN, set it in <environment>; or build without a cache: mvn package %s -Dlambda.train.skip""".formatted(log, handler),
        withoutPlace(build.runAndFail("lambda:train", handler).problem()));
    assertTrue(Files.readString(log).contains("at example.Uninitialized.<init>"));

    String skipping = build.run("package", handler, "-Dlambda.train.skip").log();
    assertEquals(
        List.of(),
        skipping.lines().filter(line -> line.matches(".* (Cache|Start)   .*")).toList());
  }

  private static String withoutPlace(String problem) {
    return problem.replaceFirst(" at example\\.Uninitialized\\S+ ", " ");
  }

  @Test
  void eventThatEndsTheProcessIsLeftOut() {
    String log = price
        .copy(temporary.resolve("ending"))
        .run(
            "package",
            "-Dlambda.handler=example.Price::end",
            "-Dlambda.train.events=src/lambda/ending")
        .log();

    assertEquals(
        List.of(
            "[WARNING] event 'two.json' ended the process; the cache is recorded without it:"
                + " Runtime.ExitError: RequestId: ID Error: Runtime exited with error: exit status 3",
            "[WARNING] hint: change what ends the process; the log has its last output"),
        log.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID")
            .lines()
            .filter(line -> line.startsWith("[WARNING]"))
            .toList());
    assertTrue(
        Pattern.compile("Cache .*, trained by 1 of 2 events; (\\d+) of \\1 app")
            .matcher(log)
            .find(),
        log);
    assertTrue(
        Pattern.compile("Start     first response .*ms\\)\n").matcher(log).find(), log);
  }

  @Test
  void folderInWhichAnOlderJvmRecordsNothingIsNamed() throws Exception {
    Path folder = Files.createDirectories(temporary.resolve("a b"));
    MavenBuild build = MavenBuild.of("training", temporary.resolve("blank"))
        .with("-Dlambda.jdk=" + jdk(feature -> feature < 25).home())
        .shell("export JDK_JAVA_OPTIONS='\"-Djava.io.tmpdir=" + folder + "\"'");

    assertEquals(
        """
        no JVM archives classes in a folder with a blank or an unusual character in its path, such as '%s' (property java.io.tmpdir)
        hint: give Maven another folder: export MAVEN_OPTS=-Djava.io.tmpdir=/var/tmp""".formatted(folder),
        build.runAndFail("compile", "lambda:bundle", "lambda:train").problem());
  }

  @Test
  void agentOfTheFunctionIsThereInTheTraining() throws Exception {
    Path agent = temporary.resolve("agent.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", Agent.class.getName());
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(agent), manifest)) {
      for (Class<? extends Object> type : List.of(Agent.class, Agent.Transformer.class)) {
        String file = type.getName().replace('.', '/') + ".class";
        jar.putNextEntry(new JarEntry(file));
        try (InputStream in = type.getClassLoader().getResourceAsStream(file)) {
          in.transferTo(jar);
        }
      }
    }
    for (Jdk jdk : List.of(jdk(feature -> feature >= 25), jdk(feature -> feature < 25))) {
      MavenBuild build = MavenBuild.of("training", temporary.resolve("agent of " + jdk.feature()))
          .with("-Pagent", "-Dagent=" + agent, "-Dlambda.jdk=" + jdk.home());

      String log = build.run("package").log();

      assertTrue(
          Files.readString(build.file("target/lambda/logs/check.log")).contains("agent at work\n"));
      String cache =
          "Cache     [A-Z]+, .*; \\d+ of \\d+ application and library classes come from it\n"
              + "\\[INFO]           with a Java agent, a JVM loads few classes from a cache\n";
      assertTrue(Pattern.compile(cache).matcher(log).find(), log);
    }
  }

  @Test
  void agentOfALayerNeedNotBeHere() {
    for (Jdk jdk : List.of(jdk(feature -> feature >= 25), jdk(feature -> feature < 25))) {
      MavenBuild build = MavenBuild.of("training", temporary.resolve("layer of " + jdk.feature()))
          .with("-Pagent", "-Dagent=/opt/coldbrew-test/agent.jar", "-Dlambda.jdk=" + jdk.home());

      String log = build.run("package", "lambda:invoke", "-Dlambda.payload=2").log();

      assertTrue(
          log.contains(
              "Layer     /opt/coldbrew-test/agent.jar is not on this machine: the cache is recorded without it\n"),
          log);
      assertTrue(
          Pattern.compile("Cache     .*; (\\d+) of \\d+ app").matcher(log).find(), log);
      assertTrue(
          log.contains(
              "Layer     /opt/coldbrew-test/agent.jar is not on this machine: the function runs without it\n"),
          log);
      String next = "Next      mvn -P agent -Dagent=/opt/coldbrew-test/agent.jar lambda:invoke"
          + " -Dlambda.payload=2\n";
      assertTrue(log.contains(next), log);
    }
  }

  /** Says that it is there; it adds to the JVM's own class path and changes classes, as agents do. */
  public static final class Agent {

    public static void premain(String arguments, Instrumentation instrumentation)
        throws IOException {
      File own = new File(
          Agent.class.getProtectionDomain().getCodeSource().getLocation().getPath());
      instrumentation.appendToBootstrapClassLoaderSearch(new JarFile(own));
      instrumentation.addTransformer(new Transformer());
      System.out.println("agent at work");
    }

    /** The JVM then finds it on its own class path, so it has to be public. */
    public static final class Transformer implements ClassFileTransformer {

      @Override
      public byte[] transform(
          ClassLoader loader, String name, Class<?> old, ProtectionDomain domain, byte[] file) {
        return name.startsWith("example/") ? file : null;
      }
    }
  }

  private static Jdk jdk(IntPredicate feature) {
    return Stream.of(InstalledJdk.running(), InstalledJdk.other())
        .filter(jdk -> feature.test(jdk.feature()))
        .findFirst()
        .orElseThrow();
  }

  /** The digest that it was recorded for, and its bytes: two recordings are never the same. */
  private static List<Object> recorded(MavenBuild build) throws IOException {
    Path folder = build.file("target/lambda/startup-cache");
    return List.of(
        Files.readString(folder.resolve("digest")),
        Arrays.hashCode(Files.readAllBytes(folder.resolve("cache"))));
  }

  private static String invoke(MavenBuild build, String name) throws Exception {
    Path task = new Zip(build.file("target/training-1.0.zip"))
        .unpack(temporary.resolve(name + " " + build.hashCode()));
    return Function.invoke(task, HANDLER, "2").text();
  }

  private static List<Path> filesWith(String secret, Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> contains(file, secret))
          .toList();
    }
  }

  private static boolean contains(Path file, String secret) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(secret);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
