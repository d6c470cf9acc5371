// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.crac;

import java.io.Serial;

/** Looked for by {@code org.crac}; never thrown, since what a hook threw is reported itself. */
public final class RestoreException extends Exception {

  @Serial
  private static final long serialVersionUID = 1;

  private RestoreException() {}
}
