// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import java.util.Optional;

/**
 * Lambda's runtimes for Java, with AWS's own JVM, which AWS updates. The function's zip then has
 * no JVM, and nothing that depends on one build of it.
 */
public enum ManagedRuntime {
  JAVA25(25),
  JAVA21(21),
  JAVA17(17);

  private final int feature;

  ManagedRuntime(int feature) {
    this.feature = feature;
  }

  /**
   * The managed runtime with that name.
   *
   * @param target as the user names it, such as {@code java21}; the result is empty for other
   * targets
   */
  public static Optional<ManagedRuntime> named(String target) {
    for (ManagedRuntime runtime : values()) {
      if (runtime.lambdaName().equals(target)) {
        return Optional.of(runtime);
      }
    }
    return Optional.empty();
  }

  /** The oldest that can run classes for that Java; empty if there is none yet. */
  public static Optional<ManagedRuntime> forClassesOf(int java) {
    Optional<ManagedRuntime> oldest = Optional.empty();
    for (ManagedRuntime runtime : values()) {
      if (runtime.feature >= java) {
        oldest = Optional.of(runtime);
      }
    }
    return oldest;
  }

  /** Lambda's name for the runtime. */
  public String lambdaName() {
    return "java" + feature;
  }

  /** The feature version of its JVM, such as 21. */
  public int feature() {
    return feature;
  }

  @Override
  public String toString() {
    return lambdaName();
  }
}
