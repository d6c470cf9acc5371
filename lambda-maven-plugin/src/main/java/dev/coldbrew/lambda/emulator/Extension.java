// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.emulator;

/** An extension inside the runtime's process; {@link RuntimeProtocol} guards its state. */
final class Extension {
  final String name;
  final boolean seesInvocations;
  boolean ready;
  Invocation next;

  Extension(String name, boolean seesInvocations) {
    this.name = name;
    this.seesInvocations = seesInvocations;
  }
}
