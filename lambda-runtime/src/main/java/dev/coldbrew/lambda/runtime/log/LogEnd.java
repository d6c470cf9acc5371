// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.log;

/** Ends the line that has no end yet when the process ends: {@code System.exit()} loses none. */
final class LogEnd extends Thread {

  private final LogStream stream;

  private LogEnd(LogStream stream) {
    this.stream = stream;
  }

  static void register(LogStream stream) {
    try {
      Runtime.getRuntime().addShutdownHook(new LogEnd(stream));
    } catch (IllegalStateException e) {
      // It is ending already.
    }
  }

  @Override
  public void run() {
    stream.endLines();
  }
}
