// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.error;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Names the module whose absence an error comes from. A JVM that is linked for one function has the
 * modules that the build found, which misses those that only names in strings or providers lead to.
 * The file {@code modules.txt} says which packages, character sets, security providers and
 * algorithms are in which module, as far as JDK 17 and 25 agree.
 */
final class MissingModule {

  private static final String CHARSETS = "jdk.charsets";
  private static final String DESKTOP = "java.desktop";

  /** What AWT loads first. */
  private static final String DESKTOP_LIBRARY = "no awt";

  private final ModuleLayer layer;

  private MissingModule(ModuleLayer layer) {
    this.layer = layer;
  }

  /**
   * What to do about the error, in one line; null where no module that could be added is missing.
   *
   * @param layer the modules that are there
   * @throws IOException if the runtime's own jar cannot be read
   */
  static String hint(Throwable e, ModuleLayer layer) throws IOException {
    MissingModule missing = new MissingModule(layer);
    Throwable error = e;
    for (int i = 0; error != null && i < Throwables.MAX; i++) {
      String module = missing.of(error.getClass().getName(), Throwables.message(error));
      if (module != null) {
        String lacks = missing.layer.findModule(module).isEmpty() ? "" : "most of ";
        return "Hint: the function's JVM lacks " + lacks + "the module " + module
            + "; add <modules>" + module
            + "</modules> to the plugin's <configuration> in pom.xml";
      }
      error = Throwables.cause(error);
    }
    return null;
  }

  private String of(String type, String message) throws IOException {
    switch (type) {
      case "java.lang.ClassNotFoundException":
      case "java.lang.ExceptionInInitializerError":
      case "java.lang.NoClassDefFoundError":
      case "java.lang.TypeNotPresentException":
      case "java.util.ServiceConfigurationError":
      case "javax.naming.NoInitialContextException":
      case "javax.security.auth.login.LoginException":
      case "javax.xml.parsers.FactoryConfigurationError":
      case "javax.xml.stream.FactoryConfigurationError":
      case "javax.xml.transform.TransformerFactoryConfigurationError":
        return ofClass(message);
      case "java.lang.UnsatisfiedLinkError": // no awt in system library path: /var/task/image/lib
        return DESKTOP_LIBRARY.equals(message.split(" in ")[0]) ? lookUp("java.awt") : null;
      case "java.io.UnsupportedEncodingException":
      case "java.nio.charset.UnsupportedCharsetException":
        return CHARSETS.equals(lookUp(message)) ? CHARSETS : null;
      case "java.nio.file.FileSystemNotFoundException":
      case "java.nio.file.ProviderNotFoundException":
        boolean zip =
            message.equals("Provider not found") || message.startsWith("Provider \"jar\" ");
        return zip ? lookUp("jdk.nio.zipfs") : null;
      case "java.security.NoSuchAlgorithmException":
      case "java.security.NoSuchProviderException":
        int provider = message.lastIndexOf("provider"); // one that is named is the only one asked
        return ofWord(provider < 0 ? message : message.substring(provider));
      case "java.lang.IllegalArgumentException":
        String random = "No implementation of the random number generator algorithm ";
        return message.startsWith(random) ? ofWord(message) : null;
      default:
        return null;
    }
  }

  /** Of the first class in the message that is in none of the modules that are there. */
  private String ofClass(String message) throws IOException {
    for (String word : words(message)) {
      String name = word.replace('/', '.');
      int dot = name.lastIndexOf('.');
      String module = dot < 0 ? null : ofPackage(name.substring(0, dot));
      if (module != null) {
        return module;
      }
    }
    return null;
  }

  private String ofPackage(String name) throws IOException {
    String module = lookUp(name);
    return module == null && isOfDesktop(name) && isBeansOnly() ? DESKTOP : module;
  }

  private String ofWord(String message) throws IOException {
    for (String word : words(message)) {
      String module = lookUp(word);
      if (module != null && !module.equals(CHARSETS)) { // some of which are called by a number
        return module;
      }
    }
    return null;
  }

  private static String[] words(String message) {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < message.length(); i++) {
      char c = message.charAt(i);
      words.append(Character.isLetterOrDigit(c) || "./$_-".indexOf(c) >= 0 ? c : ' ');
    }
    return words.toString().split(" ");
  }

  /** The module that has this package or other feature; null if the JVM has it, or no module does. */
  private String lookUp(String name) throws IOException {
    try (InputStream file = MissingModule.class.getResourceAsStream("modules.txt");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(file, StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] words = line.split(" ");
        for (int i = 1; i < words.length; i++) {
          if (words[i].equalsIgnoreCase(name)) {
            return canBeAdded(words[0]) ? words[0] : null;
          }
        }
      }
      return null;
    }
  }

  private boolean canBeAdded(String module) throws IOException {
    int jdk = Runtime.version().feature();
    boolean isInJavaBase =
        module.equals("jdk.crypto.ec") && jdk >= 22 || module.equals("jdk.random") && jdk >= 23;
    return !isInJavaBase
        && (layer.findModule(module).isEmpty() || module.equals(DESKTOP) && isBeansOnly());
  }

  /** Of those as well that the module exports to nobody: its own classes load what was left out. */
  private boolean isOfDesktop(String packageName) {
    Optional<Module> desktop = layer.findModule(DESKTOP);
    return desktop.isPresent() && desktop.get().getPackages().contains(packageName);
  }

  /** Whether the build has left of the module java.desktop what java.beans needs. */
  private boolean isBeansOnly() throws IOException {
    try (InputStream swing =
        layer.findModule(DESKTOP).get().getResourceAsStream("javax/swing/JTable.class")) {
      return swing == null;
    }
  }
}
