// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.Gson;
import dev.coldbrew.lambda.problem.ProblemException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The jars of a function are compiled here; the modules are those of the JDK that runs the test. */
class JdkNeedsTest {

  private static final String NOTHING = "package lib; class Empty { }";

  private final Jdk jdk = Jdk.at(Doctored.JAVA_HOME);

  @TempDir
  Path folder;

  private Jars jars;
  private ModuleSettings settings = new ModuleSettings(List.of(), List.of(), List.of());

  @BeforeEach
  void setUp() {
    jars = new Jars(folder);
  }

  @Test
  void smallModulesWithoutWhichLittleWorksAreAlwaysThere() throws Exception {
    Set<String> all =
        Set.of("java.base", "jdk.crypto.ec", "jdk.random", "jdk.unsupported", "jdk.zipfs");

    assertEquals(
        new TreeSet<>(all),
        JdkNeeds.always(new Jdk(jdk.home(), 21, "21.0.2", "21.0.2+13", "A", "Linux", false, all)));
    assertEquals(
        new TreeSet<>(Set.of("java.base", "jdk.unsupported", "jdk.zipfs")),
        JdkNeeds.always(new Jdk(jdk.home(), 23, "23", "23+37", "A", "Linux", false, all)));
    assertEquals(JdkNeeds.always(jdk), own(NOTHING).content().modules());
  }

  @ParameterizedTest
  @CsvSource({
    "com.sun.jndi.dns.DnsContextFactory, jdk.naming.dns",
    "com.sun.security.auth.module.Krb5LoginModule, jdk.naming.dns jdk.security.auth jdk.security.jgss",
    "java.sql.Date, java.sql",
    "java.awt.Font, java.desktop",
    "java.lang.management.ManagementFactory, java.management jdk.management",
    "java.util.logging.ConsoleHandler, java.logging",
    "SunPKCS11, jdk.crypto.cryptoki",
    "java.util.HashMap, ''",
    "java.sql.NoSuchClass, ''",
    "java.sql, ''",
    "module-info, ''"
  })
  void nameInAStringOfTheProjectBringsItsModule(String name, String expected) throws Exception {
    assertEquals(expected, more(own("class A { String name = \"" + name + "\"; }")));
  }

  @Test
  void nameInAFileOfTheProjectBringsItsModule() throws Exception {
    HashMap<String, byte[]> files = new HashMap<>(jars.classes(NOTHING));
    files.put(
        "jaas.conf",
        "Kafka {\n com.sun.security.auth.module.JndiLoginModule required;\n};".getBytes());
    files.put("notes.txt", "java.awt.Font".getBytes());
    files.put("large.json", ("\"java.awt.Font\"" + " ".repeat(300_000)).getBytes());

    assertEquals(
        "jdk.naming.dns jdk.security.auth jdk.security.jgss",
        more(needs(jars.jar("own.jar", "", files))));
  }

  /** As Gson asks for java.sql, which requires java.xml; and as agents ask for the JVM's state. */
  @Test
  void nameInAStringOfALibraryBringsASmallModule() throws Exception {
    assertEquals("", more(library("class A { String name = \"java.sql.Date\"; }")));
    assertEquals(
        "java.management jdk.management",
        more(library("class A { String name = \"java.lang.management.ManagementFactory\"; }")));
    assertEquals(
        "java.sql java.xml",
        more(library("class A { String s = \"java.sql.Date\"; org.w3c.dom.Node node; }")));
  }

