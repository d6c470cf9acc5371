// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coldbrew.lambda.download.ArchiveStore;
import dev.coldbrew.lambda.jvm.Architecture;
import dev.coldbrew.lambda.jvm.Jdk;
import dev.coldbrew.lambda.jvm.JdkFinder;
import dev.coldbrew.lambda.jvm.JdkStore;
import dev.coldbrew.lambda.jvm.LambdaTarget;
import dev.coldbrew.lambda.problem.ProblemException;
import dev.coldbrew.lambda.process.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

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
      ArchiveStore nothing = new ArchiveStore(Maven.TARGET.resolve("jdks"), Progress.silent());
      return JdkFinder.onThisMachine(
              List.of(), new JdkStore(nothing, Optional.empty(), false, line -> {}), Maven.TARGET)
          .find(version, LambdaTarget.providedAl2023(Architecture.of(null)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ProblemException e) {
      assumeTrue(Boolean.getBoolean("it.everyJdk"), e.getMessage());
      throw e;
    }
  }
}
