package dev.coldbrew.lambda.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where a JVM took the classes of the application and its libraries from, as its log says.
 *
 * @param fromCache names of those that came from the startup cache
 * @param fromJars names of those that came from a jar
 */
record LoadedClasses(Set<String> fromCache, Set<String> fromJars) {

  /** Of the JVM: one line a class, into a file beside the task folder. */
  static final String LOG_FILE = "classes.log";

  static final String LOG_OPTION = "-Xlog:class+load:file=../" + LOG_FILE + "::filecount=0";

  /** {@code [0.014s][info][class,load] java.lang.Object source: shared objects file} */
  private static final Pattern LOADED = Pattern.compile("] (\\S+) source: (.*)$");

  private static final String CLASS = ".class";

  /**
   * @param log what {@link #LOG_OPTION} wrote
   * @param lib the folder with all jars of the class path
   */
  static LoadedClasses read(Path log, Path lib) throws IOException {
    Set<String> known = classesIn(lib);
    Map<String, String> sources = new TreeMap<>();
    try (Stream<String> lines = Files.lines(log)) {
      lines.map(LOADED::matcher).filter(Matcher::find).forEach(line -> {
        if (known.contains(line.group(1))) {
          sources.put(line.group(1), line.group(2));
        }
      });
    }
    Set<String> fromCache = new HashSet<>();
    Set<String> fromJars = new HashSet<>();
    sources.forEach((name, source) ->
        (source.startsWith("shared objects file") ? fromCache : fromJars).add(name));
    return new LoadedClasses(fromCache, fromJars);
  }

  private static Set<String> classesIn(Path lib) throws IOException {
    Set<String> names = new HashSet<>();
    List<Path> jars = new ArrayList<>();
    try (Stream<Path> files = Files.list(lib)) {
      files.filter(file -> file.toString().endsWith(".jar")).forEach(jars::add);
    }
    for (Path jar : jars) {
      try (JarFile file = new JarFile(jar.toFile(), false, JarFile.OPEN_READ, Runtime.version())) {
        file.versionedStream()
            .map(entry -> entry.getName())
            .filter(name -> name.endsWith(CLASS))
            .map(name -> name.substring(0, name.length() - CLASS.length()).replace('/', '.'))
            .forEach(names::add);
      }
    }
    return names;
  }
}
