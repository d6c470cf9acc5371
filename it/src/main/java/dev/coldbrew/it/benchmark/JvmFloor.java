// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it.benchmark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The least a Java function could take: a hello-world program of one class, run to its end on the
 * function's own JVM with the function's JVM options, and with a startup cache of its own.
 */
final class JvmFloor {

  private JvmFloor() {}

  static Candidate of(Harness harness, PackagedFunction function, Path source, Path folder)
      throws Exception {
    Files.createDirectories(folder);
    Path bin = Path.of(System.getProperty("java.home"), "bin");
    String jar = folder.resolve("hello-world.jar").toString();
    String classes = folder.resolve("classes").toString();
    Command.run(List.of(bin + "/javac", "-d", classes, source.toString()));
    Command.run(List.of(bin + "/jar", "--create", "--file", jar, "-C", classes, "."));
    StartupCache cache = new StartupCache(folder.resolve("hello-world.cache"));
    List<String> options = function.jvmOptions(folder);
    List<String> training = command(function.java(), cache.record(), options, jar);
    harness.train(function, Candidate.program("training", folder, training));
    return Candidate.program(
        "hello-world JVM, whole process, " + StartupCache.KIND,
        folder,
        command(function.java(), cache.use(), options, jar));
  }

  private static List<String> command(Path java, String cache, List<String> options, String jar) {
    List<String> command = new ArrayList<>(List.of(java.toString(), cache));
    command.addAll(options);
    command.addAll(List.of("-cp", jar, "HelloWorld"));
    return command;
  }
}
