// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.emulator;

/**
 * What a runtime posted as the end of an invocation or of its init phase.
 *
 * @param errorType null for a response, else the token for the log ({@code Runtime.Unknown})
 */
record Posted(byte[] payload, String errorType) {

  boolean isError() {
    return errorType != null;
  }
}
