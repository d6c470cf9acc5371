// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.training;

import dev.coldbrew.lambda.file.TaskFolder;
import dev.coldbrew.lambda.training.Proof.CacheUse.Reason;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where a JVM took the classes of the application and its libraries from, as its log says.
 *
 * @param fromCache names of those that came from the startup cache, with their jars
 * @param fromJars names of those that came from a jar, with the jar
 */
public record LoadedClasses(Map<String, Path> fromCache, Map<String, Path> fromJars) {

  /** Of the JVM: one line a class, into a file beside the task folder. */
  public static final String LOG_OPTION = "-Xlog:class+load:file=../classes.log::filecount=0";

  /** {@code [0.014s][info][class,load] java.lang.Object source: shared objects file} */
  private static final Pattern LOADED = Pattern.compile("] (\\S+) source: (.*)$");

  private static final String CLASS = ".class";

  /** Where a class file has it, and which one Java 6 wrote. */
  private static final int MAJOR_VERSION = 6;

  private static final int JAVA_6 = 50;

  /** As below, where the JVM was started in a task folder, which may have a layer. */
  public static LoadedClasses read(TaskFolder task) throws IOException {
    return task.hasLayer()
        ? read(task.classLog(), task.libraries(), task.layerLibraries())
        : read(task.classLog(), task.libraries());
  }

  /**
   * @param log what {@link #LOG_OPTION} wrote
   * @param folders with all jars of the class path
   */
  public static LoadedClasses read(Path log, Path... folders) throws IOException {
    Map<String, Path> jars = new HashMap<>();
    for (Path folder : folders) {
      jars.putAll(classesIn(folder));
    }
    Map<String, String> sources = new TreeMap<>();
    try (Stream<String> lines = Files.lines(log)) {
      lines.map(LOADED::matcher).filter(Matcher::find).forEach(line -> {
        if (jars.containsKey(line.group(1))) {
          sources.put(line.group(1), line.group(2));
        }
      });
    }
    Map<String, Path> fromCache = new TreeMap<>();
    Map<String, Path> fromJars = new TreeMap<>();
    sources.forEach((name, source) -> {
      if (source.startsWith("shared objects file")) {
        fromCache.put(name, jars.get(name));
      } else {
        fromJars.put(name, jars.get(name));
      }
    });
    return new LoadedClasses(fromCache, fromJars);
  }

  /**
   * Why those from jars did not come from the cache, as far as is known.
   *
   * @param plan that the cache was recorded by
   */
  public Map<String, Reason> outside(TrainingPlan plan) throws IOException {
    Map<String, Reason> skipped = SkippedClasses.read(new RecordedCache(plan.kept()).log());
    Map<String, Reason> outside = new TreeMap<>();
    for (String name : fromJars.keySet()) {
      Reason unknown = isOld(name) ? Reason.OLD : Reason.NOT_TRAINED;
      outside.put(name, skipped.getOrDefault(name, unknown));
    }
    return outside;
  }

  /** Whether a class from a jar is older than Java 6, and so than what a cache can hold. */
  boolean isOld(String name) throws IOException {
    String entry = name.replace('.', '/') + CLASS;
    try (JarFile jar = open(fromJars.get(name));
        DataInputStream in = new DataInputStream(jar.getInputStream(jar.getJarEntry(entry)))) {
      in.skipBytes(MAJOR_VERSION);
      return in.readUnsignedShort() < JAVA_6;
    }
  }

  private static JarFile open(Path jar) throws IOException {
    return new JarFile(jar.toFile(), false, JarFile.OPEN_READ, Runtime.version());
  }

  private static Map<String, Path> classesIn(Path lib) throws IOException {
    Map<String, Path> names = new HashMap<>();
    List<Path> jars = new ArrayList<>();
    try (Stream<Path> files = Files.list(lib)) {
      files.filter(file -> file.toString().endsWith(".jar")).forEach(jars::add);
    }
    for (Path jar : jars) {
      try (JarFile file = open(jar)) {
        file.versionedStream()
            .map(entry -> entry.getName())
            .filter(name -> name.endsWith(CLASS))
            .map(name -> name.substring(0, name.length() - CLASS.length()).replace('/', '.'))
            .forEach(name -> names.put(name, jar));
      }
    }
    return names;
  }
}
