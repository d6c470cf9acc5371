// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import dev.coldbrew.lambda.download.ArchiveStore;
import dev.coldbrew.lambda.download.Source;
import dev.coldbrew.lambda.jvm.JdkFinder;
import dev.coldbrew.lambda.jvm.JdkStore;
import dev.coldbrew.lambda.process.Progress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.toolchain.ToolchainManager;

/** Where this build may get JDKs from. */
final class Jdks {

  private Jdks() {}

  /**
   * Finds them in {@code toolchains.xml}, on this machine, and at Adoptium's.
   *
   * @param cacheDirectory where downloaded JDKs are
   * @param mayDownload the parameter {@code jdkDownload}
   * @param progress for downloads
   * @param log gets a line for each download
   */
  static JdkFinder finder(
      MavenSession session,
      ToolchainManager toolchains,
      Path cacheDirectory,
      boolean mayDownload,
      Progress progress,
      Consumer<String> log) {
    Optional<Source> source = mayDownload && !session.isOffline()
        ? Optional.of(AdoptiumSource.of(session.getRepositorySession()))
        : Optional.empty();
    ArchiveStore archives = new ArchiveStore(cacheDirectory.resolve("jdks"), progress);
    return JdkFinder.onThisMachine(
        Toolchains.jdkHomes(toolchains, session),
        new JdkStore(archives, source, session.isOffline(), log),
        session.getCurrentProject().getBasedir().toPath());
  }
}
