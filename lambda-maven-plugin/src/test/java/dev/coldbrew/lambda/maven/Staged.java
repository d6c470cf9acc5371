// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** As much of a staged function as the goals look at before they start it. */
final class Staged {

  private Staged() {}

  static Path in(Path basedir) throws IOException {
    Path task = Files.createDirectories(basedir.resolve("target/lambda/task"));
    Path bootstrap = Files.writeString(task.resolve("bootstrap"), "#!/bin/sh\nexit 3\n");
    Files.setPosixFilePermissions(bootstrap, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.createDirectory(task.resolve("image"));
    Files.writeString(
        task.resolve("image/release"),
        "JAVA_VERSION=\"25.0.3\"\nIMPLEMENTOR=\"Eclipse Adoptium\"\n");
    return task;
  }

  /** As {@link #in}, with its image in a layer; with the launcher in place, it ends with 3, else 4. */
  static void withLayer(Path basedir) throws IOException {
    Path task = in(basedir);
    Path layer = Files.createDirectories(basedir.resolve("target/opt/coldbrew"));
    Files.move(task.resolve("image"), layer.resolve("image"));
    Files.createDirectory(layer.resolve("image/bin"));
    Files.writeString(layer.resolve("image/bin/java"), "a program for another processor");
    Files.writeString(
        task.resolve("bootstrap"),
        "#!/bin/sh\n[ -f \"$LAMBDA_TASK_ROOT/../../opt/coldbrew/image/bin/java.real\" ] && exit 3\n"
            + "exit 4\n");
  }

  /** Leaves the plan by which it was bundled, of which it has only the target. */
  static void keepPlan(Path basedir, String target) throws IOException {
    Files.writeString(basedir.resolve("target/lambda/bundle.json"), """
        {"libraries": [], "runtime": [], "jvmOptions": [], "architecture": "X86_64", "targetName": "%s"}""".formatted(target));
  }

  /** Leaves a note of what it was staged from, as {@code lambda:bundle} does: no files, one setting. */
  static void keepInputs(Path basedir, String setting, String value) throws IOException {
    Files.writeString(
        basedir.resolve("target/lambda/inputs.json"),
        "{\"digests\": {}, \"settings\": {\"%s\": \"%s\"}, \"home\": \"/jdk\"}"
            .formatted(setting, value));
  }

  /** Makes the zip of what is staged. */
  static void zip(Path basedir) throws IOException {
    Path task = basedir.resolve("target/lambda/task");
    try (OutputStream file = Files.newOutputStream(basedir.resolve("target/hello-1.0.zip"));
        ZipOutputStream zip = new ZipOutputStream(file);
        Stream<Path> files = Files.walk(task)) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        zip.putNextEntry(new ZipEntry(task.relativize(each).toString()));
        Files.copy(each, zip);
      }
    }
  }
}
