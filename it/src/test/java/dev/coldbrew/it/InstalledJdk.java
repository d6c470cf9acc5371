// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coldbrew.lambda.jvm.Jdk;
import dev.coldbrew.lambda.jvm.JdkFinder;
import dev.coldbrew.lambda.problem.ProblemException;
import java.util.List;

/** JDKs that happen to be on this machine. */
final class InstalledJdk {

  private InstalledJdk() {}

  /** The one that runs this build, and by default those under test. */
  static Jdk running() {
    return Jdk.at(Maven.JAVA_HOME);
  }

  /** Another one: 25, or 17 where 25 runs. */
  static Jdk other() {
    return find(running().feature() == 17 ? "25" : "17");
  }

  /** One of a version. Without it a test is skipped, or fails where {@code -Dit.everyJdk} is set, as in CI. */
  static Jdk find(String version) {
    try {
      return JdkFinder.onThisMachine(List.of()).find(version);
    } catch (ProblemException e) {
      assumeTrue(Boolean.getBoolean("it.everyJdk"), e.getMessage());
      throw e;
    }
  }
}
