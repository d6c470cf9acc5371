// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.download;

/**
 * The platform of a JDK, in Adoptium's terms.
 *
 * @param system {@code linux}, {@code mac} or {@code windows}
 * @param architecture {@code x64} or {@code aarch64}
 */
public record Platform(String system, String architecture) {

  /**
   * @param machine as Linux calls it, such as {@code x86_64}
   */
  public static Platform linux(String machine) {
    return new Platform("linux", machine.equals("x86_64") ? "x64" : machine);
  }

  @Override
  public String toString() {
    return system + "-" + architecture;
  }
}
