// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coldbrew.lambda.download.FakeAdoptium;
import dev.coldbrew.lambda.download.TarGz;
import dev.coldbrew.lambda.jvm.Jdk;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.DefaultArtifact;
import org.apache.maven.artifact.handler.DefaultArtifactHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code lambda:bundle} refuses before anything slow, and which parameter it names. */
class BundleGoalTest {

  private static final String HANDLER = Greeting.class.getName() + "::greet";

  private static final Path RUNNING = Path.of(System.getProperty("java.home"));

  /** What the last of the checks refuses, so that there is no staging. */
  private static final String NO_JDK = "no JDK 99 on this machine; found ";

  @TempDir
  Path basedir;

  private Goal bundle;

  /** A handler. */
  public static final class Greeting {

    public String greet(String name) {
      return "Hello, " + name + "!";
    }
  }

  /** Many. */
  public static final class Greetings {

    public void a(String name) {}

    public void b(String name) {}

    public void c(String name) {}

    public void d(String name) {}

    public void e(String name) {}
  }

  @BeforeEach
  void compileHandler() throws Exception {
    compile(Greeting.class);
    bundle = new Goal("bundle", basedir)
        .pomProperty("lambda.handler", HANDLER)
        .property("lambda.jdk", "99");
  }

  @AfterEach
  void endSession() {
    new BuildLock().afterSessionEnd(null);
  }

  @Test
  void jdkThatIsNotThereIsRefusedWithTheOnesThatAre() throws Exception {
    assertEquals(
        """
        no JDK 99 on this machine; found JDKS (parameter <jdk>, property lambda.jdk)
        hint: let it be downloaded: mvn -f DIR package -Dlambda.jdk=99 -Dlambda.jdk.download""",
        bundle
            .problem()
            .replaceFirst("-f \\S+", "-f DIR")
            .replaceFirst("found \\d[^ ]* at '[^']+'(, \\d[^ ]* at '[^']+')*", "found JDKS"));
  }

  @Test
  void jdkThatIsNotThereIsDownloadedThroughTheMirror() throws Exception {
    String problem;
    try (FakeAdoptium adoptium = new FakeAdoptium()) {
      adoptium.publish("99.0.1+1", "jdk", "x64", TarGz.jdk("99.0.1+1", "x86_64"));
      problem = bundle
          .mirrorOfAdoptium(adoptium.url())
          .property("lambda.jdk.download", "true")
          .property("lambda.architecture", "x86_64")
          .problem();
    }

    Path home = basedir.resolve("cache/jdks/jdk-99.0.1+1-linux-x64");
    assertTrue(
        bundle.lines().contains("[INFO] JDK       Temurin 99.0.1, downloaded to " + home),
        bundle.lines()::toString);
    // There is no more in it than the checks before the staging look at.
    assertTrue(problem.contains(home + "/lib/"), problem);
  }

  @Test
  void offlineNothingIsDownloaded() throws Exception {
    String problem = bundle
        .offline()
        .property("lambda.jdk.download", "true")
        .problem()
        .replaceFirst("-f \\S+", "-f DIR");

    assertTrue(problem.startsWith(NO_JDK), problem);
    assertTrue(
        problem.endsWith("hint: let it be downloaded, without Maven's -o:"
            + " mvn -f DIR package -Dlambda.jdk=99 -Dlambda.jdk.download"),
        problem);
  }

  @Test
  void handlerThatIsNotSetIsRefusedWithTheOnesThatThereAre() throws Exception {
    assertEquals("""
        no handler is set (parameter <handler>)
        hint: found HANDLER; set <handler>HANDLER</handler>""".replace("HANDLER", HANDLER), bundle.withoutHandler().problem());
  }

  @Test
  void ofManyHandlersTheFirstAreNamed() throws Exception {
    compile(Greetings.class);
    String many = Greetings.class.getName();

    assertEquals(
        """
        no handler is set (parameter <handler>)
        hint: found HANDLER, MANY::a, MANY::b, MANY::c, MANY::d and 1 more; set <handler>HANDLER</handler>""".replace("HANDLER", HANDLER).replace("MANY", many),
        bundle.withoutHandler().problem());
  }

  @Test
  void settingThatIsNoneOfThoseThatThereAreIsRefused() throws Exception {
    assertEquals("""
        'all' is neither 'types', 'handler' nor 'none' (parameter <prime>, property lambda.prime)
        hint: set it to one of these, or remove -Dlambda.prime""", bundle.property("lambda.prime", "all").problem());
  }

