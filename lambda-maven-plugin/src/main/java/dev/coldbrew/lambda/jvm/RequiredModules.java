// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import dev.coldbrew.lambda.file.Digest;
import dev.coldbrew.lambda.file.DraftFolder;
import dev.coldbrew.lambda.problem.ProblemException;
import dev.coldbrew.lambda.process.Tool;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Finds the JDK modules and locales that the application's jars need: modules that their classes
 * refer to, according to the JDK's own jdeps; modules that their descriptors require; and what a
 * {@link UsesScan} finds.
 *
 * <p>jdeps gets copies with class files only, and of a multi-release jar those that this JDK
 * would load: it fails at a module descriptor that requires a missing module, even with {@code
 * --ignore-missing-deps}. The result for a jar is kept, because most jars of a project do
 * not change between two builds.
 */
public final class RequiredModules {

  /** Increases when the same jar and JDK give another result. */
  private static final String VERSION = "8";

  private static final Duration LIMIT = Duration.ofMinutes(5);

  private static final Gson GSON = new Gson();

  /** How a Java agent's class files begin, whatever their names end with. */
  private static final int CLASS_FILE = 0xCAFEBABE;

  private static final int JAVA_1_1 = 45;

  /** The project's files that may name classes. */
  private static final Pattern CONFIGURATION =
      Pattern.compile("META-INF/services/.*|.*\\.(cfg|conf|config|json|properties|xml|ya?ml)");

  private static final long LONGEST_CONFIGURATION = 256 * 1024;

  private final Jdk jdk;
  private final Path cache;

  private RequiredModules(Jdk jdk, Path cache) {
    this.jdk = jdk;
    this.cache = cache;
  }

  /**
   * The uses of those jars.
   *
   * @param own the project's own among them, whose files are also searched for names of classes
   * @param cache a folder that lasts from build to build
   * @param log the file for jdeps' output, if it has to run
   * @throws ProblemException if a jar cannot be read, the cache cannot be written, or jdeps fails
   */
  static Map<Path, JdkUses> find(
      Jdk jdk, Collection<Path> jars, Set<Path> own, Path cache, Path log) throws IOException {
    return new RequiredModules(jdk, cache).find(jars, own, log);
  }

  private Map<Path, JdkUses> find(Collection<Path> jars, Set<Path> own, Path log)
      throws IOException {
    Map<Path, JdkUses> all = new LinkedHashMap<>();
    String release = Digest.of(jdk.home().resolve("release"));
    Map<Path, Path> unknown = new LinkedHashMap<>();
    for (Path jar : jars) {
      String kind = own.contains(jar) ? "own" : "library";
      Path result = cache.resolve(Digest.of(VERSION, release, kind, Digest.of(jar)));
      Optional<JdkUses> known = known(result);
      if (known.isPresent()) {
        all.put(jar, known.get());
      } else {
        unknown.put(result, jar);
      }
    }
    if (!unknown.isEmpty()) {
      all.putAll(ask(unknown, own, log));
    }
    return all;
  }

  /** A result always names java.base; anything else is a damaged file. */
  private Optional<JdkUses> known(Path result) {
    if (!Files.isRegularFile(result)) {
      return Optional.empty();
    }
    try {
      JdkUses uses = GSON.fromJson(Files.readString(result), JdkUses.class);
      return Optional.ofNullable(uses)
          .filter(known -> known.modules() != null && known.modules().contains("java.base"))
          .filter(known -> jdk.modules().containsAll(known.modules()))
          .filter(known -> known.named() != null && known.languages() != null);
    } catch (IOException | JsonParseException e) {
      return Optional.empty();
    }
  }

  private Map<Path, JdkUses> ask(Map<Path, Path> jarByResult, Set<Path> own, Path log)
      throws IOException {
    Map<Path, JdkUses> all = new LinkedHashMap<>();
    try (DraftFolder draftFolder = CacheFolder.newDraft(cache, "jdeps-");
        PlatformClasses platform = PlatformClasses.open(jdk)) {
      Path folder = draftFolder.path();
      SortedSet<String> languages = platform.languages();
      List<UsesScan> scans = new ArrayList<>();
      ArrayList<Set<ModuleDescriptor.Requires>> descriptors = new ArrayList<Set<Requires>>();
      List<Path> copies = new ArrayList<>();
      for (Path jar : jarByResult.values()) {
        Path copy = folder.resolve(copies.size() + ".jar");
        UsesScan scan = new UsesScan(platform, languages);
        descriptors.add(copyClasses(jar, copy, platform, scan, own.contains(jar)));
        copies.add(copy);
        scans.add(scan);
      }
      String summary = new Tool("jdeps", command(jdk, copies)).run(log, LIMIT);
      List<Path> results = List.copyOf(jarByResult.keySet());
      for (int i = 0; i < results.size(); i++) {
        SortedSet<String> modules = modules(summary, copies.get(i));
        descriptors.get(i).forEach(requires -> apply(requires, modules));
        modules.add("java.base");
        JdkUses uses = scans.get(i).uses(modules);
        all.put(jarByResult.get(results.get(i)), uses);
        Path draft = folder.resolve("result");
        Files.writeString(draft, GSON.toJson(uses));
        Files.move(draft, results.get(i), StandardCopyOption.ATOMIC_MOVE);
      }
    }
    return all;
  }

