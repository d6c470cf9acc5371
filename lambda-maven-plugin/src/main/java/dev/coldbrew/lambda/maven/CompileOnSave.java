// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import dev.coldbrew.lambda.serve.CodeState;
import dev.coldbrew.lambda.serve.CodeWatch;
import dev.coldbrew.lambda.serve.ServedFunction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.apache.maven.Maven;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.execution.MavenExecutionResult;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.logging.Log;

/**
 * Compiles the build's modules when a source is saved: with all that their poms say, in the Maven that
 * runs already, which takes a fraction of a start of Maven.
 * Invocations that come meanwhile wait.
 */
final class CompileOnSave implements CodeWatch.Listener {

  /** How often sources are compiled that change while they are. */
  private static final int MAX_ROUNDS = 3;

  private final Maven maven;
  private final MavenSession session;
  private final Log log;
  private Collection<ServedFunction> functions;
  private List<Path> folders;
  private CodeState compiled;

  CompileOnSave(Maven maven, MavenSession session, Log log) {
    this.maven = maven;
    this.session = session;
    this.log = log;
  }

  /** @param served whose invocations wait */
  CodeWatch start(Collection<ServedFunction> served) throws IOException {
    functions = served;
    folders = session.getProjects().stream()
        .map(project -> project.getBasedir().toPath().resolve("src/main"))
        .toList();
    return CodeWatch.start(folders, this);
  }

  @Override
  public void touched() {
    functions.forEach(function -> function.hold(true));
  }

  /** The first state is what was compiled before. */
  @Override
  public void settled(CodeState sources) {
    try {
      CodeState now = sources;
      for (int round = 0;
          compiled != null && !compiled.equals(now) && round < MAX_ROUNDS;
          round++) {
        compiled = now;
        compile();
        now = CodeState.of(folders);
      }
      compiled = compiled == null ? now : compiled;
    } finally {
      release();
    }
  }

  private void release() {
    functions.forEach(function -> function.hold(false));
  }

  @Override
  public void failed(Throwable e) {
    release();
    log.error("the changed sources are not compiled: " + e);
  }

  private void compile() {
    MavenExecutionRequest request = DefaultMavenExecutionRequest.copy(session.getRequest());
    request.setGoals(List.of("process-classes"));
    request.setExecutionListener(null); // it would print all that begins and ends
    MavenExecutionResult result = maven.execute(request);
    result.getExceptions().forEach(problem -> log.error(problem.getMessage()));
  }
}
