// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Sources that are compiled when they change: as soon as the system reports it, and at the latest when
 * the next invocation comes.
 */
public final class CompiledSources implements AutoCloseable {

  private final List<Path> folders;
  private final Runnable compiler;
  private final CodeChanges changes = new CodeChanges();
  private final Thread thread = new Thread(this::compileChanges, "compiler");
  private CodeState compiled;
  private CodeWatch watch;

  private CompiledSources(List<Path> folders, Runnable compiler) {
    this.folders = List.copyOf(folders);
    this.compiler = compiler;
    this.compiled = CodeState.of(folders);
    thread.setDaemon(true);
  }

  /**
   * Starts to watch sources that are compiled as they are now.
   *
   * @param compiler compiles them all; it throws nothing, and reports errors itself
   */
  public static CompiledSources start(List<Path> folders, Runnable compiler) {
    CompiledSources sources = new CompiledSources(folders, compiler);
    sources.watch = CodeWatch.start(folders, sources.changes);
    sources.thread.start();
    return sources;
  }

  /** Code that is compiled from these sources. */
  public FunctionCode compiling(FunctionCode code) {
    return new CompiledCode(code, this);
  }

  /** Waits until everything that was saved before this call is compiled, or cannot be. */
  void awaitCompiled() throws IOException {
    if (changes.see(CodeState.of(folders))) {
      watch.wakeUp();
    }
    changes.awaitDone();
  }

  /** Whether the compiler is at work, or about to be. */
  boolean areBeingCompiled() {
    return changes.arePending();
  }

  @Override
  public void close() throws IOException {
    changes.close();
    watch.close();
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void compileChanges() {
    try {
      while (true) {
        CodeChanges.Pending pending = changes.next();
        try {
          if (!pending.state().equals(compiled)) {
            compiled = pending.state();
            compiler.run();
          }
        } finally {
          changes.done(pending);
        }
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }
}
