// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.error;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UnsupportedEncodingException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.ProviderNotFoundException;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.naming.NoInitialContextException;
import javax.security.auth.login.LoginException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MissingModuleTest {

  @Test
  void aModuleThatIsMissingIsNamedWithWhatToDo() throws Exception {
    assertEquals(
        "Hint: the function's JVM lacks the module java.sql; add <modules>java.sql</modules>"
            + " to the plugin's <configuration> in pom.xml",
        MissingModule.hint(new NoClassDefFoundError("java/sql/Timestamp"), ModuleLayer.empty()));
  }

  @Test
  void aModuleThatIsThereIsNotNamed() throws Exception {
    assertNull(
        MissingModule.hint(new NoClassDefFoundError("java/sql/Timestamp"), ModuleLayer.boot()));
  }

  @Test
  void theLibraryThatAwtLoadsFirstIsKnown() throws Exception {
    assertModule(
        "java.desktop", new UnsatisfiedLinkError("no awt in system library path: /image/lib"));
    assertModule(null, new UnsatisfiedLinkError("no orders in java.library.path: /lib"));
  }

  /** Also by packages that it exports to nobody, of which its own classes are the only users. */
  @ParameterizedTest
  @ValueSource(strings = {"javax/swing/JTable", "java/awt/Toolkit$1", "sun/awt/AppContext"})
  void aModuleThatWasCutDownIsNamed(String className) throws Exception {
    assertEquals(
        "Hint: the function's JVM lacks most of the module java.desktop; add"
            + " <modules>java.desktop</modules> to the plugin's <configuration> in pom.xml",
        MissingModule.hint(
            new NoClassDefFoundError(className), withDesktop(Optional.empty(), "sun.awt")));
  }

  @Test
  void aModuleThatIsWholeOrHasNoSuchPackageIsNotNamed() throws Exception {
    NoClassDefFoundError error = new NoClassDefFoundError("sun/awt/AppContext");
    URI table = MissingModule.class.getResource("modules.txt").toURI(); // any file will do

    assertNull(MissingModule.hint(error, withDesktop(Optional.of(table), "sun.awt")));
    assertNull(MissingModule.hint(error, withDesktop(Optional.empty(), "sun.font")));
  }

  /** The modules that are there, with another java.desktop whose files are all at one place. */
  private static ModuleLayer withDesktop(Optional<URI> files, String packageName) {
    ModuleDescriptor descriptor =
        ModuleDescriptor.newModule("java.desktop").packages(Set.of(packageName)).build();
    ModuleReference reference = new ModuleReference(descriptor, null) {
      @Override
      public ModuleReader open() {
        return new ModuleReader() {
          @Override
          public Optional<URI> find(String name) {
            return files;
          }

          @Override
          public Optional<InputStream> open(String name) {
            return files.map(uri -> InputStream.nullInputStream());
          }

          @Override
          public Stream<String> list() {
            return Stream.empty();
          }

          @Override
          public void close() {}
        };
      }
    };
    ModuleFinder finder = new ModuleFinder() {
      @Override
      public Optional<ModuleReference> find(String name) {
        return name.equals("java.desktop") ? Optional.of(reference) : Optional.empty();
      }

      @Override
      public Set<ModuleReference> findAll() {
        return Set.of(reference);
      }
    };
    ModuleLayer boot = ModuleLayer.boot();
    return boot.defineModulesWithOneLoader(
        boot.configuration().resolve(finder, ModuleFinder.of(), Set.of("java.desktop")), null);
  }

  @ParameterizedTest
  @CsvSource({
    "javax/naming/Context, java.naming",
    "java/net/http/HttpClient$Version, java.net.http",
    "javax/management/MBeanServer, java.management",
    "Could not initialize class com.sun.net.httpserver.Headers, jdk.httpserver",
  })
  void classesAreFoundByTheirPackages(String message, String module) throws Exception {
    assertModule(module, new NoClassDefFoundError(message));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "com/acme/sql/Orders",
        "javax/xml/bind/JAXBContext",
        "javax/annotation/PostConstruct",
        "com/sun/jna/Native",
        "java/lang/Object",
        "Orders",
        ""
      })
  void classesOfNobodyOrOfLibrariesAreNot(String message) throws Exception {
    assertModule(null, new NoClassDefFoundError(message));
  }

  @Test
  void causesAreAsked() throws Exception {
    assertModule(
        "java.desktop",
        new IllegalStateException(
            "no image",
            new ExceptionInInitializerError(
                new ClassNotFoundException("java.awt.image.BufferedImage"))));
    assertModule(
        "java.sql",
        new NoClassDefFoundError("Could not initialize class com.acme.Orders")
            .initCause(new ExceptionInInitializerError(
                "Exception java.lang.NoClassDefFoundError: java/sql/Date [in thread \"main\"]")));
    Exception cycle = new Exception("a");
    cycle.initCause(new Exception("b", cycle));
    assertModule(null, cycle);
  }

  @Test
  void typesAndProvidersAreFoundByTheirClasses() throws Exception {
    assertModule("java.sql", new TypeNotPresentException("java.sql.Date", null));
    assertModule(
        "java.scripting",
        new ServiceConfigurationError("com.acme.Engine: Provider javax.script.Simple not found"));
    assertModule(
        "jdk.naming.dns",
        new NoInitialContextException(
            "Cannot instantiate class: com.sun.jndi.dns.DnsContextFactory"));
    assertModule(
        "jdk.security.auth",
        new LoginException(
            "No LoginModule found for com.sun.security.auth.module.Krb5LoginModule"));
    assertModule(null, new LoginException("No LoginModule found for com.acme.Login"));
    assertModule(
        null,
        new NoInitialContextException("Need to specify class name in environment or system"
            + " property: java.naming.factory.initial"));
  }

  @Test
  void charactersSetsAreFoundByAllTheirNames() throws Exception {
    for (String name : List.of("IBM037", "ISO-2022-JP", "cp500", "x-MacRoman", "ms949")) {
      assertModule("jdk.charsets", new UnsupportedCharsetException(name));
      assertModule("jdk.charsets", new UnsupportedEncodingException(name));
    }
    assertModule(null, new UnsupportedCharsetException("UTF-9"));
    assertModule(null, new UnsupportedCharsetException("java.sql"));
  }

  @Test
  void fileSystemsOfArchivesAreThoseOfTheirModule() throws Exception {
    assertModule("jdk.zipfs", new ProviderNotFoundException("Provider \"jar\" not found"));
    assertModule("jdk.zipfs", new ProviderNotFoundException("Provider not found"));
    assertModule("jdk.zipfs", new FileSystemNotFoundException("Provider \"jar\" not installed"));
    assertModule(null, new ProviderNotFoundException("Provider \"s3\" not found"));
    assertModule(null, new FileSystemNotFoundException("/tmp/a.zip"));
  }

  @Test
  void algorithmsAndProvidersOfSecurityAreFound() throws Exception {
    assertModule(
        "java.smartcardio", new NoSuchAlgorithmException("PC/SC TerminalFactory not available"));
    assertModule("java.naming", new NoSuchAlgorithmException("LDAP CertStore not available"));
    assertModule("jdk.crypto.cryptoki", new NoSuchProviderException("no such provider: SunPKCS11"));
    assertModule(null, new NoSuchProviderException("no such provider: BC"));
    assertModule(null, new NoSuchAlgorithmException("500 MessageDigest not available"));
    assertModule(
        Runtime.version().feature() < 22 ? "jdk.crypto.ec" : null,
        new NoSuchAlgorithmException("EC KeyPairGenerator not available"));
    assertModule(null, new NoSuchAlgorithmException("no such algorithm: EC for provider BC"));
  }

  @Test
  void algorithmsOfRandomNumbersAreFound() throws Exception {
    String message =
        "No implementation of the random number generator algorithm \"%s\"" + " is available";
    assertModule(
        Runtime.version().feature() < 23 ? "jdk.random" : null,
        new IllegalArgumentException(message.formatted("L64X128MixRandom")));
    assertModule(null, new IllegalArgumentException(message.formatted("Dice")));
    assertModule(null, new IllegalArgumentException("not a L64X128MixRandom"));
  }

  private static void assertModule(String module, Throwable e) throws IOException {
    String hint = MissingModule.hint(e, ModuleLayer.empty());
    assertEquals(
        module == null
            ? null
            : "Hint: the function's JVM lacks the module " + module + "; add <modules>" + module
                + "</modules> to the plugin's <configuration> in pom.xml",
        hint,
        e::toString);
  }

  /** Of the running JDK. */
  @Test
  void theFileNamesEveryPackageThatAModuleExports() throws Exception {
    Map<String, Set<String>> named = named();
    Map<String, ModuleDescriptor> modules = new TreeMap<>();
    ModuleFinder.ofSystem()
        .findAll()
        .forEach(m -> modules.put(m.descriptor().name(), m.descriptor()));
    modules.keySet().removeIf(name -> name.matches("java\\.(base|se)|jdk\\.incubator\\..*"));

    List<String> missing = new ArrayList<>();
    for (ModuleDescriptor module : modules.values()) {
      for (ModuleDescriptor.Exports exported : module.exports()) {
        Set<String> words = named.getOrDefault(module.name(), Set.of());
        if (!exported.isQualified() && !words.contains(exported.source())) {
          missing.add(module.name() + " " + exported.source());
        }
      }
    }

    assertTrue(missing.size() < 10, () -> "new since JDK 17: " + missing);
  }

  @Test
  void theFileNamesNothingInTheWrongModule() throws Exception {
    Map<String, Set<String>> named = named();
    ModuleFinder jdk = ModuleFinder.ofSystem();

    Map<String, String> modules = new TreeMap<>();
    jdk.findAll()
        .forEach(module -> module
            .descriptor()
            .packages()
            .forEach(name -> modules.put(name, module.descriptor().name())));

    // Newer JDKs have dropped java.applet.
    named.forEach((name, words) -> words.stream()
        .filter(MissingModuleTest::isPackage)
        .filter(modules::containsKey)
        .forEach(word -> assertEquals(name, modules.get(word), word)));
    for (String name : named.get("jdk.charsets")) {
      if (!isPackage(name)) {
        assertEquals(
            "jdk.charsets", Charset.forName(name).getClass().getModule().getName(), name);
      }
    }
  }

  private static boolean isPackage(String word) {
    return word.matches("[a-z]+(\\.[a-z0-9]+)+");
  }

  private static Map<String, Set<String>> named() throws IOException {
    Map<String, Set<String>> named = new TreeMap<>();
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(
        MissingModule.class.getResourceAsStream("modules.txt"), StandardCharsets.US_ASCII))) {
      lines
          .lines()
          .map(line -> List.of(line.split(" ")))
          .forEach(words -> named
              .computeIfAbsent(words.get(0), module -> new TreeSet<>())
              .addAll(words.subList(1, words.size())));
    }
    return named;
  }
}
