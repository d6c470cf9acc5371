// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.crac;

/** Gives {@code org.crac} the one context that there is. */
public final class Core {

  private static final Context<Resource> GLOBAL_CONTEXT = new Context<>();

  private Core() {}

  public static Context<Resource> getGlobalContext() {
    return GLOBAL_CONTEXT;
  }

  /** When a snapshot is taken is Lambda's decision. */
  public static void checkpointRestore() {
    throw new UnsupportedOperationException(
        "Lambda takes the snapshot, at the end of the init phase");
  }
}
