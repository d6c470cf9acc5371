// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where a function's code comes from, each time a new version of it is started. */
public interface FunctionCode {

  /**
   * The files and folders whose change makes a new version. They need not be there.
   */
  List<Path> sources();

  /**
   * What is not there now that has to be, such as all classes while a compiler is at work; empty if
   * nothing is.
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
   * Makes a task folder of what they are now. It holds copies of all that may change: what runs from
   * it stays what it was.
   *
   * @param task where nothing is yet
   * @throws IOException also if a file vanishes meanwhile
   */
  void stage(Path task) throws IOException;
}
