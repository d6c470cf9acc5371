// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.Gson;
import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequiredModulesTest {

  private static final String USES_SQL = "package app; class A { java.sql.Date date; }";
  private static final String USES_LOGGING =
      "package app; class A { java.util.logging.Logger logger; }";
  private static final String USES_NOTHING = "package app; class A { String text; }";

  private final Jdk jdk = Jdk.at(Doctored.JAVA_HOME);

  @TempDir
  Path folder;

  private Jars jars;
  private Path cache;
  private Path log;

  @BeforeEach
  void setUp() {
    jars = new Jars(folder);
    cache = folder.resolve("cache");
    log = folder.resolve("jdeps.log");
  }

  @Test
  void modulesOfAllJarsAreCollected() throws Exception {
    Path sql = jars.jar("sql.jar", "", jars.classes(USES_SQL));
    Path logging = jars.jar("logging.jar", "", jars.classes(USES_LOGGING));

    assertEquals(modules("java.logging", "java.sql"), required(sql, logging));
  }

  @Test
  void baseModuleIsEnoughForAnApplicationThatUsesNoMore() throws Exception {
    assertEquals(modules(), required(jars.jar("a.jar", "", jars.classes(USES_NOTHING))));
  }

  @Test
  void gsonsOptionalUseOfSqlBringsNoSql() throws Exception {
    URL gson = Gson.class.getProtectionDomain().getCodeSource().getLocation();

    assertEquals(modules(), required(Path.of(gson.toURI())));
  }

  @Test
  void optionalModuleOfOneJarIsTakenWhenAnotherNeedsIt() throws Exception {
    Path optional = jars.jar(
        "optional.jar", "", jars.classes("module lib { requires static java.sql; }", USES_SQL));
    Path needing =
        jars.jar("needing.jar", "", jars.classes("package user; class U { java.sql.Date date; }"));

    assertEquals(modules(), required(optional));
    assertEquals(modules("java.sql"), required(optional, needing));
  }

  @Test
  void moduleDescriptorWhoseModulesAreAbsentIsNoHindrance() throws Exception {
    Map<String, byte[]> absent = jars.classes("module absent { }");
    Path descriptor = folder.resolve("absent");
    Files.createDirectories(descriptor);
    Files.write(descriptor.resolve("module-info.class"), absent.get("module-info.class"));
    Map<String, byte[]> compiled = jars.classes(
        List.of("--module-path", descriptor.toString()),
        "module lib { requires absent; requires java.logging; }",
        USES_LOGGING);

    assertEquals(modules("java.logging"), required(jars.jar("lib.jar", "", compiled)));
  }

  @Test
  void multiReleaseJarIsReadAsTheChosenJdkReadsIt() throws Exception {
    Map<String, byte[]> files = new HashMap<>(jars.classes(USES_NOTHING));
    files.put("META-INF/versions/11/app/A.class", jars.classes(USES_LOGGING).get("app/A.class"));
    files.put("META-INF/versions/99/app/A.class", jars.classes(USES_SQL).get("app/A.class"));

    assertEquals(
        modules("java.logging"), required(jars.jar("multi.jar", "Multi-Release: true\n", files)));
    assertEquals(modules(), required(jars.jar("not-multi.jar", "", files)));
  }

  @Test
  void moduleThatADescriptorRequiresIsTakenThoughNoClassRefersToIt() throws Exception {
    Map<String, byte[]> files =
        jars.classes("module lib { requires java.xml; requires static java.sql; }", USES_NOTHING);

    assertEquals(modules("java.xml"), required(jars.jar("lib.jar", "", files)));
  }

  @Test
  void descriptorThatCannotBeReadIsNoHindrance() throws Exception {
    Map<String, byte[]> files = new HashMap<>(jars.classes(USES_SQL));
    files.put("module-info.class", new byte[0]);
    Map<String, byte[]> other = new HashMap<>(jars.classes(USES_LOGGING));
    other.put("module-info.class", "no descriptor".getBytes());

    assertEquals(
        modules("java.logging", "java.sql"),
        required(jars.jar("a.jar", "", files), jars.jar("b.jar", "", other)));
  }

  @Test
  void classesThatReferToWhatIsNotThereAreNoHindrance() throws Exception {
    Map<String, byte[]> files = new HashMap<>(jars.classes(
        "package gone; public class G { }", "package app; class A extends gone.G { }"));
    files.remove("gone/G.class");

    assertEquals(modules(), required(jars.jar("a.jar", "", files)));
  }

  @Test
  void classesOfAJdkPackageInAJarDoNotHideTheJdks() throws Exception {
    Map<String, byte[]> dom = jars.classes(
        List.of("--limit-modules", "java.base"),
        "package org.w3c.dom; public class Node { }",
        "package app; class A { Object node = new org.w3c.dom.Node(); }");

    assertEquals(modules("java.xml"), required(jars.jar("xml-apis.jar", "", dom)));
  }

  @Test
  void classesBesideAJdkPackageAreAskedToo() throws Exception {
    Map<String, byte[]> transaction = jars.classes(
        "package javax.transaction; class Failed extends java.rmi.RemoteException { }");

    assertEquals(modules("java.rmi"), required(jars.jar("jta.jar", "", transaction)));
  }

  @Test
  void classesOfNoPackageAreAskedToo() throws Exception {
    assertEquals(
        modules("java.sql"),
        required(jars.jar("a.jar", "", jars.classes("class A { java.sql.Date date; }"))));
  }

  @Test
  void classThatAJarHasTwiceIsNoHindrance() throws Exception {
    Path jar = jars.jar(
        "shaded.jar", "", jars.classes(USES_SQL, "package app; class B { java.sql.Date date; }"));
    String twice = Files.readString(jar, ISO_8859_1).replace("app/B.class", "app/A.class");
    Files.writeString(jar, twice, ISO_8859_1);

    assertEquals(modules("java.sql"), required(jar));
  }

  @Test
  void filesThatOnlyPassForClassesAreNoHindrance() throws Exception {
    Map<String, byte[]> files = new HashMap<>(jars.classes(USES_SQL));
    files.put("app/Text.class", "no class".getBytes());
    files.put("app/Part.class", Arrays.copyOf(files.get("app/A.class"), 60));

    assertEquals(modules("java.sql"), required(jars.jar("a.jar", "", files)));
  }

  @Test
  void jdepsDoesNotRunForJarsThatItKnows() throws Exception {
    Path jar = jars.jar("sql.jar", "", jars.classes(USES_SQL));
    required(jar);
    Files.delete(log);

    assertEquals(modules("java.sql"), required(jar));
    assertFalse(Files.exists(log));
  }

  @Test
  void cachedAnswerThatWasDamagedIsComputedAgain() throws Exception {
    Path jar = jars.jar("sql.jar", "", jars.classes(USES_SQL));
    required(jar);
    try (Stream<Path> answers = Files.list(cache)) {
      for (Path answer : answers.toList()) {
        Files.write(answer, new byte[] {(byte) 0xff});
      }
    }

    assertEquals(modules("java.sql"), required(jar));
  }

  @Test
  void nothingButAnswersStaysInTheCache() throws Exception {
    required(
        jars.jar("a.jar", "", jars.classes(USES_SQL)),
        jars.jar("b.jar", "", jars.classes(USES_LOGGING)));

    try (Stream<Path> answers = Files.list(cache)) {
      assertEquals(
          List.of(
              "{\"modules\":[\"java.base\",\"java.logging\"],\"named\":[],\"languages\":[]}",
              "{\"modules\":[\"java.base\",\"java.sql\"],\"named\":[],\"languages\":[]}"),
          answers.map(RequiredModulesTest::read).sorted().toList());
    }
  }

  @Test
  void fileThatIsNoJarIsNamed() throws Exception {
    Path jar = Files.writeString(folder.resolve("broken.jar"), "<html>404</html>");

    ProblemException problem = assertThrows(ProblemException.class, () -> required(jar));

    assertEquals("""
        jar 'broken.jar' cannot be read: %s (folder lib of the deployment package)
        hint: build or download it again""".formatted(problem.getCause().getMessage()), problem.getMessage());
  }

  @Test
  void jarWithAClassThatEndsTooEarlyIsNamed() throws Exception {
    Path jar = jars.jar("broken.jar", "", jars.classes(USES_SQL));
    byte[] bytes = Files.readAllBytes(jar);
    Arrays.fill(bytes, 200, 300, (byte) 0xff); // compressed data of the class
    Files.write(jar, bytes);

    ProblemException problem = assertThrows(ProblemException.class, () -> required(jar));

    assertEquals("""
        jar 'broken.jar' cannot be read: %s (folder lib of the deployment package)
        hint: build or download it again""".formatted(problem.getCause().getMessage()), problem.getMessage());
  }

  @Test
  void cacheThatCannotBeWrittenIsReportedBeforeJdepsRuns() throws Exception {
    Path jar = jars.jar("a.jar", "", jars.classes(USES_NOTHING));
    Path file = Files.createFile(folder.resolve("coldbrew"));
    cache = file.resolve("modules");

    ProblemException problem = assertThrows(ProblemException.class, () -> required(jar));

    assertEquals("""
        cache folder '%s/modules' cannot be written: %s (parameter <cacheDirectory>)
        hint: name another folder: -Dlambda.cacheDirectory=/some/writable/folder""".formatted(file, problem.getCause()), problem.getMessage());
    assertFalse(Files.exists(log));
  }

  @Test
  void jdepsIsAskedForASummary() {
    assertEquals(
        List.of(jdk.home().resolve("bin/jdeps").toString(), "-summary", "a b.jar", "c.jar"),
        RequiredModules.command(jdk, List.of(Path.of("a b.jar"), Path.of("c.jar"))));
  }

  private SortedSet<String> required(Path... jars) throws Exception {
    TreeSet<String> modules = new TreeSet<>();
    RequiredModules.find(jdk, List.of(jars), Set.of(), cache, log)
        .values()
        .forEach(uses -> modules.addAll(uses.modules()));
    return modules;
  }

  private static SortedSet<String> modules(String... more) {
    TreeSet<String> modules = new TreeSet<>(Set.of("java.base"));
    modules.addAll(List.of(more));
    return modules;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
