// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.objectweb.asm.ClassReader;

/**
 * Finds uses of a JDK in class files that jdeps does not see: classes and providers that they name
 * in strings, entry points that a provider serves, character sets, and locales. All of these are in
 * the class files' constants, except calls of {@link Locale}, which are read from the code.
 */
final class UsesScan {

  /** The runtime looks a class up by its name where others may have it. */
  private static final String RUNTIME = "dev/coldbrew/lambda/runtime/";

  /** Classes with other names are not the JDK's, and need not be looked up. */
  private static final Pattern PLATFORM_CLASS = Pattern.compile(
      "(?<![\\w.])(?:javax?|jdk|sun|com\\.sun|netscape|org\\.(?:ietf\\.jgss|w3c\\.dom|xml\\.sax))"
          + "(?:\\.[a-z]\\w*)*(?:\\.[A-Z][\\w$]*)");

  /** Modules whose providers serve a call or a class that does not refer to them. */
  private static final Map<String, String> ENTRY_POINTS = Map.of(
      "javax/tools/ToolProvider.getSystemJavaCompiler", "jdk.compiler",
      "javax/tools/ToolProvider.getSystemDocumentationTool", "jdk.javadoc",
      "javax/management/remote/JMXConnectorFactory", "java.management.rmi",
      "javax/management/remote/JMXConnectorServerFactory", "java.management.rmi");

  /** Security providers, by the names that {@code Security.getProvider} accepts. */
  private static final Map<String, String> PROVIDERS = Map.of(
      "JdkLDAP", "java.naming",
      "JdkSASL", "jdk.security.jgss",
      "SunJGSS", "java.security.jgss",
      "SunPCSC", "java.smartcardio",
      "SunPKCS11", "jdk.crypto.cryptoki",
      "SunSASL", "java.security.sasl",
      "XMLDSig", "java.xml.crypto");

  private static final String REFLECTION = "java/lang/reflect/Method.invoke";

  /**
   * Methods that depend on their caller, by the names under which reflection looks them up: of
   * Class, java.util.logging.Logger and DriverManager, the only ones with parameters.
   */
  private static final Set<String> TAKE_CALLERS = Set.of("forName", "getLogger", "getConnection");

  private static final String TOOL_PROVIDER = "java/util/spi/ToolProvider";

  private static final Map<String, String> TOOLS = Map.of(
      "jar", "jdk.jartool",
      "javac", "jdk.compiler",
      "javadoc", "jdk.javadoc",
      "jdeps", "jdk.jdeps",
      "jlink", "jdk.jlink",
      "jmod", "jdk.jlink",
      "jpackage", "jdk.jpackage");

  /** Methods that take a character set by its name; most are constructors. */
  private static final Set<String> TAKE_CHARSETS = Set.of(
      "java/nio/charset/Charset.forName",
      "java/nio/charset/Charset.isSupported",
      "java/lang/String.getBytes",
      "java/lang/String.<init>",
      "java/io/ByteArrayOutputStream.toString",
      "java/io/InputStreamReader.<init>",
      "java/io/OutputStreamWriter.<init>",
      "java/io/PrintStream.<init>",
      "java/io/PrintWriter.<init>",
      "java/net/URLDecoder.decode",
      "java/net/URLEncoder.encode",
      "java/util/Formatter.<init>",
      "java/util/Scanner.<init>");

  private static final String CHARSETS = "jdk.charsets";

  /** A name of one of the module's character sets, in lower case: its own, or another. */
  private static final Set<String> CHARSET_NAMES = charsetNames();

  private static final Pattern BUNDLE =
      Pattern.compile(".*_(?<language>[a-z]{2,3})(_[A-Z][a-z]{3})?(_[A-Z]{2})?\\.properties");

  private final PlatformClasses platform;
  private final Set<String> languages;
  private final JdkUses uses = JdkUses.none();
  private final Map<String, String> moduleByName = new HashMap<>();
  private final DesktopScan desktop;
  private String localeChooser;
  private String reflectiveCaller;

  /** @param languages that the JDK formats for */
  UsesScan(PlatformClasses platform, Set<String> languages) throws IOException {
    this.platform = platform;
    this.languages = languages;
    this.desktop = new DesktopScan(platform.packages(BeansOnly.MODULE));
  }

