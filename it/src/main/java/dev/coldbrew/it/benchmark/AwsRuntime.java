package dev.coldbrew.it.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * AWS's runtime interface client with a packaged function's jars, on the JDK that runs the
 * benchmark, with the options of AWS's managed runtime. The jars are all on one class path, where
 * the managed runtime has a class loader of its own for the function's: no startup cache could hold
 * what that loads.
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
    try (var files = Files.list(library)) {
      jars = files.sorted().toList();
    }
    // Or it is unpacked at every start, which the managed runtime does not do either.
    var machine = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
    var client = jars.stream()
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

  Candidate candidate() throws IOException {
    return candidate("AWS's runtime", "-Xshare:auto");
  }

  /** As one would have it who records a cache for it. */
  Candidate candidateWithCache(Harness harness) throws IOException {
    var cache = new StartupCache(folder.resolve("aws.cache"));
    harness.train(function, candidate("training", cache.record()));
    return candidate("AWS's runtime, " + StartupCache.KIND, cache.use());
  }

  private Candidate candidate(String name, String cacheOption) throws IOException {
    var command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        cacheOption,
        "-XX:MaxHeapSize=" + PackagedFunction.MEMORY_MIB * 1024 * 85 / 100 + "k",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI="
            + folder.resolve("runtime.so"),
        "-cp",
        classPath(),
        MAIN_CLASS,
        function.handler()));
    return Candidate.bootstrap(name, folder, command);
  }

  private String classPath() throws IOException {
    var names = jars.stream().map(Path::getFileName).toList();
    var functions = function.jars().stream().filter(jar -> !names.contains(jar.getFileName()));
    return Stream.concat(jars.stream(), functions)
        .map(Path::toString)
        .collect(Collectors.joining(":"));
  }
}
