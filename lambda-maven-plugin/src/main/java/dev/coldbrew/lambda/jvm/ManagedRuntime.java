// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import java.util.Optional;

/**
 * Lambda's runtimes for Java: AWS's own JVM, which AWS also updates. A function's zip has no JVM then,
 * and so nothing that only one JVM can use.
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
   * The one of that name.
   *
   * @param target as the user names it, such as {@code java21}; empty if it is another target
   */
  public static Optional<ManagedRuntime> named(String target) {
    for (ManagedRuntime runtime : values()) {
      if (runtime.lambdaName().equals(target)) {
        return Optional.of(runtime);
      }
    }
    return Optional.empty();
  }

  /** The oldest that runs classes for that Java; empty if there is none yet. */
  public static Optional<ManagedRuntime> forClassesOf(int java) {
    Optional<ManagedRuntime> oldest = Optional.empty();
    for (ManagedRuntime runtime : values()) {
      if (runtime.feature >= java) {
        oldest = Optional.of(runtime);
      }
    }
    return oldest;
  }

  /** As Lambda calls it. */
  public String lambdaName() {
    return "java" + feature;
  }

  /** Of its JVM, such as 21. */
  public int feature() {
    return feature;
  }

  @Override
  public String toString() {
    return lambdaName();
  }
}
