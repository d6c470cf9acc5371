// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemRootTest {

  @TempDir
  Path folder;

  @Test
  void rootIsTheFolderWithTheDynamicLinker() throws Exception {
    Path root = root("lib/ld-linux-aarch64.so.1");

    assertEquals(Optional.of(root), SystemRoot.of(root.resolve("usr/lib/jvm/java-17"), "aarch64"));
  }

  /** In a root that lies elsewhere now, an absolute link leads nowhere. */
  @Test
  void linkThatLeadsNowhereIsOneAsWell() throws Exception {
    Path root = Files.createDirectories(folder.resolve("root"));
    Files.createDirectories(root.resolve("lib"));
    Files.createSymbolicLink(
        root.resolve("lib/ld-linux-aarch64.so.1"), Path.of("/nowhere/ld-2.36.so"));

    assertEquals(Optional.of(root), SystemRoot.of(root.resolve("opt/jdk"), "aarch64"));
  }

  @Test
  void rootOfAnotherProcessorIsNone() throws Exception {
    Path root = root("lib/ld-linux-riscv64.so.1");

    assertEquals(Optional.empty(), SystemRoot.of(root.resolve("opt/jdk"), "riscv64"));
  }

  @Test
  void librariesAreLookedForInThatRoot() throws Exception {
    Path root = root("lib/ld-linux-aarch64.so.1");

    assertEquals(
        root.resolve("lib/aarch64-linux-gnu"),
        NativeLibraries.systemFolders(root.resolve("opt/jdk"), "aarch64").get(0));
  }

  private Path root(String linker) throws Exception {
    Path root = folder.resolve("root");
    Files.createDirectories(root.resolve(linker).getParent());
    Files.createFile(root.resolve(linker));
    return root;
  }
}
