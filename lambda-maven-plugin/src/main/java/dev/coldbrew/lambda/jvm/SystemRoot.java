// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The root of the Linux system that a JDK belongs to: {@code /}, or the folder that contains the
 * unpacked root of another system. It is the nearest folder above the JDK with a dynamic linker for
 * the JDK's processor.
 */
final class SystemRoot {

  private static final Map<String, List<String>> LINKERS = Map.of(
      "x86_64", List.of("lib64/ld-linux-x86-64.so.2", "usr/lib64/ld-linux-x86-64.so.2"),
      "aarch64", List.of("lib/ld-linux-aarch64.so.1", "usr/lib/ld-linux-aarch64.so.1"));

  private SystemRoot() {}

  /** Empty if no folder above the JDK has one. */
  static Optional<Path> of(Path jdk, String machine) {
    List<String> linkers = LINKERS.getOrDefault(machine, List.of());
    for (Path folder = jdk.toAbsolutePath(); folder != null; folder = folder.getParent()) {
      if (linkers.stream()
          .map(folder::resolve)
          .anyMatch(linker -> Files.exists(linker, LinkOption.NOFOLLOW_LINKS))) {
        return Optional.of(folder);
      }
    }
    return Optional.empty();
  }
}
