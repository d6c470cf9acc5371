// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * AWS's runtime interface client with a packaged function's jars, on the JDK that runs the
 * benchmark, with the options of AWS's managed runtime.
 */
final class AwsRuntime {

  private static final String MAIN_CLASS =
      "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

  private final PackagedFunction function;
  private final List<Path> jars;
  private final Path folder;

  /**
   * @param library the folder of the client's jars
   * @param folder where what it needs is put
   */
  AwsRuntime(PackagedFunction function, Path library, Path folder) throws IOException {
    this.function = function;
    this.folder = Files.createDirectories(folder);
    // Where its class loader looks for the function's jars.
    Path lib = Files.createDirectories(folder.resolve("lib"));
    for (Path jar : function.jars()) {
      Files.createSymbolicLink(lib.resolve(jar.getFileName()), jar);
    }
    try (Stream<Path> files = Files.list(library)) {
      jars = files.sorted().toList();
    }
    // Or it is unpacked at every start, which the managed runtime does not do either.
    String machine = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
    Path client = jars.stream()
        .filter(jar -> jar.toString().contains("runtime-interface-client"))
        .findFirst()
        .orElseThrow();
    Command.run(List.of(
        "unzip",
        "-q",
        "-j",
        client.toString(),
        "jni/libaws-lambda-jni.linux-" + machine + ".so",
        "-d",
        folder.toString()));
    Files.move(
        folder.resolve("libaws-lambda-jni.linux-" + machine + ".so"), folder.resolve("runtime.so"));
  }

  /** As AWS's managed runtime and base image start it: a class loader of its own has the function's jars. */
  Candidate candidate() {
    return candidate("AWS's runtime", "-Xshare:auto", classPath(jars.stream()));
  }

  /** The same with a startup cache, as one can have it in an image that is based on AWS's. */
  Candidate candidateWithCache(Harness harness) {
    return withCache(harness, "AWS's runtime, " + StartupCache.KIND, classPath(jars.stream()));
  }

  /**
   * The most that a startup cache can do for it: with all jars on the JVM's class path, as in an image
   * of one's own, it also holds the function's classes.
   */
  Candidate candidateOnOneClassPathWithCache(Harness harness) throws IOException {
    List<Path> names = jars.stream().map(Path::getFileName).toList();
    Stream<Path> functions =
        function.jars().stream().filter(jar -> !names.contains(jar.getFileName()));
    return withCache(
        harness,
        "AWS's runtime, all on one class path, " + StartupCache.KIND,
        classPath(Stream.concat(jars.stream(), functions)));
  }

  private Candidate withCache(Harness harness, String name, String classPath) {
    StartupCache cache = new StartupCache(folder.resolve(name.replaceAll("\\W+", "-") + ".cache"));
    harness.train(function, candidate("training", cache.record(), classPath));
    return candidate(name, cache.use(), classPath);
  }

  private Candidate candidate(String name, String cacheOption, String classPath) {
    List<String> command = List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        cacheOption,
        "-XX:MaxHeapSize=" + PackagedFunction.MEMORY_MB * 1024 * 85 / 100 + "k",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI="
            + folder.resolve("runtime.so"),
        "-cp",
        classPath,
        MAIN_CLASS,
        function.handler());
    return Candidate.bootstrap(name, folder, command);
  }

  private static String classPath(Stream<Path> jars) {
    return jars.map(Path::toString).collect(Collectors.joining(":"));
  }
}
