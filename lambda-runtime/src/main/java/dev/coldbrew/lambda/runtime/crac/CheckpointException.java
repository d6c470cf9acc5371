// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.crac;

import java.io.Serial;

/** Required by {@code org.crac}, but never thrown: the runtime reports the hook's own exception. */
public final class CheckpointException extends Exception {

  @Serial
  private static final long serialVersionUID = 1;

  private CheckpointException() {}
}
