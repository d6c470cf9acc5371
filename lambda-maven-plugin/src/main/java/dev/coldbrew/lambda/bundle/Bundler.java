// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.bundle;

import dev.coldbrew.lambda.classpath.ClassFileVersions;
import dev.coldbrew.lambda.classpath.ClassUses;
import dev.coldbrew.lambda.classpath.HandlerCheck;
import dev.coldbrew.lambda.classpath.Library;
import dev.coldbrew.lambda.jvm.ImageCache;
import dev.coldbrew.lambda.jvm.Jdk;
import dev.coldbrew.lambda.jvm.JdkNeeds;
import dev.coldbrew.lambda.jvm.JdkTrait;
import dev.coldbrew.lambda.jvm.LauncherFinder;
import dev.coldbrew.lambda.jvm.NativeJars;
import dev.coldbrew.lambda.jvm.RuntimeImage;
import dev.coldbrew.lambda.process.Launcher;
import dev.coldbrew.lambda.task.BootstrapScript;
import dev.coldbrew.lambda.task.JvmOptions;
import dev.coldbrew.lambda.task.LauncherFile;
import dev.coldbrew.lambda.task.Staging;
import dev.coldbrew.lambda.task.StartupCache;
import dev.coldbrew.lambda.task.TaskFonts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks a plan, and stages the function by it. */
public final class Bundler {

  private final BundlePlan plan;

  public Bundler(BundlePlan plan) {
    this.plan = plan;
  }

  /**
   * Refuses what is wrong whichever JDK it gets.
   *
   * @return the handler's signature
   */
  public String check() throws IOException {
    String signature = new HandlerCheck(plan.classPath()).check(plan.handler());
    Staging.checkFileNames(plan.allLibraries());
    plan.files().check(plan.allLibraries());
    return signature;
  }

  /**
   * Refuses a JDK that cannot run there, or cannot run these classes.
   *
   * @return warnings
   */
  public List<String> check(Jdk jdk) throws IOException {
    plan.target().check(jdk);
    plan.modules().check(jdk);
    List<String> warnings =
        new ArrayList<>(ClassFileVersions.check(plan.classPath(), jdk.feature(), jdk.name()));
    warnings.addAll(NativeJars.check(plan.jars(), plan.architecture()));
    return warnings;
  }

  /**
   * Stages the function with the JVM of a JDK that {@link #check(Jdk)} has accepted.
   *
   * @param task the folder that will be {@code /var/task}
   * @param logs the folder for the logs of the JDK's tools
   */
  public StagedBundle stage(Jdk jdk, Path task, Path logs) throws IOException {
    Launcher launcher = LauncherFinder.find(plan.launcher(), jdk, plan.target(), logs);
    Staging staging = Staging.begin(task, plan.allLibraries(), plan.files(), plan.layer());
    try {
      for (Library library : plan.libraries()) {
        staging.add(library, plan.keepSignatures() || jdk.requiresSignedProviders());
      }
      for (Library library : plan.runtime()) {
        staging.addRuntime(library);
      }
      if (plan.classPath().lacksSlf4jProvider()) {
        staging.addSlf4jProvider();
      }
      ClassUses uses = ClassUses.scan(plan.classPath());
      List<Path> jars = new ArrayList<>(staging.jars());
      jars.addAll(plan.files().jars()); // a Java agent, say
      JdkNeeds needs = needs(jdk, jars, logs);
      RuntimeImage image = new ImageCache(plan.cache().resolve("images"))
          .image(jdk, needs.content(), plan.target(), launcher, logs);
      Optional<String> unsafe = needs
          .reflectiveCaller()
          .filter(caller -> JdkTrait.NATIVE_REFLECTION_CONFUSES.isIn(jdk)
              && plan.jvmOptions().contains(JvmOptions.NATIVE_REFLECTION));
      image.copyTo(staging.image(), new JvmOptions(plan.jvmOptions()).optimize());
      StartupCache cache = StartupCache.of(jdk.feature());
      Optional<String> layer = staging.finishLayer();
      Optional<TaskFonts> fonts = staging.add(plan.files());
      staging.write(new BootstrapScript(
          staging.classPath(),
          plan.heapPercent(),
          options(jdk.feature(), uses, unsafe.isPresent(), fonts),
          plan.handler(),
          image.libraryFolder().map(folder -> "image/" + folder).orElse(null),
          layer.orElse(null),
          !uses.standardInput(),
          cache));
      staging.finish();
      LauncherFile.keep(launcher, task);
      return new StagedBundle(
          image,
          launcher,
          layer.isPresent(),
          staging.unsigned(),
          staging.compressesJars(),
          needs.localeHint(),
          unsafe,
          fonts.isPresent() ? Optional.empty() : needs.textDrawer());
    } finally {
      staging.abandon();
    }
  }

  /** Other modules of the build are libraries, even where they are folders of classes. */
  private JdkNeeds needs(Jdk jdk, List<Path> jars, Path logs) throws IOException {
    return JdkNeeds.find(
        jdk,
        jars,
        Set.of(jars.get(0)),
        plan.modules(),
        plan.cache().resolve("modules"),
        logs.resolve("jdeps.log"));
  }

  private List<String> options(
      int feature, ClassUses uses, boolean unsafeReflection, Optional<TaskFonts> fonts)
      throws IOException {
    JvmOptions options =
        new JvmOptions(plan.jvmOptions()).withFonts(fonts).withNativeAccess(feature);
    if (unsafeReflection) {
      options.without(JvmOptions.NATIVE_REFLECTION);
    }
    if (plan.serializer().equals("aws") || !plan.classPath().hasCustomSerializer()) {
      options.withProperty("serializer", plan.serializer());
    }
    if (!plan.prime().equals("none")) {
      options.withProperty("prime", plan.prime());
    }
    if (!uses.awsLogger()) {
      options.withProperty("awsLogger", "unused");
    }
    return options.list();
  }
}
