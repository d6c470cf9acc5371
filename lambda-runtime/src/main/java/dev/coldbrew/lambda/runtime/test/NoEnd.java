// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.test;

import dev.coldbrew.lambda.runtime.lifecycle.LastResort;
import java.io.OutputStream;

/** Leaves the test's JVM alone, where Lambda starts a new process. */
final class NoEnd extends LastResort {

  NoEnd(OutputStream log) {
    super(log);
  }

  @Override
  public void arm() {}

  @Override
  public void halt() {}
}
