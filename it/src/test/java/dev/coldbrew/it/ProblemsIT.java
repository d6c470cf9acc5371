package dev.coldbrew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.coldbrew.lambda.jvm.Jdk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a user is told, whole, in the words of a Maven build. */
class ProblemsIT {

  @TempDir
  static Path temporary;

  private static MavenBuild handlers;

  @BeforeAll
  static void compileOnce() {
    handlers = MavenBuild.of("handlers", temporary);
    handlers.run("compile");
  }

  static Stream<Arguments> handlers() {
    return Stream.of(
        arguments("", """
            no handler is set (parameter <handler>)
            hint: found example.Misbehaving::exits, example.Misbehaving::fails, example.Misbehaving::isKilled, example.Misbehaving::overruns, example.Misbehaving::prints and 17 more; set <handler>example.Misbehaving::exits</handler>"""),
        arguments("example.Order::price", """
            handler class 'example.Order' is neither in target/classes nor in a dependency (parameter <handler>)
            hint: did you mean <handler>example.Orders::price</handler>?"""),
        arguments("example.Orders::prize", """
            handler class 'example.Orders' has no method 'prize' (parameter <handler>)
            hint: did you mean <handler>example.Orders::price</handler>?"""),
        arguments("example.Refused$Hidden::handle", """
            handler class 'example.Refused$Hidden' is not public (parameter <handler>)
            hint: write 'public class Hidden'"""),
        arguments("example.Refused::needsAnArgument", """
            handler class 'example.Refused' has no public constructor without arguments (parameter <handler>)
            hint: give Refused one, or make needsAnArgument static"""),
        arguments("example.Refused::notPublic", """
            handler method 'notPublic(Map<String,Object>)' is not public (parameter <handler>)
            hint: write 'public' before it"""),
        arguments("example.Refused::twice", """
            handler 'example.Refused::twice' is ambiguous: twice(Map<String,Object>), twice(List<Object>) (parameter <handler>)
            hint: rename all but one of them"""));
  }

  @ParameterizedTest
  @MethodSource("handlers")
  void ofHandlersAreReportedBeforeAnythingSlow(String handler, String expected) {
    assertEquals(
        expected,
        handlers.runAndFail("lambda:bundle", "-Dlambda.handler=" + handler).problem());
  }

  @Test
  void aJdkWithoutJlinkIsRefused() throws IOException {
    Path jre = fakeJdk("jre");
    assertEquals("""
        jlink is missing from the JDK at 'HOME' (parameter <jdk>)
        hint: set a full JDK, by version or by path: <jdk>25</jdk>""".replace("HOME", jre.toString()), bundleWith(jre.toString()));
  }

  @Test
  void aJdkForANewerGlibcIsRefused() throws IOException {
    Path jdk = fakeJdk("glibc 2.99");
    Files.createFile(jdk.resolve("bin/jlink"));
    Path library = Files.createDirectory(jdk.resolve("lib")).resolve("libjava.so");
    String bytes =
        Files.readString(Maven.JAVA_HOME.resolve("lib/libjava.so"), StandardCharsets.ISO_8859_1);
    Files.writeString(
        library,
        bytes.replaceAll("GLIBC_2[.]\\d\\d\0", "GLIBC_2.99\0"),
        StandardCharsets.ISO_8859_1);
    assertEquals(
        """
        'lib/libjava.so' of NAME at 'HOME' needs glibc 2.99, and provided.al2023 has 2.34 (parameter <jdk>)
        hint: set the path of a JDK that is built for older systems too, such as Temurin: <jdk>/path/of/the/jdk</jdk>""".replace("NAME", InstalledJdk.running().name()).replace("HOME", jdk.toString()),
        bundleWith(jdk.toString()));
  }

  @Test
  void aVersionThatNoJdkHasIsRefused() {
    assertEquals(
        """
        no JDK 99 on this machine; found JDKS (parameter <jdk>)
        hint: choose another: <jdk>NEWEST</jdk>""",
        bundleWith("99")
            .replaceFirst("found \\d[^ ]* at '[^']+'(, \\d[^ ]* at '[^']+')*", "found JDKS")
            .replaceFirst("<jdk>\\d[^<]*<", "<jdk>NEWEST<"));
  }

  @Test
  void aClassThatIsNewerThanTheJdkIsRefused() throws IOException {
    Jdk jdk = InstalledJdk.running();
    int newer = jdk.feature() + 1;
    MavenBuild build = MavenBuild.of("handlers", temporary.resolve("newer class"));
    build.run("compile");
    Path file = build.file("target/classes/example/Orders$Receipt.class");
    byte[] bytes = Files.readAllBytes(file);
    bytes[7] = (byte) (newer + 44); // JVM specification, 4.1: major_version
    Files.write(file, bytes);
    assertEquals(
        """
        class file 'example/Orders$Receipt.class' is for Java NEWER, the zip's JDK is NAME (classes)
        hint: set a newer JDK, <jdk>NEWER</jdk>, or compile for Java FEATURE""".replace("NEWER", "" + newer)
            .replace("NAME", jdk.name())
            .replace("FEATURE", "" + jdk.feature()),
        build
            .runAndFail("lambda:bundle", "-Dlambda.handler=example.Orders::price")
            .problem());
  }

  @Test
  void aProjectWithoutClassesHasNoFunction() {
    MavenBuild build = MavenBuild.of("no-classes", temporary);
    assertEquals(
        """
        the project has no classes (folder FOLDER)
        hint: write a handler below src/main/java, then mvn package""".replace("FOLDER", build.file("target/classes").toString()),
        build.runAndFail("package").problem());
  }

  @Test
  void dependenciesOfOneFileNameAreReportedWithWhatDistinguishesThem() {
    MavenBuild build = MavenBuild.of("same-file-name", temporary);
    assertEquals("""
        two dependencies have the file name 'tools-1.0.jar' (example.one:tools:1.0 and example.other:tools:1.0)
        hint: exclude one of them, or set <prependGroupId>true</prependGroupId>""", build.runAndFail("package").problem());
    build.run("package", "-Dlambda.prependGroupId=true");
    Path lib = build.file("function/target/lambda/task/lib");
    assertTrue(Files.exists(lib.resolve("example.one.tools-1.0.jar")));
    assertTrue(Files.exists(lib.resolve("example.other.tools-1.0.jar")));
  }

  @Test
  void thereIsNothingToInvokeBeforePackage() {
    assertEquals(
        """
        there is no packaged function in 'target/lambda/task' (goal lambda:invoke)
        hint: mvn package lambda:invoke""",
        handlers
            .runAndFail("lambda:invoke", "-Dlambda.handler=example.Orders::price")
            .problem());
  }

  @Test
  void thereIsNothingToCheckBeforeTheZip() {
    assertEquals("""
        there is no zip at 'target/handlers-1.0.zip' (goal lambda:check)
        hint: bind assembly:single to an earlier phase, or put maven-assembly-plugin first in pom.xml""", handlers.runAndFail("lambda:check").problem());
  }

  /** As much of the running JDK as the first look at a JDK sees. */
  private static Path fakeJdk(String name) throws IOException {
    Path home = temporary.resolve(name);
    Files.createDirectories(home.resolve("bin"));
    Files.copy(Maven.JAVA_HOME.resolve("release"), home.resolve("release"));
    return home;
  }

  private static String bundleWith(String jdk) {
    return handlers
        .runAndFail(
            "lambda:bundle", "-Dlambda.handler=example.Orders::price", "-Dlambda.jdk=" + jdk)
        .problem();
  }
}
