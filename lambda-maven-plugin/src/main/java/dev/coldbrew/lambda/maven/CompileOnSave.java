// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import dev.coldbrew.lambda.serve.CompiledSources;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.Maven;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.execution.MavenExecutionResult;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.logging.Log;

/**
 * Compiles the build's modules when a source is saved: as their poms say, and in the Maven that is
 * already running, which takes a fraction of the time that another one needs to start.
 */
final class CompileOnSave {

  private final Maven maven;
  private final MavenSession session;
  private final Log log;

  CompileOnSave(Maven maven, MavenSession session, Log log) {
    this.maven = maven;
    this.session = session;
    this.log = log;
  }

  CompiledSources start() {
    List<Path> folders = session.getProjects().stream()
        .map(project -> project.getBasedir().toPath().resolve("src/main"))
        .toList();
    return CompiledSources.start(folders, this::compile);
  }

  private void compile() {
    MavenExecutionRequest request = DefaultMavenExecutionRequest.copy(session.getRequest());
    request.setGoals(List.of("process-classes"));
    request.setExecutionListener(null); // it would print everything that starts and ends
    try {
      MavenExecutionResult result = maven.execute(request);
      result.getExceptions().forEach(problem -> log.error(problem.getMessage()));
    } catch (RuntimeException | Error e) { // from a plugin; the next change may compile
      log.error("the changed sources are not compiled: " + e);
    }
  }
}
