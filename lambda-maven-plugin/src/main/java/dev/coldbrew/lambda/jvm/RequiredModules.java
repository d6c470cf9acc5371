package dev.coldbrew.lambda.jvm;

import dev.coldbrew.lambda.file.Digest;
import dev.coldbrew.lambda.file.FileTree;
import dev.coldbrew.lambda.problem.ProblemException;
import dev.coldbrew.lambda.process.Tool;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.InvalidModuleDescriptorException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Which modules of a JDK the application's jars need: those that their classes refer to, as the
 * JDK's own jdeps tells, and those that their module descriptors require.
 *
 * <p>jdeps is given copies that hold the class files alone, those that this JDK would load of a
 * multi-release jar: a module descriptor whose other modules are not there makes it fail, even with
 * {@code --ignore-missing-deps}. What is known of a jar is kept, because most jars of a project do
 * not change between two builds.
 */
public final class RequiredModules {

  /** Goes up when the same jar and JDK get another answer. */
  private static final String VERSION = "2";

  private static final Duration LIMIT = Duration.ofMinutes(5);

  /**
   * Until JDK 21 elliptic-curve keys, without which few servers speak TLS, come from a service
   * provider that no class refers to (JDK-8308398 moved it into java.base). It is 0.2 MB, so it is
   * always taken.
   */
  private static final String ELLIPTIC_CURVES = "jdk.crypto.ec";

  private static final int ELLIPTIC_CURVES_IN_BASE = 22;

  private final Jdk jdk;
  private final Path cache;

  private RequiredModules(Jdk jdk, Path cache) {
    this.jdk = jdk;
    this.cache = cache;
  }

  /**
   * The modules that those jars need.
   *
   * @param cache a folder that lasts from build to build
   * @param log where jdeps prints, when it has to run
   * @throws ProblemException when a jar cannot be read, the cache cannot be written, or jdeps fails
   */
  public static SortedSet<String> of(Jdk jdk, Collection<Path> jars, Path cache, Path log) {
    try {
      return new RequiredModules(jdk, cache).of(jars, log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private SortedSet<String> of(Collection<Path> jars, Path log) throws IOException {
    var modules = new TreeSet<>(Set.of("java.base"));
    if (jdk.feature() < ELLIPTIC_CURVES_IN_BASE && jdk.modules().contains(ELLIPTIC_CURVES)) {
      modules.add(ELLIPTIC_CURVES);
    }
    var release = Digest.of(jdk.home().resolve("release"));
    var unknown = new LinkedHashMap<Path, Path>();
    for (var jar : jars) {
      var answer = cache.resolve(Digest.of(VERSION, release, Digest.of(jar)));
      var known = known(answer);
      modules.addAll(known);
      if (known.isEmpty()) {
        unknown.put(answer, jar);
      }
    }
    if (!unknown.isEmpty()) {
      modules.addAll(ask(unknown, log));
    }
    return modules;
  }

  /** An answer always names java.base; anything else is a file that somebody broke. */
  private Set<String> known(Path answer) {
    try {
      var names = Set.copyOf(Arrays.asList(Files.readString(answer).split(" ")));
      return names.contains("java.base") && jdk.modules().containsAll(names) ? names : Set.of();
    } catch (IOException e) {
      return Set.of();
    }
  }

  private Set<String> ask(Map<Path, Path> jarByAnswer, Path log) throws IOException {
    var all = new TreeSet<String>();
    var folder = CacheFolder.newDraft(cache, "jdeps");
    try (var platform = PlatformClasses.of(jdk)) {
      var descriptors = new ArrayList<Set<Requires>>();
      var copies = new ArrayList<Path>();
      for (var jar : jarByAnswer.values()) {
        var copy = folder.resolve(copies.size() + ".jar");
        descriptors.add(copyClasses(jar, copy, platform));
        copies.add(copy);
      }
      var summary = new Tool("jdeps", command(jdk, copies)).run(log, LIMIT);
      var answers = List.copyOf(jarByAnswer.keySet());
      for (var i = 0; i < answers.size(); i++) {
        var modules = modules(summary, copies.get(i));
        descriptors.get(i).forEach(requires -> apply(requires, modules));
        modules.add("java.base");
        all.addAll(modules);
        var draft = folder.resolve("answer");
        Files.writeString(draft, String.join(" ", modules));
        Files.move(draft, answers.get(i), StandardCopyOption.ATOMIC_MOVE);
      }
    } finally {
      FileTree.delete(folder);
    }
    return all;
  }

  static List<String> command(Jdk jdk, List<Path> jars) {
    var command = new ArrayList<>(List.of(jdk.tool("jdeps").toString(), "-summary"));
    jars.forEach(jar -> command.add(jar.toString()));
    return command;
  }

  /**
   * A line of the summary is {@code gson.jar -> java.sql}; there are also lines with other jars, or
   * with "not found", on the right.
   */
  private SortedSet<String> modules(String summary, Path jar) {
    var start = jar.getFileName() + " -> ";
    return summary
        .lines()
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length()))
        .filter(jdk.modules()::contains)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * {@code requires static}: needed to compile, and the library does without when it runs. Any
   * other is a wish, such as for jdk.localedata, though no class may refer to it.
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
   * JDK's classes hide a jar's of the same name (org.w3c.dom.Node, say), so jdeps is not shown
   * them: what it tells of one jar then does not depend on the others.
   */
  private Set<Requires> copyClasses(Path jar, Path copy, PlatformClasses platform)
      throws IOException {
    var requires = new HashSet<Requires>();
    var version = Runtime.Version.parse(Integer.toString(jdk.feature()));
    try (var from = new JarFile(jar.toFile(), false, ZipFile.OPEN_READ, version);
        var to = new ZipOutputStream(Files.newOutputStream(copy))) {
      to.setLevel(0);
      // A name may be there twice, which a JVM does not mind; getJarEntry finds the one it takes.
      for (var name : from.versionedStream().map(ZipEntry::getName).distinct().toList()) {
        var entry = from.getJarEntry(name);
        if (name.equals("module-info.class")) {
          try (var in = from.getInputStream(entry)) {
            requires.addAll(requires(in.readAllBytes()));
          }
        } else if (name.endsWith(".class")
            && !name.startsWith("META-INF/")
            && !platform.contains(name)) {
          to.putNextEntry(new ZipEntry(name));
          try (var in = from.getInputStream(entry)) {
            in.transferTo(to);
          }
        }
      }
    } catch (ZipException | EOFException e) {
      throw new ProblemException(
          "jar '" + jar.getFileName() + "' cannot be read: " + e.getMessage(),
          "folder lib of the deployment package",
          "build or download it anew",
          e);
    }
    return requires;
  }

  /** Nothing for what is no descriptor: the class path does without. */
  private static Set<Requires> requires(byte[] moduleInfo) {
    if (moduleInfo.length < 8) {
      return Set.of();
    }
    // The descriptor is the same since Java 9; an older JDK that runs Maven reads a newer one so.
    moduleInfo[6] = 0;
    moduleInfo[7] = 53;
    try {
      return ModuleDescriptor.read(ByteBuffer.wrap(moduleInfo)).requires();
    } catch (InvalidModuleDescriptorException e) {
      return Set.of();
    }
  }
}
