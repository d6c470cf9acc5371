// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.emulator;

import java.util.UUID;

/**
 * A request that the Invoke API has accepted and passes on to a function.
 *
 * @param requestId that of the log lines; the same for each attempt at an asynchronous invocation
 * @param functionArn with a qualifier only if the caller gave one
 * @param event JSON
 * @param stream receives a streamed response as it arrives; null to keep it until it is complete
 */
public record InvokeRequest(
    String requestId, String functionArn, byte[] event, Caller caller, StreamedResponse stream) {

  /** A first attempt, whose response is kept until it is complete. */
  public static InvokeRequest of(String functionArn, byte[] event, Caller caller) {
    return new InvokeRequest(UUID.randomUUID().toString(), functionArn, event, caller, null);
  }
}
