// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeJarsTest {

  private static final int X86_64 = 62;
  private static final int AARCH64 = 183;

  @TempDir
  Path folder;

  @Test
  void jarForTheOtherProcessorIsNamedWithItsLibrary() throws Exception {
    Path jar =
        jar("epoll-linux-x86_64.jar", Map.of("META-INF/native/libepoll_x86_64.so", elf(X86_64)));

    assertEquals(
        List.of("epoll-linux-x86_64.jar has META-INF/native/libepoll_x86_64.so for x86_64, and no"
            + " jar has it for aarch64"),
        NativeJars.check(List.of(jar), Architecture.ARM64));
    assertEquals(List.of(), NativeJars.check(List.of(jar), Architecture.X86_64));
  }

  @Test
  void jarForBothProcessorsPasses() throws Exception {
    Path jar = jar(
        "sqlite.jar",
        Map.of(
            "Linux/x86_64/libsqlite.so", elf(X86_64), "Linux/aarch64/libsqlite.so", elf(AARCH64)));

    assertEquals(List.of(), NativeJars.check(List.of(jar), Architecture.ARM64));
    assertEquals(List.of(), NativeJars.check(List.of(jar), Architecture.X86_64));
  }

  @Test
  void jarForEachProcessorPasses() throws Exception {
    Path one = jar("epoll-linux-x86_64.jar", Map.of("native/libepoll_x86_64.so.1", elf(X86_64)));
    Path other = jar("epoll-linux-arm.jar", Map.of("native/libepoll_aarch_64.so.1", elf(AARCH64)));

    assertEquals(List.of(), NativeJars.check(List.of(one, other), Architecture.ARM64));
  }

  /** RocksDB's, for one. */
  @Test
  void jarForAllProcessorsPassesWhateverItsFilesAreCalled() throws Exception {
    Path jar = jar(
        "rocksdb.jar",
        Map.of("librocksdb-linux64.so", elf(X86_64), "librocksdb-linux-aarch64.so", elf(AARCH64)));

    assertEquals(List.of(), NativeJars.check(List.of(jar), Architecture.ARM64));
    assertEquals(List.of(), NativeJars.check(List.of(jar), Architecture.X86_64));
  }

  @Test
  void whatIsNoJarPasses() throws Exception {
    Path file = Files.write(folder.resolve("librocksdb.so"), elf(X86_64));

    assertEquals(List.of(), NativeJars.check(List.of(file), Architecture.ARM64));
  }

  @Test
  void whatIsNoLibraryForLinuxPasses() throws Exception {
    Path jar = jar(
        "other.jar", Map.of("a.so", "text".getBytes(), "b.dll", elf(X86_64), "c.txt", elf(X86_64)));

    assertEquals(List.of(), NativeJars.check(List.of(jar), Architecture.ARM64));
  }

  private Path jar(String name, Map<String, byte[]> files) throws Exception {
    return new Jars(folder).jar(name, "", files);
  }

  private static byte[] elf(int machine) {
    byte[] file = Arrays.copyOf(new byte[] {0x7f, 'E', 'L', 'F', 2, 1}, 64);
    file[0x12] = (byte) machine;
    return file;
  }
}