  @Test
  void jdkWithoutJlinkIsRefused() throws Exception {
    Path jre = fakeJdk();

    assertEquals(
        """
        jlink is missing from the JDK at '%s' (parameter <jdk>, property lambda.jdk)
        hint: set the path of a full JDK: <jdk>/path/of/the/jdk</jdk>""".formatted(jre), bundle.property("lambda.jdk", jre.toString()).problem());
  }

  @Test
  void jdkForANewerGlibcIsRefused() throws Exception {
    Path jdk = fakeJdk();
    // Adoptium's own would not be suggested in place of one of Adoptium's.
    Files.writeString(
        jdk.resolve("release"),
        Files.readString(jdk.resolve("release"))
            .replaceAll("(?m)^IMPLEMENTOR_VERSION=.*", "")
            .replaceAll("(?m)^IMPLEMENTOR=.*", "IMPLEMENTOR=\"Debian\""));
    Files.createFile(jdk.resolve("bin/jlink"));
    Files.createDirectory(jdk.resolve("jmods"));
    Path library = Files.createDirectory(jdk.resolve("lib")).resolve("libjava.so");
    String bytes = Files.readString(RUNNING.resolve("lib/libjava.so"), StandardCharsets.ISO_8859_1);
    Files.writeString(
        library,
        bytes.replaceAll("GLIBC_2[.]\\d\\d\0", "GLIBC_2.99\0"),
        StandardCharsets.ISO_8859_1);

    assertEquals(
        """
        'lib/libjava.so' of NAME at 'HOME' needs glibc 2.99, but provided.al2023 has 2.34 (parameter <jdk>, property lambda.jdk)
        hint: set <jdk>FEATURE</jdk>, and let Adoptium's be downloaded, which needs an older glibc: mvn -f DIR package -Dlambda.jdk=FEATURE -Dlambda.jdk.download""".replace("FEATURE", "" + Jdk.at(RUNNING).feature())
            .replace("NAME", "Debian " + Jdk.at(RUNNING).version())
            .replace("HOME", jdk.toString()),
        bundle.property("lambda.jdk", jdk.toString()).problem().replaceFirst("-f \\S+", "-f DIR"));
  }

  @Test
  void classThatIsNewerThanTheJdkIsRefused() throws Exception {
    Jdk jdk = Jdk.at(RUNNING);
    int newer = jdk.feature() + 1;
    setVersion(Greeting.class, newer);

    assertEquals(
        """
        class file 'FILE' is for Java NEWER, the zip's JDK is NAME (classes)
        hint: set a newer JDK, <jdk>NEWER</jdk>, or compile for Java FEATURE""".replace("FILE", classFile(Greeting.class))
            .replace("NEWER", "" + newer)
            .replace("NAME", jdk.name())
            .replace("FEATURE", "" + jdk.feature()),
        bundle.property("lambda.jdk", RUNNING.toString()).problem());
  }

  @Test
  void unknownTargetIsRefused() throws Exception {
    assertEquals("""
        'java11' is not a target (parameter <target>, property lambda.target)
        hint: set provided.al2023; java25, java21 or java17 for AWS's own JVM; or another system by its name and the version of its glibc, such as debian-13:2.41""", bundle.property("lambda.target", "java11").problem());
  }

  @Test
  void classThatIsNewerThanAwssJvmIsRefused() throws Exception {
    setVersion(Greeting.class, 21);

    assertEquals(
        """
        class file 'FILE' is for Java 21, java17 runs Java 17 (classes)
        hint: set <target>java21</target>, or compile for Java 17""".replace("FILE", classFile(Greeting.class)),
        bundle.property("lambda.target", "java17").problem());
  }

  @Test
  void classThatIsNewerThanAllOfAwssJvmsIsRefused() throws Exception {
    setVersion(Greeting.class, 26);

    assertEquals(
        """
        class file 'FILE' is for Java 26, java25 runs Java 25 (classes)
        hint: set <target>provided.al2023</target>, or compile for Java 25""".replace("FILE", classFile(Greeting.class)),
        bundle.property("lambda.target", "java25").problem());
  }

