// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve;

import dev.coldbrew.lambda.emulator.InvokeRequest;
import java.time.Duration;

/** Hears what happens to a function; from several threads. */
public interface FunctionListener {

  /** A line of the function's log, or one that the service writes there. */
  void logged(String function, String line);

  /** An invocation has ended. */
  void invoked(String function, InvokeRequest request, Invoked invoked);

  /**
   * A version of the code serves the next invocations.
   *
   * @param start how long its first start took
   */
  void serves(String function, Duration start);

  /**
   * There is no code at the moment, and the version before goes on serving.
   *
   * @param missing what is not there
   */
  default void waits(String function, String missing) {}

  /**
   * A version of the code does not start.
   *
   * @param reason in one line
   * @param olderServes whether the version before it goes on serving
   */
  void failed(String function, String reason, boolean olderServes);
}
