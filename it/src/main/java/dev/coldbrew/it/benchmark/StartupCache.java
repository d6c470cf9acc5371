// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it.benchmark;

import java.nio.file.Files;
import java.nio.file.Path;

/** A JVM's own startup cache, as any program can have one: an AOT cache, before JDK 25 a CDS archive. */
record StartupCache(Path file) {

  private static final boolean AOT = Runtime.version().feature() >= 25;

  static final String KIND = AOT ? "AOT cache" : "CDS archive";

  String record() {
    return (AOT ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + file;
  }

  String use() {
    if (!Files.exists(file)) {
      throw new IllegalStateException(file + " has not been recorded");
    }
    return (AOT ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + file;
  }
}
