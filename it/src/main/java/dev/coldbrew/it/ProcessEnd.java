// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** How a program ended, which is awaited for a time and then ended with all that it started. */
public final class ProcessEnd {

  private ProcessEnd() {}

  /** In words, such as {@code exit status 0}. Its standard input is closed. */
  public static String of(Process process, int limitMinutes) throws IOException {
    process.getOutputStream().close();
    try {
      if (process.waitFor(limitMinutes, TimeUnit.MINUTES)) {
        return "exit status " + process.exitValue();
      }
      return "no end within " + limitMinutes + " minutes";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupt";
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
