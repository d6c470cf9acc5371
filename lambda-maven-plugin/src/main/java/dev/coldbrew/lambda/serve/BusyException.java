// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve;

/** A function has as many execution environments as it may have, and all are busy. */
public final class BusyException extends Exception {
  private static final long serialVersionUID = 1;
}
