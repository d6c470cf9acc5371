// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where a function's code comes from, each time a new version of it is started. */
public interface FunctionCode {

  /** The files and folders whose changes make a new version. They need not exist. */
  List<Path> sources();

  /**
   * What the function needs but lacks at the moment, such as its classes while a compiler is at
   * work; empty if nothing is missing.
   */
  default Optional<String> missing() throws IOException {
    return Optional.empty();
  }

  /** Waits until all sources that were saved before this call are compiled, if that happens here. */
  default void awaitCompiled() throws IOException {}

  /** Whether a compiler is at work, which may have deleted classes that it is about to write. */
  default boolean isBeingCompiled() {
    return false;
  }

  /**
   * Makes a task folder of the code as it is now. It holds copies of everything that may change, so
   * that what runs from it stays the same.
   *
   * @param task a path where nothing exists yet
   * @throws IOException also if a file vanishes in the meantime
   */
  void stage(Path task) throws IOException;
}