  /** What was found, together with the modules that are known from elsewhere. */
  JdkUses uses(Set<String> modules) {
    uses.modules().addAll(modules);
    return new JdkUses(
        uses.modules(),
        uses.named(),
        uses.languages(),
        localeChooser,
        reflectiveCaller,
        desktop.textDrawer(),
        desktop.user());
  }

  private static Set<String> charsetNames() {
    Set<String> names = new HashSet<>();
    for (Charset charset : Charset.availableCharsets().values()) {
      if (CHARSETS.equals(charset.getClass().getModule().getName())) {
        names.add(charset.name().toLowerCase(Locale.ROOT));
        charset.aliases().forEach(alias -> names.add(alias.toLowerCase(Locale.ROOT)));
      }
    }
    names.removeIf(name -> name.chars().allMatch(Character::isDigit));
    return names;
  }

  /** A file of messages in a language: the code that reads it formats for that language. */
  void bundle(String fileName) {
    Matcher name = BUNDLE.matcher(fileName);
    if (name.matches()) {
      addLanguage(name.group("language"));
    }
  }

  /**
   * Configuration, such as {@code jaas.conf}: its words are constants of the code that reads it.
   */
  void configuration(String text) throws IOException {
    for (Matcher name = PLATFORM_CLASS.matcher(text); name.find(); ) {
      named(name.group());
    }
  }

  void classFile(byte[] bytes) throws IOException {
    ClassReader reader;
    ClassConstants constants;
    try {
      reader = ClassConstants.reader(bytes);
      constants = ClassConstants.read(reader);
    } catch (RuntimeException e) {
      return; // only looks like a class; the JVM cannot read it either
    }
    if (!constants.name().startsWith(RUNTIME)) {
      constants(constants);
      locales(reader, constants.references().contains(LocaleScan.LOCALE));
    }
  }

  private void constants(ClassConstants constants) throws IOException {
    Set<String> strings = constants.strings();
    Set<String> references = constants.references();
    for (String string : strings) {
      if (PLATFORM_CLASS.matcher(string).matches()) {
        named(string);
      }
      add(uses.named(), PROVIDERS.get(string));
    }
    references.forEach(reference -> add(uses.modules(), ENTRY_POINTS.get(reference)));
    if (references.contains(TOOL_PROVIDER)) {
      strings.forEach(string -> add(uses.modules(), TOOLS.get(string)));
    }
    if (references.stream().anyMatch(TAKE_CHARSETS::contains)
        && strings.stream().anyMatch(s -> CHARSET_NAMES.contains(s.toLowerCase(Locale.ROOT)))) {
      uses.named().add(CHARSETS);
    }
    String className = constants.name().replace('/', '.');
    if (references.contains(REFLECTION) && strings.stream().anyMatch(TAKE_CALLERS::contains)) {
      reflectiveCaller = className;
    }
    desktop.add(constants);
  }

  /** A class without calls may still have fields. */
  private void locales(ClassReader reader, boolean calls) {
    LocaleScan scan = new LocaleScan();
    try {
      reader.accept(scan, calls ? ClassReader.SKIP_FRAMES : ClassReader.SKIP_CODE);
    } catch (RuntimeException e) {
      return; // ends too early
    }
    scan.languages().forEach(this::addLanguage);
    if (scan.choosesOthers() && localeChooser == null) {
      localeChooser = reader.getClassName().replace('/', '.');
    }
  }

  private void addLanguage(String language) {
    if (languages.contains(language)) {
      uses.languages().add(language);
    }
  }

  private void named(String className) throws IOException {
    String module = moduleOf(className);
    add(uses.named(), module.isEmpty() ? null : module);
  }

  /** Empty for none. */
  private String moduleOf(String className) throws IOException {
    String module = moduleByName.get(className);
    if (module == null) {
      module = platform.moduleOf(className.replace('.', '/') + ".class").orElse("");
      moduleByName.put(className, module);
    }
    return module;
  }

  private static void add(Set<String> modules, String module) {
    if (module != null) {
      modules.add(module);
    }
  }
}
