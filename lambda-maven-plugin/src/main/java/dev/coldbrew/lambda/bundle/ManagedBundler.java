// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.bundle;

import dev.coldbrew.lambda.classpath.ClassFileVersions;
import dev.coldbrew.lambda.classpath.ClassPath;
import dev.coldbrew.lambda.classpath.Library;
import dev.coldbrew.lambda.classpath.RuntimeUses;
import dev.coldbrew.lambda.jvm.ManagedRuntime;
import dev.coldbrew.lambda.jvm.NativeJars;
import dev.coldbrew.lambda.problem.ProblemException;
import dev.coldbrew.lambda.process.Launcher;
import dev.coldbrew.lambda.task.LauncherFile;
import dev.coldbrew.lambda.task.PlainClasses;
import dev.coldbrew.lambda.task.Staging;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Stages a function for AWS's own runtime: what that runtime's class loader reads, and nothing of
 * Coldbrew's. That class loader has the project's classes before all jars, which it sorts by name.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-package.html">What is in such a
 *     zip</a>
 */
public final class ManagedBundler {

  private final BundlePlan plan;
  private final ManagedRuntime runtime;

  public ManagedBundler(BundlePlan plan, ManagedRuntime runtime) {
    this.plan = plan;
    this.runtime = runtime;
  }

  /**
   * Refuses what cannot run there.
   *
   * @return warnings
   */
  public List<String> check() throws IOException {
    if (plan.layer()) {
      throw new ProblemException(
          runtime + " has its own JVM, so there is no image for a layer",
          "parameter <image>, property lambda.image",
          "remove it, or set <target>provided.al2023</target>");
    }
    ClassPath classPath = ClassPath.of(plan.libraries());
    RuntimeUses.find(classPath).ifPresent(uses -> {
      throw new ProblemException(
          "class '" + uses.name() + "' uses " + uses.used() + ", which " + runtime
              + " does not have",
          "parameter <target>, property lambda.target",
          "set <target>provided.al2023</target>, or remove that class");
    });
    classes().check(others(), plan.files());
    List<String> warnings = new ArrayList<>(ClassFileVersions.check(
        classPath,
        runtime.feature(),
        runtime + " runs Java " + runtime.feature(),
        java -> ManagedRuntime.forClassesOf(java)
            .map(newer -> "set <target>" + newer + "</target>")
            .orElse("set <target>provided.al2023</target>")));
    warnings.addAll(NativeJars.check(plan.jars(), plan.architecture()));
    return warnings;
  }

  private List<Library> others() {
    return plan.libraries().subList(1, plan.libraries().size());
  }

  private PlainClasses classes() {
    return new PlainClasses(plan.libraries().get(0).file());
  }

  /**
   * Stages it.
   *
   * @param task the folder that will be {@code /var/task}
   * @return whether the jars stay compressed, as they would otherwise take too much room
   */
  public boolean stage(Path task) throws IOException {
    Staging staging = Staging.begin(task, plan.libraries(), plan.files(), false);
    try {
      staging.add(plan.files());
      staging.add(classes());
      for (Library library : others()) {
        staging.add(library, true); // without a cache, signatures do no harm
      }
      staging.finish();
      LauncherFile.keep(Launcher.DIRECT, task); // in place of an earlier build's
      return staging.compressesJars();
    } finally {
      staging.abandon();
    }
  }
}
