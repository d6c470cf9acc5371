// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.crac;

/** Gives {@code org.crac} the only context. */
public final class Core {

  private static final Context<Resource> GLOBAL_CONTEXT = new Context<>();

  private Core() {}

  public static Context<Resource> getGlobalContext() {
    return GLOBAL_CONTEXT;
  }

  /** Always throws, because Lambda decides when to take a snapshot. */
  public static void checkpointRestore() {
    throw new UnsupportedOperationException(
        "Lambda takes the snapshot, at the end of the init phase");
  }
}
