// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.coldbrew.lambda.process.Launcher;
import dev.coldbrew.lambda.process.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandInJavaTest {

  @TempDir
  Path folder;

  private Path task;
  private Path java;

  @BeforeEach
  void setUp() throws IOException {
    task = folder.resolve("a copy");
    java = task.resolve("image/bin/java");
    Files.createDirectories(java.getParent());
    script(java, "echo \"$0 was given $# arguments, the last of them $2\"");
  }

  @Test
  void javaIsStartedByTheLauncherWithItsArguments() throws Exception {
    Path launcher = script(folder.resolve("an emulator"), "echo started by $1; shift; exec \"$@\"");

    StandInJava.install(new Launcher(List.of(launcher.toString(), "-L"), null, null), task);

    String printed = new Tool("java", List.of(java.toString(), "-cp", "a b"))
        .run(folder.resolve("log"), Duration.ofSeconds(30));
    assertEquals(
        "started by -L\n" + java + ".real was given 2 arguments, the last of them a b\n", printed);
  }

  @Test
  void nothingStandsInWhereJavaIsStartedDirectly() throws Exception {
    String before = Files.readString(java);

    StandInJava.install(Launcher.DIRECT, task);

    assertEquals(before, Files.readString(java));
  }

  @Test
  void launcherIsKeptBesideTheTaskFolder() throws Exception {
    Launcher launcher = Launcher.of("qemu -L '/a root'");
    LauncherFile.keep(launcher, task);

    assertEquals(launcher, LauncherFile.of(task));

    Launcher missing = Launcher.missing("no qemu", "install it");
    LauncherFile.keep(missing, task);

    assertEquals(missing, LauncherFile.of(task));

    LauncherFile.keep(Launcher.DIRECT, task);

    assertEquals(Launcher.DIRECT, LauncherFile.of(task));
    assertFalse(Files.exists(folder.resolve("launcher.json")));
  }

  private static Path script(Path file, String line) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + line + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
