// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.coldbrew.lambda.file.FileTree;
import dev.coldbrew.lambda.file.Permissions;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuntimeImageTest {

  private static final ImageContent BASE = new ImageContent(new TreeSet<>(Set.of("java.base")));

  @TempDir
  Path folder;

  private Path directory;
  private Path copy;

  @BeforeEach
  void setUp() throws Exception {
    directory = folder.resolve("cached");
    copy = folder.resolve("task/image");
    Files.createDirectories(directory.resolve("bin"));
    Files.createDirectories(directory.resolve("lib"));
    Files.writeString(directory.resolve("bin/java"), "12345");
    Files.writeString(directory.resolve("lib/modules"), "123");
    for (Path path : FileTree.paths(directory)) {
      Permissions.setExecutable(path);
    }
    Permissions.setReadable(directory.resolve("lib/modules"));
  }

  @Test
  void copyHasTheSameModes() throws Exception {
    image(List.of()).copyTo(copy, true);

    assertEquals(
        List.of(
            "rwxr-xr-x ",
            "rwxr-xr-x bin",
            "rwxr-xr-x bin/java",
            "rwxr-xr-x lib",
            "rw-r--r-- lib/modules"),
        listing());
  }

  /** JDK 22 and newer have it. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatOnlyC2LoadsIsCopiedForJvmsWithC2(boolean optimizes) throws Exception {
    Path sort = Files.writeString(directory.resolve("lib/libsimdsort.so"), "1");
    Permissions.setReadable(sort);

    image(List.of()).copyTo(copy, optimizes);

    assertEquals(optimizes, listing().contains("rw-r--r-- lib/libsimdsort.so"));
    assertEquals(optimizes ? 6 : 5, listing().size());
  }

  @Test
  void copyReplacesWhatIsThere() throws Exception {
    Files.createDirectories(copy.resolve("lib"));
    Files.createFile(copy.resolve("lib/old"));

    image(List.of()).copyTo(copy, true);

    assertFalse(Files.exists(copy.resolve("lib/old")));
  }

  @Test
  void outsideLibrariesAreCopiedUnderTheNameThatIsLookedFor() throws Exception {
    Path real = Files.writeString(folder.resolve("libz.so.1.2.13"), "1234567");
    Path link = Files.createSymbolicLink(folder.resolve("libz.so.1"), real);
    RuntimeImage image = image(List.of(new OutsideLibrary("libz.so.1", link, false)));

    image.copyTo(copy, true);

    assertEquals(Optional.of("lib/outside"), image.libraryFolder());
    assertEquals("1234567", Files.readString(copy.resolve("lib/outside/libz.so.1")));
    assertFalse(Files.isSymbolicLink(copy.resolve("lib/outside/libz.so.1")));
    assertEquals(
        List.of("rwxr-xr-x lib/outside", "rw-r--r-- lib/outside/libz.so.1"),
        listing().subList(5, 7));
  }

  @Test
  void imageWithoutOutsideLibrariesHasNoFolderForThem() throws Exception {
    assertEquals(Optional.empty(), image(List.of()).libraryFolder());
  }

  @Test
  void sizeCountsOutsideLibraries() throws Exception {
    Path library = Files.writeString(folder.resolve("libz.so.1"), "1234567");

    assertEquals(8, image(List.of()).sizeBytes());
    assertEquals(
        15, image(List.of(new OutsideLibrary("libz.so.1", library, false))).sizeBytes());
  }

  private RuntimeImage image(List<OutsideLibrary> outside) throws Exception {
    return new RuntimeImage(
        directory, BASE, new NativeLibraries(Version.parse("2.17"), outside, List.of()));
  }

  private List<String> listing() throws Exception {
    List<String> lines = new ArrayList<>();
    for (Path path : FileTree.paths(copy)) {
      String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
      lines.add(mode + " " + copy.relativize(path));
    }
    return lines;
  }
}
