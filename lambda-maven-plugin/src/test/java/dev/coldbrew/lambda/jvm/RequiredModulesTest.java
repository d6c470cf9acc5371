package dev.coldbrew.lambda.jvm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.Gson;
import dev.coldbrew.lambda.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
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

  private Path cache;
  private Path log;

  @BeforeEach
  void setUp() {
    cache = folder.resolve("cache");
    log = folder.resolve("jdeps.log");
  }

  @Test
  void modulesOfAllJarsAreCollected() throws Exception {
    var sql = jar("sql.jar", "", classes(USES_SQL));
    var logging = jar("logging.jar", "", classes(USES_LOGGING));

    assertEquals(modules("java.logging", "java.sql"), required(sql, logging));
  }

  @Test
  void baseModuleIsEnoughForAnApplicationThatUsesNoMore() throws Exception {
    assertEquals(modules(), required(jar("a.jar", "", classes(USES_NOTHING))));
  }

  @Test
  void ellipticCurvesAreAddedWhereTheyAreAModuleOfTheirOwn() {
    var all = Set.of("java.base", "jdk.crypto.ec");
    var jdk21 = new Jdk(jdk.home(), 21, "21.0.2", "Debian", "Linux x86_64", all);
    var jdk22 = new Jdk(jdk.home(), 22, "22.0.1", "Debian", "Linux x86_64", all);

    assertEquals(all, RequiredModules.of(jdk21, List.of(), cache, log));
    assertEquals(Set.of("java.base"), RequiredModules.of(jdk22, List.of(), cache, log));
  }

  @Test
  void gsonsOptionalUseOfSqlBringsNoSql() throws Exception {
    var gson = Gson.class.getProtectionDomain().getCodeSource().getLocation();

    assertEquals(modules(), required(Path.of(gson.toURI())));
  }

  @Test
  void optionalModuleOfOneJarIsTakenWhenAnotherNeedsIt() throws Exception {
    var optional =
        jar("optional.jar", "", classes("module lib { requires static java.sql; }", USES_SQL));
    var needing = jar("needing.jar", "", classes("package user; class U { java.sql.Date date; }"));

    assertEquals(modules(), required(optional));
    assertEquals(modules("java.sql"), required(optional, needing));
  }

  @Test
  void moduleDescriptorWhoseModulesAreAbsentIsNoHindrance() throws Exception {
    var absent = classes("module absent { }");
    var descriptor = folder.resolve("absent");
    Files.createDirectories(descriptor);
    Files.write(descriptor.resolve("module-info.class"), absent.get("module-info.class"));
    var compiled = classes(
        List.of("--module-path", descriptor.toString()),
        "module lib { requires absent; requires java.logging; }",
        USES_LOGGING);

    assertEquals(modules("java.logging"), required(jar("lib.jar", "", compiled)));
  }

  @Test
  void multiReleaseJarIsReadAsTheChosenJdkReadsIt() throws Exception {
    var files = new HashMap<>(classes(USES_NOTHING));
    files.put("META-INF/versions/11/app/A.class", classes(USES_LOGGING).get("app/A.class"));
    files.put("META-INF/versions/99/app/A.class", classes(USES_SQL).get("app/A.class"));

    assertEquals(
        modules("java.logging"), required(jar("multi.jar", "Multi-Release: true\n", files)));
    assertEquals(modules(), required(jar("not-multi.jar", "", files)));
  }

  @Test
  void moduleThatADescriptorRequiresIsTakenThoughNoClassRefersToIt() throws Exception {
    var files =
        classes("module lib { requires java.xml; requires static java.sql; }", USES_NOTHING);

    assertEquals(modules("java.xml"), required(jar("lib.jar", "", files)));
  }

  @Test
  void descriptorThatCannotBeReadIsNoHindrance() throws Exception {
    var files = new HashMap<>(classes(USES_SQL));
    files.put("module-info.class", new byte[0]);
    var other = new HashMap<>(classes(USES_LOGGING));
    other.put("module-info.class", "no descriptor".getBytes());

    assertEquals(
        modules("java.logging", "java.sql"),
        required(jar("a.jar", "", files), jar("b.jar", "", other)));
  }

  @Test
  void classesThatReferToWhatIsNotThereAreNoHindrance() throws Exception {
    var files = new HashMap<>(
        classes("package gone; public class G { }", "package app; class A extends gone.G { }"));
    files.remove("gone/G.class");

    assertEquals(modules(), required(jar("a.jar", "", files)));
  }

  @Test
  void classesOfAJdkPackageInAJarDoNotHideTheJdks() throws Exception {
    var dom = classes(
        List.of("--limit-modules", "java.base"),
        "package org.w3c.dom; public class Node { }",
        "package app; class A { Object node = new org.w3c.dom.Node(); }");

    assertEquals(modules("java.xml"), required(jar("xml-apis.jar", "", dom)));
  }

  @Test
  void classesBesideAJdkPackageAreAskedToo() throws Exception {
    var transaction =
        classes("package javax.transaction; class Failed extends java.rmi.RemoteException { }");

    assertEquals(modules("java.rmi"), required(jar("jta.jar", "", transaction)));
  }

  @Test
  void classesOfNoPackageAreAskedToo() throws Exception {
    assertEquals(
        modules("java.sql"),
        required(jar("a.jar", "", classes("class A { java.sql.Date date; }"))));
  }

  @Test
  void classThatAJarHasTwiceIsNoHindrance() throws Exception {
    var jar =
        jar("shaded.jar", "", classes(USES_SQL, "package app; class B { java.sql.Date date; }"));
    var twice = Files.readString(jar, ISO_8859_1).replace("app/B.class", "app/A.class");
    Files.writeString(jar, twice, ISO_8859_1);

    assertEquals(modules("java.sql"), required(jar));
  }

  @Test
  void filesThatOnlyPassForClassesAreNoHindrance() throws Exception {
    var files = new HashMap<>(classes(USES_SQL));
    files.put("app/Text.class", "no class".getBytes());
    files.put("app/Part.class", Arrays.copyOf(files.get("app/A.class"), 60));

    assertEquals(modules("java.sql"), required(jar("a.jar", "", files)));
  }

  @Test
  void jdepsDoesNotRunForJarsThatItKnows() throws Exception {
    var jar = jar("sql.jar", "", classes(USES_SQL));
    required(jar);
    Files.delete(log);

    assertEquals(modules("java.sql"), required(jar));
    assertFalse(Files.exists(log));
  }

  @Test
  void answerThatSomebodyBrokeIsAskedForAnew() throws Exception {
    var jar = jar("sql.jar", "", classes(USES_SQL));
    required(jar);
    try (var answers = Files.list(cache)) {
      for (var answer : answers.toList()) {
        Files.write(answer, new byte[] {(byte) 0xff});
      }
    }

    assertEquals(modules("java.sql"), required(jar));
  }

  @Test
  void nothingButAnswersStaysInTheCache() throws Exception {
    required(jar("a.jar", "", classes(USES_SQL)), jar("b.jar", "", classes(USES_LOGGING)));

    try (var answers = Files.list(cache)) {
      assertEquals(
          List.of("java.base java.logging", "java.base java.sql"),
          answers.map(RequiredModulesTest::read).sorted().toList());
    }
  }

  @Test
  void fileThatIsNoJarIsNamed() throws Exception {
    var jar = Files.writeString(folder.resolve("broken.jar"), "<html>404</html>");

    var problem = assertThrows(ProblemException.class, () -> required(jar));

    assertEquals("""
        jar 'broken.jar' cannot be read: %s (folder lib of the deployment package)
        hint: build or download it anew""".formatted(problem.getCause().getMessage()), problem.getMessage());
  }

  @Test
  void jarWithAClassThatEndsTooEarlyIsNamed() throws Exception {
    var jar = jar("broken.jar", "", classes(USES_SQL));
    var bytes = Files.readAllBytes(jar);
    Arrays.fill(bytes, 200, 300, (byte) 0xff); // compressed data of the class
    Files.write(jar, bytes);

    var problem = assertThrows(ProblemException.class, () -> required(jar));

    assertEquals("""
        jar 'broken.jar' cannot be read: %s (folder lib of the deployment package)
        hint: build or download it anew""".formatted(problem.getCause().getMessage()), problem.getMessage());
  }

  @Test
  void cacheThatCannotBeWrittenIsToldBeforeJdepsRuns() throws Exception {
    var jar = jar("a.jar", "", classes(USES_NOTHING));
    var file = Files.createFile(folder.resolve("coldbrew"));
    cache = file.resolve("modules");

    var problem = assertThrows(ProblemException.class, () -> required(jar));

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

  private SortedSet<String> required(Path... jars) {
    return RequiredModules.of(jdk, List.of(jars), cache, log);
  }

  /** With those that every application gets on this JDK. */
  private SortedSet<String> modules(String... more) {
    var base =
        jdk.feature() < 22 ? Stream.of("java.base", "jdk.crypto.ec") : Stream.of("java.base");
    return Stream.concat(base, Stream.of(more)).collect(Collectors.toCollection(TreeSet::new));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path jar(String name, String manifest, Map<String, byte[]> files) throws Exception {
    var jar = folder.resolve(name);
    var text = "Manifest-Version: 1.0\n" + manifest;
    try (var out = new JarOutputStream(
        Files.newOutputStream(jar), new Manifest(new ByteArrayInputStream(text.getBytes())))) {
      for (var file : new TreeMap<>(files).entrySet()) {
        out.putNextEntry(new ZipEntry(file.getKey()));
        out.write(file.getValue());
      }
    }
    return jar;
  }

  private Map<String, byte[]> classes(String... sources) throws Exception {
    return classes(List.of(), sources);
  }

  private Map<String, byte[]> classes(List<String> options, String... sources) throws Exception {
    var output = Files.createTempDirectory(folder, "classes");
    var arguments = new ArrayList<>(options);
    arguments.addAll(List.of("-d", output.toString(), "-proc:none"));
    var units = Arrays.stream(sources).map(Source::new).toList();
    var compiler = ToolProvider.getSystemJavaCompiler();
    if (!compiler.getTask(null, null, null, arguments, null, units).call()) {
      throw new IllegalArgumentException("sources do not compile");
    }
    var files = new HashMap<String, byte[]>();
    try (var paths = Files.walk(output)) {
      for (var path : paths.filter(Files::isRegularFile).toList()) {
        files.put(output.relativize(path).toString(), Files.readAllBytes(path));
      }
    }
    return files;
  }

  private static final class Source extends SimpleJavaFileObject {

    private final String text;

    Source(String text) {
      super(URI.create("string:///" + name(text) + ".java"), JavaFileObject.Kind.SOURCE);
      this.text = text;
    }

    /** A public class has to be in a file of its name. */
    private static String name(String text) {
      return text.startsWith("module")
          ? "module-info"
          : text.replaceFirst(".*?class (\\w+).*", "$1");
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