  @Test
  void modulesHaveTheirProvidersWithThem() throws Exception {
    assertEquals(
        "java.naming jdk.naming.dns", more(library("class A { javax.naming.Context context; }")));
    assertEquals(
        "java.management jdk.management",
        more(library("class A { java.lang.management.MemoryMXBean memory; }")));
    assertEquals(
        "java.security.jgss jdk.naming.dns jdk.security.auth jdk.security.jgss",
        more(library("class A { org.ietf.jgss.Oid oid; }")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "javax.tools.ToolProvider.getSystemJavaCompiler() | java.compiler jdk.compiler",
        "javax.tools.ToolProvider.getSystemDocumentationTool() | java.compiler jdk.javadoc",
        "java.util.spi.ToolProvider.findFirst(\"jar\") | jdk.jartool",
        "javax.management.remote.JMXConnectorFactory.connect(null) | "
            + "java.management java.management.rmi jdk.management jdk.naming.dns",
        "java.nio.charset.Charset.forName(\"IBM037\") | jdk.charsets",
        "new java.io.InputStreamReader(System.in, \"cp037\") | jdk.charsets",
        "\"text\".getBytes(\"ISO-2022-JP\") | jdk.charsets",
        "java.nio.charset.Charset.forName(\"ISO-8859-15\") | ''",
        "\"IBM037\".length() | ''"
      })
  void callThatAProviderServesBringsItsModule(String call, String expected) throws Exception {
    assertEquals(
        expected,
        more(library("class A { Object call() throws Exception { return " + call + "; } }")));
  }

  /** An agent's classes, which it hides from class loaders under another name. */
  @Test
  void classFileUnderAnotherNameIsReadAlso() throws Exception {
    Map<String, byte[]> classes =
        jars.classes("package agent; class A { java.net.http.HttpClient client; }");
    HashMap<String, byte[]> hidden = new HashMap<String, byte[]>();
    hidden.put("inst/agent/A.classdata", classes.get("agent/A.class"));
    hidden.put(
        "libmac.dylib",
        new byte[] {(byte) 0xca, (byte) 0xfe, (byte) 0xba, (byte) 0xbe, 0, 0, 0, 2});

    assertEquals(
        "java.net.http",
        more(needs(
            jars.jar("own.jar", "", jars.classes(NOTHING)), jars.jar("agent.jar", "", hidden))));
  }

  @Test
  void modulesAreAddedAndExcluded() throws Exception {
    settings = new ModuleSettings(List.of("jdk.httpserver"), List.of("java.desktop"), List.of());

    assertEquals(
        "java.sql jdk.httpserver",
        more(own("class A { java.awt.Font font; java.sql.Date date; }")));
  }

  @Test
  void moduleThatAnotherOneRequiresCannotBeExcluded() {
    settings = new ModuleSettings(List.of(), List.of("java.xml"), List.of());

    ProblemException problem =
        assertThrows(ProblemException.class, () -> own("class A { java.sql.Date date; }"));

    assertEquals("""
        module 'java.xml' cannot be excluded: 'java.sql' requires it (parameter <excludeModules>)
        hint: exclude 'java.sql' as well, or remove 'java.xml' from the list""", problem.getMessage());
  }

  @Test
  void moduleIsEitherAddedOrExcluded() {
    ModuleSettings both = new ModuleSettings(List.of("java.sql"), List.of("java.sql"), List.of());

    ProblemException problem = assertThrows(ProblemException.class, () -> both.check(jdk));

    assertEquals("""
        module 'java.sql' is both added and excluded (parameters <modules> and <excludeModules>)
        hint: delete it from one of them""", problem.getMessage());
  }

  @Test
  void moduleThatIsNotThereCannotBeExcluded() {
    ModuleSettings unknown = new ModuleSettings(List.of(), List.of("java.sq"), List.of());

    ProblemException problem = assertThrows(ProblemException.class, () -> unknown.check(jdk));

    assertEquals(
        """
        module 'java.sq' is not in JDK %s at '%s' (parameter <excludeModules>)
        hint: choose from those that its file 'release' lists: %s""".formatted(jdk.version(), jdk.home(), jdk.home().resolve("release")),
        problem.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Locale.GERMANY | de en",
        "Locale.UK | en",
        "Locale.CANADA_FRENCH | en fr",
        "Locale.forLanguageTag(\"pt-BR\") | en pt",
        "Locale.forLanguageTag(args.length > 0 ? \"de-CH\" : \"it\") | de en it",
        "new Locale(\"ja\") | en ja",
        "new Locale(\"en\", \"GB\") | en",
        "new Locale(\"en\", args[0]) | en",
        "new Locale(\"nl\", args[0], args[1]) | en nl",
        "new Locale.Builder().setLanguage(\"sv\").setRegion(\"FI\").build() | en sv",
        "new Locale.Builder().setLanguageTag(\"da\").build() | da en",
        "Locale.US | ''",
        "Locale.ROOT | ''",
        "Locale.ENGLISH | ''",
        "new Locale(\"en\", \"US\") | ''",
        "Locale.forLanguageTag(\"en-US\") | ''",
        "new Locale(\"\", \"DE\") | ''",
        "Locale.forLanguageTag(\"qq\") | ''",
        "\"de\".concat(\"fr\") | ''"
      })
  void languagesAreThoseOfTheLocalesThatClassesName(String expression, String expected)
      throws Exception {
    String source = "import java.util.Locale; class A { Object make(String[] args) { return "
        + expression + "; } }";

    JdkNeeds found = library(source);

    assertEquals(expected, String.join(" ", found.content().languages()));
    assertEquals(!expected.isEmpty(), found.content().modules().contains("jdk.localedata"));
    assertEquals(Optional.empty(), own(source).localeHint());
  }

  @Test
  void resourceBundlesOfTheProjectHaveLanguages() throws Exception {
    HashMap<String, byte[]> files = new HashMap<>(jars.classes(NOTHING));
    for (String name : List.of(
        "messages.properties",
        "text/messages_fr.properties",
        "a_de_CH.properties",
        "zh-hant_zh_Hant_TW.properties",
        "application_test.properties")) {
      files.put(name, new byte[0]);
    }

    JdkNeeds found = needs(jars.jar("own.jar", "", files));

    assertEquals("de en fr zh", String.join(" ", found.content().languages()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class A { Object make(String tag) { return java.util.Locale.forLanguageTag(tag); } }",
        "class A { Object make(String name) { return new java.util.Locale(name); } }",
        "class A { Object make(String name) { return new java.util.Locale(name, \"CH\"); } }",
        "class A { Object all() { return java.util.Locale.getAvailableLocales(); } }",
        "class A { java.util.Locale locale; }",
        "record A(java.util.Locale locale) { }"
      })
  void projectThatChoosesLocalesGetsAHint(String source) throws Exception {
    assertEquals(
        Optional.of("A chooses locales at run time: <locales>de,fr</locales> adds languages, "
            + "<locales>*</locales> all (about 25 MB)"),
        own(source).localeHint());
    assertEquals(Optional.empty(), library(source).localeHint());
  }

  @Test
  void localesOfThePomReplaceThoseThatAreFound() throws Exception {
    settings = new ModuleSettings(List.of(), List.of(), List.of("pt-BR", "de"));

    JdkNeeds found =
        own("class A { Object locale = java.util.Locale.FRANCE; java.util.Locale other; }");

    assertEquals("de en pt", String.join(" ", found.content().languages()));
    assertEquals(
        Optional.of("the classes also name fr, which <locales> leaves out"), found.localeHint());
  }

  @Test
  void allLocalesAreThereWhenThePomSaysSo() throws Exception {
    String source = "class A { Object locale = java.util.Locale.FRANCE; java.util.Locale other; }";
    for (ModuleSettings all : List.of(
        new ModuleSettings(List.of(), List.of(), List.of("*")),
        new ModuleSettings(List.of("jdk.localedata"), List.of(), List.of()))) {
      settings = all;

      JdkNeeds found = own(source);

      assertEquals("jdk.localedata", more(found));
      assertEquals(Set.of(), found.content().languages());
      assertEquals(Optional.empty(), found.localeHint());
    }
  }

  @Test
  void localeDataCanBeExcluded() throws Exception {
    settings = new ModuleSettings(List.of(), List.of("jdk.localedata"), List.of());

    JdkNeeds found =
        own("class A { Object locale = java.util.Locale.FRANCE; java.util.Locale other; }");

    assertEquals("", more(found));
    assertEquals(Set.of(), found.content().languages());
    assertEquals(Optional.empty(), found.localeHint());
  }

  @Test
  void localeThatTheJdkDoesNotKnowIsRefused() {
    settings = new ModuleSettings(List.of(), List.of(), List.of("german"));

    ProblemException problem = assertThrows(ProblemException.class, () -> own(NOTHING));

    assertEquals("""
        locale 'german' is not in %s (parameter <locales>)
        hint: set language tags such as de or pt-BR, or * for all""".formatted(jdk.name()), problem.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "new java.awt.Font(\"Dialog\", 0, 12)",
        "((java.awt.Graphics2D) null).getFontMetrics()",
        "java.awt.GraphicsEnvironment.getLocalGraphicsEnvironment().getAllFonts()"
      })
  void classThatDrawsTextIsNamed(String call) throws Exception {
    String drawing = "class A { Object call() { return " + call + "; } }";

    assertEquals(Optional.of("A"), library(drawing).textDrawer());

    settings = new ModuleSettings(List.of(), List.of("java.desktop"), List.of());
    assertEquals(Optional.empty(), library(drawing).textDrawer());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class A { java.beans.PropertyChangeListener listener; }",
        "class A extends java.awt.Frame { Object font = new java.awt.Font(null, 0, 12); }"
      })
  void classThatDrawsNothingOrOnAScreenIsNotNamed(String text) throws Exception {
    assertEquals(Optional.empty(), library(text).textDrawer());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Class.class.getMethod(\"forName\", String.class).invoke(null, \"A\") | A",
        "java.util.logging.Logger.class.getMethod(\"getLogger\", String.class).invoke(null, \"A\") | A",
        "Class.forName(\"A\").getMethod(\"toString\").invoke(\"A\") | ",
        "\"forName\".concat(Class.forName(\"A\").getName()) | "
      })
  void callByReflectionOfWhatTakesItsCallerIsSeen(String call, String expected) throws Exception {
    assertEquals(
        Optional.ofNullable(expected),
        library("class A { Object call() throws Exception { return " + call + "; } }")
            .reflectiveCaller());
  }

  @Test
  void gsonAloneBringsNoMore() throws Exception {
    Path gson =
        Path.of(Gson.class.getProtectionDomain().getCodeSource().getLocation().toURI());

    assertEquals("", more(needs(jars.jar("own.jar", "", jars.classes(NOTHING)), gson)));
  }

  private JdkNeeds own(String source) throws Exception {
    return needs(jars.jar("own.jar", "", jars.classes(source)));
  }

  private JdkNeeds library(String source) throws Exception {
    return needs(
        jars.jar("own.jar", "", jars.classes(NOTHING)),
        jars.jar("library.jar", "", jars.classes(source)));
  }

  /** The project's own jar first. */
  private JdkNeeds needs(Path... files) throws Exception {
    Path cache = folder.resolve("cache");
    Path log = folder.resolve("jdeps.log");
    return JdkNeeds.find(jdk, List.of(files), Set.of(files[0]), settings, cache, log);
  }

  /** Without the modules that every function has. */
  private String more(JdkNeeds needs) {
    TreeSet<String> more = new TreeSet<>(needs.content().modules());
    more.removeAll(JdkNeeds.always(jdk));
    return String.join(" ", more);
  }
}
