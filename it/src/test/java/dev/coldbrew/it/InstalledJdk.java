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

  /** Another one; who asks for it is skipped where there is none. */
  static Jdk other() {
    var feature = running().feature() == 17 ? "25" : "17";
    try {
      return JdkFinder.onThisMachine(List.of()).find(feature);
    } catch (ProblemException e) {
      assumeTrue(false, e.getMessage());
      throw e;
    }
  }
}