  static List<String> command(Jdk jdk, List<Path> jars) {
    List<String> command = new ArrayList<>(List.of(jdk.tool("jdeps").toString(), "-summary"));
    jars.forEach(jar -> command.add(jar.toString()));
    return command;
  }

  /**
   * A line of the summary is {@code gson.jar -> java.sql}; there are also lines with other jars, or
   * with "not found", on the right.
   */
  private SortedSet<String> modules(String summary, Path jar) {
    String start = jar.getFileName() + " -> ";
    return summary
        .lines()
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length()))
        .filter(jdk.modules()::contains)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * {@code requires static} is needed to compile, but not at run time. Any other is optional, such
   * as for jdk.localedata, though no class may refer to it.
   */
  private void apply(Requires requires, Set<String> modules) {
    if (requires.modifiers().contains(Requires.Modifier.STATIC)) {
      modules.remove(requires.name());
    } else if (jdk.modules().contains(requires.name())) {
      modules.add(requires.name());
    }
  }

  /**
   * Copies the class files, and returns what the jar's module descriptor requires. At run time the
   * JDK's classes hide a jar's of the same name (org.w3c.dom.Node, say), so jdeps does not get to
   * see them: its result for one jar then does not depend on the others.
   */
  private Set<Requires> copyClasses(
      Path jar, Path copy, PlatformClasses platform, UsesScan scan, boolean own)
      throws IOException {
    HashSet<ModuleDescriptor.Requires> requires = new HashSet<Requires>();
    Runtime.Version version = Runtime.Version.parse(Integer.toString(jdk.feature()));
    try (JarFile from = new JarFile(jar.toFile(), false, ZipFile.OPEN_READ, version);
        ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(copy))) {
      to.setLevel(0);
      // A JVM accepts a jar with the same name twice; getJarEntry finds the entry that it uses.
      for (String name :
          from.versionedStream().map(ZipEntry::getName).distinct().toList()) {
        JarEntry entry = from.getJarEntry(name);
        try (BufferedInputStream in = new BufferedInputStream(from.getInputStream(entry))) {
          if (name.equals("module-info.class")) {
            requires.addAll(ModuleInfo.read(in.readAllBytes()).requires());
          } else if (isClassFile(name, in)) {
            if (!name.startsWith("META-INF/") && platform.moduleOf(name).isEmpty()) {
              byte[] bytes = in.readAllBytes();
              scan.classFile(bytes);
              to.putNextEntry(new ZipEntry(name.endsWith(".class") ? name : name + ".class"));
              to.write(bytes);
            }
          } else if (own && entry.getSize() <= LONGEST_CONFIGURATION) {
            scan.bundle(name);
            if (CONFIGURATION.matcher(name).matches()) {
              scan.configuration(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
            }
          }
        }
      }
    } catch (ZipException | EOFException e) {
      throw new ProblemException(
          "jar '" + jar.getFileName() + "' cannot be read: " + ProblemException.reason(e),
          "folder lib of the deployment package",
          "build or download it again",
          e);
    }
    return requires;
  }

  /** Java agents call theirs {@code .classdata}, for example, to hide them from class loaders. */
  private static boolean isClassFile(String name, BufferedInputStream in) throws IOException {
    if (name.endsWith(".class")) {
      return true;
    }
    in.mark(8);
    byte[] start = in.readNBytes(8);
    in.reset();
    return start.length == 8
        && ByteBuffer.wrap(start).getInt() == CLASS_FILE
        // A library for two kinds of Mac begins with the same number; the number of kinds follows
        // it.
        && ByteBuffer.wrap(start).getShort(6) >= JAVA_1_1;
  }
}
