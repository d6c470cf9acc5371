// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it.benchmark;

import dev.coldbrew.it.MavenBuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A project of {@code src/projects}, packaged by Maven, its zip unpacked as Lambda does.
 *
 * @param event the one that is sent to it
 */
record PackagedFunction(String project, String handler, Path event, Path task, long zipBytes) {

  static final int MEMORY_MB = 512;

  static PackagedFunction of(
      String project, String handler, String event, Path folder, String... options)
      throws IOException {
    MavenBuild build = MavenBuild.of(project, folder).with(options);
    build.run("package");
    Path zip = build.file("target/" + project + "-1.0.zip");
    Path task = folder.resolve("task");
    // The zip's times are local ones, and Lambda's zone is UTC.
    Command.run(List.of("unzip", "-q", zip.toString(), "-d", task.toString()), Map.of("TZ", "UTC"));
    return new PackagedFunction(
        project, handler, build.file("src/lambda/events/" + event), task, Files.size(zip));
  }

  /** The same in another folder, with other options for Maven. */
  PackagedFunction packagedAgain(Path folder, String... options) throws IOException {
    return of(project, handler, event.getFileName().toString(), folder, options);
  }

  Candidate candidate(String name) {
    return new Candidate(name, task, List.of(task.resolve("bootstrap").toString()), true, zipBytes);
  }

  /** The JVM in the zip. */
  Path java() {
    return task.resolve("image/bin/java");
  }

  /** The options that bootstrap starts the JVM with, but for those of its startup cache. */
  List<String> jvmOptions(Path folder) throws IOException {
    Path wrapper =
        Files.writeString(folder.resolve("print-arguments"), "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    wrapper.toFile().setExecutable(true);
    Map<String, String> environment = Map.of(
        "AWS_LAMBDA_EXEC_WRAPPER", wrapper.toString(),
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", String.valueOf(MEMORY_MB),
        "LAMBDA_TASK_ROOT", task.toString());
    return Command.run(List.of(task.resolve("bootstrap").toString()), environment)
        .lines()
        .filter(argument -> argument.startsWith("-X") || argument.contains(".encoding="))
        .filter(argument -> !argument.contains("AOT") && !argument.contains("SharedArchiveFile"))
        .toList();
  }

  /** The jars of its class path but for Coldbrew's runtime with its Gson. */
  List<Path> jars() throws IOException {
    try (Stream<Path> files = Files.list(task.resolve("lib"))) {
      return files
          .filter(jar -> !jar.getFileName().toString().matches("(lambda-runtime|gson)-.*"))
          .sorted()
          .toList();
    }
  }
}
