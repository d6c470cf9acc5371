// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve;

/** All execution environments that a function may have are at work. */
public final class BusyException extends Exception {
  private static final long serialVersionUID = 1;
}
