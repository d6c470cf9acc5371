// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.deploy;

import dev.coldbrew.lambda.emulator.Caller;
import dev.coldbrew.lambda.emulator.InvocationResult;

/** A function in AWS, or at another server with Lambda's API. */
public interface RemoteFunction extends AutoCloseable {

  /**
   * Invokes the function, once, and waits for its response.
   *
   * @throws dev.coldbrew.lambda.problem.ProblemException if AWS refuses the request or cannot be
   *     reached
   */
  InvocationResult invoke(byte[] event, Caller caller);

  /** Where it is, for messages: {@code in AWS}, or at an endpoint that somebody has set. */
  String place();

  @Override
  void close();
}
