// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.toolchain.Toolchain;
import org.apache.maven.toolchain.ToolchainManager;

/** The JDKs that the user's {@code toolchains.xml} names. */
final class Toolchains {

  private Toolchains() {}

  static List<Path> jdkHomes(ToolchainManager manager, MavenSession session) {
    List<Path> homes = new ArrayList<>();
    for (Toolchain toolchain : manager.getToolchains(session, "jdk", null)) {
      String java = toolchain.findTool("java"); // HOME/bin/java
      if (java != null) {
        homes.add(Path.of(java).getParent().getParent());
      }
    }
    return homes;
  }
}