  @Test
  void zipForAwssJvmHasClassesAndJarsAlone() throws Exception {
    Path files = Files.createDirectories(basedir.resolve("src/lambda/task"));
    Files.writeString(files.resolve("collector.yaml"), "receivers:");
    Path launcher =
        Files.createDirectories(basedir.resolve("target/lambda")).resolve("launcher.json");
    Files.writeString(launcher, "{\"command\": [], \"problem\": \"of an earlier build\"}");
    Staged.keepInputs(basedir, "parameter <prime>", "none");

    assertEquals(
        List.of(
            "[WARNING] these settings have no effect on a zip for java25, AWS's JVM and runtime:"
                + " -Dlambda.jdk",
            "[WARNING] hint: remove those that lambda:serve does not need,"
                + " or set <target>provided.al2023</target>",
            "[INFO] Handler   " + HANDLER + " (String) -> String",
            "[INFO] Files     1 from src/lambda/task",
            "[INFO] Target    java25, AWS's JVM and runtime: the zip has no image and no startup cache"),
        bundle.property("lambda.target", "java25").run());

    assertFalse(Files.exists(launcher));
    Path task = basedir.resolve("target/lambda/task");
    try (Stream<Path> staged = Files.walk(task)) {
      assertEquals(
          List.of("collector.yaml", classFile(Greeting.class)),
          staged
              .filter(Files::isRegularFile)
              .map(file -> task.relativize(file).toString())
              .sorted()
              .toList());
    }
    assertEquals(
        List.of("[INFO] Skipped: a zip for java25 has no startup cache"),
        new Goal("train", basedir).run());
    assertEquals("""
        the function was packaged for java25, whose JVM is only in AWS (goal lambda:invoke)
        hint: set <target>provided.al2023</target> and package again, or run its classes: mvn -f DIR lambda:serve""", new Goal("invoke", basedir).problem().replaceFirst("-f \\S+", "-f DIR"));
    assertEquals(
        """
        the function was staged without -Dlambda.target=java21 (goal lambda:deploy)
        hint: mvn -f DIR package lambda:deploy -Dlambda.jdk=99 -Dlambda.target=java21""",
        new Goal("deploy", basedir)
            .property("lambda.target", "java21")
            .problem()
            .replaceFirst("-f \\S+", "-f DIR"));
  }

  @Test
  void settingsThatDoNothingForAwssJvmAreNamed() throws Exception {
    assertEquals(
        List.of(
            "[WARNING] these settings have no effect on a zip for java25, AWS's JVM and runtime:"
                + " -Dlambda.jdk, <modules>, <heapPercent>, <lambda.prime>",
            "[WARNING] hint: remove those that lambda:serve does not need,"
                + " or set <target>provided.al2023</target>"),
        bundle
            .property("lambda.target", "java25")
            .pomProperty("lambda.prime", "none")
            .property("lambda.heapPercent", "50")
            .configuration(
                "<modules><module>jdk.charsets</module></modules><heapPercent>60</heapPercent>")
            .run()
            .stream()
            .filter(line -> line.startsWith("[WARNING]"))
            .toList());
  }

