// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve;

import dev.coldbrew.lambda.emulator.InvokeRequest;
import java.time.Duration;

/** Is told what happens to a function, from several threads. */
public interface FunctionListener {

  /** A line of the function's log, or one that the service writes there. */
  void logged(String function, String line);

  /** An invocation has ended. */
  void invoked(String function, InvokeRequest request, Invoked invoked);

  /**
   * A new version of the code serves from now on.
   *
   * @param start how long its first start took
   */
  void serves(String function, Duration start);

  /**
   * The code is missing at the moment, and the previous version keeps serving.
   *
   * @param missing what is missing
   */
  default void waits(String function, String missing) {}

  /**
   * A version of the code does not start.
   *
   * @param reason in one line
   * @param olderServes whether the previous version keeps serving
   */
  void failed(String function, String reason, boolean olderServes);
}
