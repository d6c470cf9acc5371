package dev.coldbrew.lambda.jvm;

import dev.coldbrew.lambda.problem.ProblemException;
import dev.coldbrew.lambda.process.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.FileSystems;
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
 * Which modules of a JDK the application's jars refer to, as the JDK's own jdeps tells.
 *
 * <p>jdeps is given copies that hold the class files alone, those that this JDK would load of a
 * multi-release jar: a module descriptor whose other modules are not there makes it fail, even with
 * {@code --ignore-missing-deps}. What is known of a jar is kept, because most jars of a project do
 * not change between two builds.
 */
public final class RequiredModules {

  /** Goes up when the same jar and JDK get another answer. */
  private static final String VERSION = "1";

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
   * @throws ProblemException when a jar cannot be read, or jdeps fails
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
    Files.createDirectories(cache);
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
  private Set<String> known(Path answer) throws IOException {
    if (!Files.exists(answer)) {
      return Set.of();
    }
    var names = Set.copyOf(Arrays.asList(Files.readString(answer).split(" ")));
    return names.contains("java.base") && jdk.modules().containsAll(names) ? names : Set.of();
  }

  private Set<String> ask(Map<Path, Path> jarByAnswer, Path log) throws IOException {
    var all = new TreeSet<String>();
    var folder = Files.createTempDirectory(cache, "jdeps");
    try {
      var platform = platformPackages();
      var optional = new ArrayList<Set<String>>();
      var copies = new ArrayList<Path>();
      for (var jar : jarByAnswer.values()) {
        var copy = folder.resolve(copies.size() + ".jar");
        optional.add(copyClasses(jar, copy, platform));
        copies.add(copy);
      }
      var summary = new Tool("jdeps", command(jdk, copies)).run(log, LIMIT);
      var answers = List.copyOf(jarByAnswer.keySet());
      for (var i = 0; i < answers.size(); i++) {
        var modules = modules(summary, copies.get(i));
        modules.removeAll(optional.get(i));
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
   * The packages of the JDK. At run time the JDK's classes hide those that a jar has of the same
   * package (of org.w3c.dom, say), so jdeps is not shown them: what it tells of one jar then does
   * not depend on the others.
   */
  private Set<String> platformPackages() throws IOException {
    try (var jrt = FileSystems.newFileSystem(
            URI.create("jrt:/"), Map.of("java.home", jdk.home().toString()));
        var packages = Files.list(jrt.getPath("/packages"))) {
      return packages.map(path -> path.getFileName().toString()).collect(Collectors.toSet());
    }
  }

  /** Copies the class files, and returns the modules that the jar declares to be optional. */
  private Set<String> copyClasses(Path jar, Path copy, Set<String> platform) throws IOException {
    var optional = new HashSet<String>();
    var version = Runtime.Version.parse(Integer.toString(jdk.feature()));
    try (var from = new JarFile(jar.toFile(), false, ZipFile.OPEN_READ, version);
        var to = new ZipOutputStream(Files.newOutputStream(copy))) {
      to.setLevel(0);
      for (var entry : from.versionedStream().toList()) {
        var name = entry.getName();
        if (name.equals("module-info.class")) {
          try (var in = from.getInputStream(entry)) {
            optional.addAll(optionalModules(in.readAllBytes()));
          }
        } else if (name.endsWith(".class")
            && !name.startsWith("META-INF/")
            && !platform.contains(packageOf(name))) {
          to.putNextEntry(new ZipEntry(name));
          try (var in = from.getInputStream(entry)) {
            in.transferTo(to);
          }
        }
      }
    } catch (ZipException e) {
      throw new ProblemException(
          "'" + jar.getFileName() + "' is no jar that can be read: " + e.getMessage(),
          "file " + jar,
          "delete that file, so that it is built or downloaded anew",
          e);
    }
    return optional;
  }

  private static String packageOf(String classFile) {
    var slash = classFile.lastIndexOf('/');
    return slash < 0 ? "" : classFile.substring(0, slash).replace('/', '.');
  }

  /** {@code requires static}: needed to compile, and the library does without when it runs. */
  private static Set<String> optionalModules(byte[] moduleInfo) {
    // The descriptor is the same since Java 9; an older JDK that runs Maven reads a newer one so.
    moduleInfo[6] = 0;
    moduleInfo[7] = 53;
    return ModuleDescriptor.read(ByteBuffer.wrap(moduleInfo)).requires().stream()
        .filter(requires -> requires.modifiers().contains(Requires.Modifier.STATIC))
        .map(Requires::name)
        .collect(Collectors.toSet());
  }
}
