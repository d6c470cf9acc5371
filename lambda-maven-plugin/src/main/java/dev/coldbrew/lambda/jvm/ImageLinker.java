// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import dev.coldbrew.lambda.file.FileTree;
import dev.coldbrew.lambda.file.Permissions;
import dev.coldbrew.lambda.process.Launcher;
import dev.coldbrew.lambda.process.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Makes a runtime image with jlink, and takes away what no function uses. Its classes stay
 * uncompressed: so the zip gets smaller (it compresses better than jlink does) and the JVM starts
 * faster.
 */
final class ImageLinker {

  /** Goes up when the same JDK and modules are to give another image. */
  static final String VERSION = "6";

  private static final Duration LIMIT = Duration.ofMinutes(5);

  private static final String CDS_ARCHIVE = "lib/server/classes.jsa";

  /**
   * What serves other programs than {@code java}, or made the CDS archive; what chains signals for
   * programs that preload it; settings for hardware that Lambda does not have; and libraries that
   * draw on a screen or play sound, with system libraries that Lambda does not have.
   */
  private static final List<String> UNUSED = List.of(
      "conf/sdp",
      "conf/security/policy/README.txt",
      "lib/jexec",
      "lib/jrt-fs.jar",
      "lib/libjsig.so",
      "lib/server/libjsig.so",
      "lib/libawt_xawt.so",
      "lib/libjawt.so",
      "lib/libsplashscreen.so",
      "lib/libjsound.so");

  /** The languages that any JDK from 17 on has messages in. */
  private static final List<String> TRANSLATED =
      List.of("ca", "cs", "de", "es", "fr", "it", "ja", "ko", "pt", "sk", "sv", "tr", "zh");

  private static final String CLASS_LIST = "lib/classlist";

  private ImageLinker() {}

  static void link(Jdk jdk, ImageContent content, Path image, Launcher launcher, Path logs)
      throws IOException {
    List<String> excluded = new ArrayList<>();
    translations(content).ifPresent(excluded::add);
    if (content.beansOnly()) {
      excluded.add(BeansOnly.excludedResources(jdk));
    }
    Files.write(excludedResources(image), excluded);
    new Tool("jlink", jlink(jdk, content, image)).run(logs.resolve("jlink.log"), LIMIT);
    if (!launcher.isMissing()) {
      new Tool("java -Xshare:dump", dumpClasses(jdk, image, launcher))
          .run(logs.resolve("cds.log"), LIMIT);
    }
    trim(image);
    for (Path path : FileTree.paths(image)) {
      if (path.toString().endsWith(".so")) {
        SymbolTable.removeFrom(path);
      }
    }
    if (!JdkTrait.READS_CLASS_LIST.isIn(jdk)) {
      FileTree.delete(image.resolve(CLASS_LIST));
    }
    ImageConfiguration.edit(image);
    if (content.beansOnly()) {
      Path release = image.resolve("release");
      Files.writeString(
          release,
          Files.readString(release)
              + "COLDBREW_LEFT_OUT=\"java.desktop but for java.beans: no class refers to more of it\"\n");
    }
    for (Path path : FileTree.paths(image)) {
      Permissions.setForAll(path);
    }
  }

  /**
   * The JDK's own messages in languages that the function does not format for: of XML parsers and
   * the launcher, mostly. The English ones stand in for them. A pattern
   * for jlink's {@code --exclude-resources}.
   */
  static Optional<String> translations(ImageContent content) {
    if (content.modules().contains(ImageContent.LOCALE_DATA)
        && content.languages().isEmpty()) {
      return Optional.empty(); // it formats for all
    }
    String others = TRANSLATED.stream()
        .filter(language -> !content.languages().contains(language))
        .collect(Collectors.joining("|"));
    return Optional.of(
        "regex:/(?!jdk\\.localedata/).*_(?:" + others + ")(?:_[A-Z][A-Z])?\\.(?:class|properties)");
  }

  /** A file beside the image: jlink does not take such patterns as arguments. */
  private static Path excludedResources(Path image) {
    return image.resolveSibling("excluded-resources");
  }

  /**
   * The debug attributes are stripped by jlink itself; {@code --strip-debug} would also start the
   * machine's objcopy, to no gain with JDKs whose symbols are in files of their own.
   */
  static List<String> jlink(Jdk jdk, ImageContent content, Path image) {
    List<String> command = new ArrayList<>(List.of(jdk.tool("jlink").toString()));
    if (jdk.isForeign()) {
      command.addAll(List.of("--module-path", jdk.jmods().orElseThrow().toString()));
    } else if (!Files.isDirectory(jdk.home().resolve("jmods"))) {
      // Then the JDK's own files are taken (JEP 493), and without this one edited file in its conf
      // would be an error.
      command.add("--ignore-modified-runtime");
    }
    command.addAll(List.of(
        "--add-modules",
        String.join(",", content.modules()),
        "--strip-java-debug-attributes",
        "--no-header-files",
        "--no-man-pages",
        // Debian's JDK 25.0.5 has 700 MB of them.
        "--exclude-files=**.debuginfo" + (content.beansOnly() ? "," + BeansOnly.FILES : ""),
        "--vm=server",
        "--output",
        image.toString()));
    if (content.beansOnly() || translations(content).isPresent()) {
      command.add("--exclude-resources=@" + excludedResources(image));
    }
    if (!content.languages().isEmpty()) {
      command.add("--include-locales=" + String.join(",", content.languages()));
    }
    return command;
  }

  /**
   * The default CDS archive. jlink's own {@code --generate-cds-archive} makes a second one, for
   * heaps beyond 32 GB, and takes twice the time. Heap and collector are set because their defaults
   * follow the machine's memory, and the archive follows them; only G1 archives objects on JDK 17.
   * Where functions run with access to native code for all, JDK 26 complains of an archive on top of
   * one that was made without.
   */
  static List<String> dumpClasses(Jdk jdk, Path image, Launcher launcher) {
    List<String> options = new ArrayList<>(List.of("-Xshare:dump", "-Xmx128m", "-XX:+UseG1GC"));
    if (JdkTrait.WARNS_OF_NATIVE_ACCESS.isIn(jdk)) {
      options.add("--enable-native-access=ALL-UNNAMED");
    }
    return launcher.start(image.resolve("bin/java"), options);
  }

  private static void trim(Path image) throws IOException {
    for (String unused : UNUSED) {
      FileTree.delete(image.resolve(unused));
    }
    for (Path path : FileTree.paths(image)) {
      String name = FileTree.nameIn(image, path);
      boolean otherProgram = name.startsWith("bin/") && !name.equals("bin/java");
      boolean otherArchive = name.endsWith(".jsa") && !name.equals(CDS_ARCHIVE);
      // The licences of java.base again, and some deployment tools flatten links.
      boolean link = Files.isSymbolicLink(path);
      if (otherProgram || otherArchive || link) {
        FileTree.delete(path);
      }
    }
  }
}
