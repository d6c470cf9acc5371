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
 * Creates a runtime image with jlink, and removes files that no function uses. Classes stay
 * uncompressed, which makes the zip smaller (zip compresses better than jlink) and the start
 * faster.
 */
final class ImageLinker {

  /** Increases when the same JDK and modules should give another image. */
  static final String VERSION = "6";

  private static final Duration LIMIT = Duration.ofMinutes(5);

  private static final String CDS_ARCHIVE = "lib/server/classes.jsa";

  /**
   * Files for programs other than {@code java}; libraries for signal chaining, which programs
   * have to preload; settings for hardware that Lambda does not have; and libraries that draw on
   * a screen or play sound, for which Lambda has no system libraries.
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

  /** The languages in which any JDK from 17 on has messages. */
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
   * The JDK's own messages in languages that the function does not format for, mostly those of
   * XML parsers and the launcher. The English ones are used instead. The result is a pattern for
   * jlink's {@code --exclude-resources}.
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

  /** A file beside the image: jlink does not accept such patterns as arguments. */
  private static Path excludedResources(Path image) {
    return image.resolveSibling("excluded-resources");
  }

  /**
   * jlink itself strips the debug attributes; {@code --strip-debug} would also start the
   * machine's objcopy, which gains nothing with JDKs whose symbols are in separate files.
   */
  static List<String> jlink(Jdk jdk, ImageContent content, Path image) {
    List<String> command = new ArrayList<>(List.of(jdk.tool("jlink").toString()));
    if (jdk.isForeign()) {
      command.addAll(List.of("--module-path", jdk.jmods().orElseThrow().toString()));
    } else if (!Files.isDirectory(jdk.home().resolve("jmods"))) {
      // Then the JDK's own files are linked (JEP 493); without this option, an edited file in its
      // conf would be an error.
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
   * heaps beyond 32 GB, and takes twice the time. Heap and collector are set because their
   * defaults depend on the machine's memory, and the archive depends on them; on JDK 17, only G1
   * archives objects. If functions run with native access for all, JDK 26 complains about an
   * archive on top of one that was dumped without.
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
      // Links to the licences of java.base, which some deployment tools replace with copies.
      boolean link = Files.isSymbolicLink(path);
      if (otherProgram || otherArchive || link) {
        FileTree.delete(path);
      }
    }
  }
}
