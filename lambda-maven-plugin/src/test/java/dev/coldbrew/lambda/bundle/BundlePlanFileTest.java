// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.coldbrew.lambda.classpath.Library;
import dev.coldbrew.lambda.file.TaskFolder;
import dev.coldbrew.lambda.jvm.Architecture;
import dev.coldbrew.lambda.jvm.ModuleSettings;
import dev.coldbrew.lambda.task.TaskFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundlePlanFileTest {

  @TempDir
  Path folder;

  @Test
  void isKeptAsItIs() throws IOException {
    BundlePlan plan = new BundlePlan(
        List.of(new Library("example:hello:1.0", folder.resolve("classes"), "hello-1.0.jar")),
        List.of(new Library("g:runtime:1", folder.resolve("runtime.jar"), "runtime-1.jar")),
        new TaskFiles(folder.resolve("files")),
        "example.Hello::hello",
        "own",
        "types",
        new ModuleSettings(List.of("jdk.charsets"), List.of("java.desktop"), List.of("de")),
        75,
        List.of("-Dquoted=it's \"$HOME\""),
        true,
        Architecture.ARM64,
        null,
        "debian-13:2.41",
        true,
        folder.resolve("cache"));

    BundlePlanFile.write(plan, TaskFolder.in(folder));

    assertEquals(Optional.of(plan), BundlePlanFile.read(TaskFolder.in(folder)));
  }

  @Test
  void mayNotHaveBeenKept() throws IOException {
    assertEquals(Optional.empty(), BundlePlanFile.read(TaskFolder.in(folder)));
  }
}