  @Test
  void nativeLibraryForAnotherProcessorIsReportedForAwssJvm() throws Exception {
    Artifact tools = jar("example");
    Path jar = basedir.resolve("tools.jar");
    byte[] library = new byte[64];
    System.arraycopy(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}, 0, library, 0, 7);
    library[16] = 3; // ET_DYN
    library[18] = (byte) 183; // EM_AARCH64
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new ZipEntry("native/libtools.so"));
      out.write(library);
    }
    tools.setFile(jar.toFile());
    bundle.project().setArtifacts(Set.of(tools));

    assertEquals(
        "[WARNING] tools.jar has native/libtools.so for aarch64, and no jar has it for x86_64",
        bundle
            .property("lambda.target", "java25")
            .property("lambda.architecture", "x86_64")
            .run()
            .get(0));
  }

  @Test
  void handlerOfThePomIsChecked() throws Exception {
    assertEquals(
        """
        handler class 'CLASS' has no method 'great' (parameter <handler>)
        hint: did you mean <handler>CLASS::greet</handler>?""".replace("CLASS", Greeting.class.getName()),
        bundle
            .withoutHandler()
            .configuration("<handler>" + Greeting.class.getName() + "::great</handler>")
            .problem());
  }

  @Test
  void projectWithoutClassesIsRefused() throws Exception {
    Path empty = Files.createDirectory(basedir.resolve("empty"));

    assertEquals(
        """
        the project has no classes (folder FOLDER)
        hint: write a handler below src/main/java, then mvn -f DIR package""".replace("FOLDER", empty.resolve("target/classes").toString()),
        new Goal("bundle", empty).problem().replaceFirst("-f \\S+", "-f DIR"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "101", "-1"})
  void shareOfTheHeapThatIsNoShareIsRefused(String percent) throws Exception {
    assertEquals(
        """
        '%s' is not between 1 and 100 (parameter <heapPercent>, property lambda.heapPercent)
        hint: set one of them to a number in that range, or leave both out""".formatted(percent), bundle.property("lambda.heapPercent", percent).problem());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "100"})
  void shareOfTheHeapIsTaken(String percent) throws Exception {
    assertPassesAllChecks(bundle.property("lambda.heapPercent", percent));
  }

  @Test
  void unknownSerializerIsRefused() throws Exception {
    assertEquals("""
        'jackson' is neither 'own' nor 'aws' (parameter <serializer>, property lambda.serializer)
        hint: set it to one of these, or remove -Dlambda.serializer""", bundle.property("lambda.serializer", "jackson").problem());
  }

  @ParameterizedTest
  @ValueSource(strings = {"own", "aws"})
  void serializerIsTaken(String serializer) throws Exception {
    assertPassesAllChecks(bundle.property("lambda.serializer", serializer));
  }

  @Test
  void folderOfFilesThatIsNotThereIsRefused() throws Exception {
    assertEquals("""
        there is no folder 'src/files' (parameter <taskFiles>)
        hint: create it, or remove the parameter; the default is 'src/lambda/task'""", bundle.configuration("<taskFiles>src/files</taskFiles>").problem());
  }

  @Test
  void fileInPlaceOfTheUsualFolderIsRefused() throws Exception {
    Files.createDirectories(basedir.resolve("src/lambda"));
    Files.createFile(basedir.resolve("src/lambda/task"));

    assertEquals("""
        there is no folder 'src/lambda/task' (parameter <taskFiles>)
        hint: create it, or remove the parameter; the default is 'src/lambda/task'""", bundle.problem());
  }

  @Test
  void dependenciesOfOneFileNameNeedTheirGroupIds() throws Exception {
    bundle.project().setArtifacts(Set.of(jar("example.one"), jar("example.other")));

    String problem = bundle.problem();

    assertTrue(
        Set.of(
                refusal("example.one:tools:1.0", "example.other:tools:1.0"),
                refusal("example.other:tools:1.0", "example.one:tools:1.0"))
            .contains(problem),
        problem);
    assertPassesAllChecks(bundle.property("lambda.prependGroupId", "true"));
  }

  /** As much of the running JDK as the first look at a JDK sees. */
  private Path fakeJdk() throws Exception {
    Path home = Files.createDirectory(basedir.resolve("jdk"));
    Files.createDirectory(home.resolve("bin"));
    Files.copy(RUNNING.resolve("release"), home.resolve("release"));
    return home;
  }

  private void compile(Class<?> type) throws Exception {
    Path copy = basedir.resolve("target/classes").resolve(classFile(type));
    Files.createDirectories(copy.getParent());
    try (InputStream in = getClass().getResourceAsStream("/" + classFile(type))) {
      Files.copy(in, copy);
    }
  }

  private static String classFile(Class<?> type) {
    return type.getName().replace('.', '/') + ".class";
  }

  private static String refusal(String one, String other) {
    return """
        two dependencies have the file name 'tools-1.0.jar' (%s and %s)
        hint: exclude one of them, or set <prependGroupId>true</prependGroupId>""".formatted(one, other);
  }

  private Artifact jar(String group) throws Exception {
    DefaultArtifactHandler handler = new DefaultArtifactHandler("jar");
    handler.setAddedToClasspath(true);
    DefaultArtifact artifact =
        new DefaultArtifact(group, "tools", "1.0", "compile", "jar", null, handler);
    artifact.setFile(
        Files.createDirectories(basedir.resolve(group).resolve("classes")).toFile());
    return artifact;
  }

  private static void assertPassesAllChecks(Goal goal) throws Exception {
    String problem = goal.problem();
    assertTrue(problem.startsWith(NO_JDK), problem);
  }

  private void setVersion(Class<?> type, int java) throws Exception {
    Path file = basedir.resolve("target/classes").resolve(classFile(type));
    byte[] bytes = Files.readAllBytes(file);
    bytes[7] = (byte) (java + 44); // JVM specification, 4.1: major_version
    Files.write(file, bytes);
  }
}
