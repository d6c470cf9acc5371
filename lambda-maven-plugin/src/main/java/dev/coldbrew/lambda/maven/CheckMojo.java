// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import dev.coldbrew.lambda.jvm.ManagedRuntime;
import dev.coldbrew.lambda.problem.ProblemException;
import dev.coldbrew.lambda.process.Launcher;
import dev.coldbrew.lambda.process.Progress;
import dev.coldbrew.lambda.process.Shell;
import dev.coldbrew.lambda.task.LauncherFile;
import dev.coldbrew.lambda.task.LayerId;
import dev.coldbrew.lambda.training.Proof;
import dev.coldbrew.lambda.training.ProofRun;
import dev.coldbrew.lambda.zip.LayerZip;
import dev.coldbrew.lambda.zip.SizeBudget;
import dev.coldbrew.lambda.zip.UnpackedZip;
import dev.coldbrew.lambda.zip.ZipEntries;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProjectHelper;

/**
 * Checks the finished zip against Lambda's limits, and starts it from another folder to prove that
 * it responds and uses its startup cache. The zip then becomes the project's artifact, which {@code
 * mvn install} and {@code mvn deploy} handle. In a project with another packaging than {@code
 * lambda}, it is attached beside the main artifact.
 *
 * @since 0.1.0
 */
@Mojo(name = "check", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
public class CheckMojo extends AbstractTrainedMojo {

  private static final List<String> EVENTS =
      List.of("lambda.event", "lambda.payload", "lambda.example");

  private final MavenProjectHelper projectHelper;

  /**
   * Skips the checks: the zip becomes the artifact unchecked.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.check.skip", defaultValue = "false")
  private boolean skipCheck;

  /**
   * Lists the classes that the function loads from outside the startup cache, with the JVM's reasons.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.check.classes", defaultValue = "false")
  private boolean listClasses;

  /**
   * Whether {@code lambda:bundle} is skipped. If it is and there is no zip, this goal is skipped as
   * well.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.bundle.skip", defaultValue = "false")
  private boolean skipBundle;

  @Parameter(
      defaultValue = "${project.build.directory}/${project.build.finalName}.zip",
      readonly = true,
      required = true)
  private File zip;

  @Inject
  CheckMojo(MavenProjectHelper projectHelper) {
    this.projectHelper = projectHelper;
  }

  @Override
  boolean isSkipped() {
    return skipBundle && !zip.isFile();
  }

  @Override
  void run() throws IOException {
    lock();
    Path file = fromBasedir(zip.toPath());
    if (!zip.isFile()) {
      throw new ProblemException(
          "there is no zip at '" + file + "'",
          "goal lambda:check",
          "bind assembly:single to an earlier phase, or put maven-assembly-plugin first in pom.xml");
    }
    ZipEntries.settle(zip.toPath());
    Optional<Path> layer = layerZip();
    SizeBudget sizes = SizeBudget.of(zip.toPath());
    if (layer.isPresent()) {
      sizes = sizes.with(SizeBudget.of(layer.get()));
    }
    Optional<ManagedRuntime> managed = managedRuntime();
    Optional<Proof> proof = Optional.empty();
    if (!skipCheck && managed.isPresent()) {
      sizes.check(file, ownJar(), typedInShell(task()));
      requireStagedFiles(file);
    } else if (!skipCheck) {
      requireStaged("check");
      sizes.check(file, ownJar(), typedInShell(task()));
      try (Progress progress = progress()) {
        proof = ProofRun.prove(zip.toPath(), trainingPlan(), logs(), progress);
      }
    }
    if (project().getPackaging().equals("lambda")) {
      project().getArtifact().setFile(zip);
      Repackaging.proven(project(), zip);
    } else {
      projectHelper.attachArtifact(project(), "zip", zip);
    }
    if (layer.isPresent()) {
      projectHelper.attachArtifact(
          project(), "zip", LayerZip.CLASSIFIER, layer.get().toFile());
    }
    report(file, sizes, layer, proof);
    report(
        "Next",
        managed.isPresent()
            ? "deploy it with the runtime " + managed.get() + ", which no goal can start here"
            : invocation());
  }

  /** With an event of the project's, unless the user has typed one. */
  private String invocation() throws IOException {
    TypedOptions options = typed().readBy(descriptor(), "invoke");
    boolean hasEvent = EVENTS.stream().anyMatch(options.values()::containsKey);
    return command().goal("invoke") + (hasEvent ? "" : " " + event()) + options;
  }

  /** Writes the zip of the staged function's layer; empty if it has none. */
  private Optional<Path> layerZip() throws IOException {
    Path file = LayerZip.beside(zip.toPath());
    if (!taskFolder().hasLayer()) {
      Files.deleteIfExists(file); // of an earlier build
      return Optional.empty();
    }
    LayerZip.write(taskFolder().layer(), file);
    return Optional.of(file);
  }

  /** AWS's JVM is not here to prove the zip, so this compares the zip with the staged files. */
  private void requireStagedFiles(Path file) throws IOException {
    if (!UnpackedZip.isOf(task(), zip.toPath())) {
      throw new ProblemException(
          "the zip does not have the files that lambda:bundle staged",
          "file " + file,
          "pack target/lambda/task as it is, or mvn clean package");
    }
  }

  private void report(Path file, SizeBudget sizes, Optional<Path> layer, Optional<Proof> proof)
      throws IOException {
    if (proof.isPresent()) {
      reportCache(proof.get());
    } else if (LauncherFile.of(task()).isMissing()) {
      report("Cache", "none, and no proof: this machine cannot start the function");
    }
    if (layer.isPresent()) {
      SizeBudget ofLayer = SizeBudget.of(layer.get());
      String id = LayerId.of(taskFolder()).orElseThrow();
      report("Layer", fromBasedir(layer.get()) + ", id " + id + ", " + ofLayer);
      ofLayer.advice().ifPresent(advice -> report("", advice));
    }
    report("Zip", file + ", " + sizes + (layer.isPresent() ? " with its layer" : ""));
    sizes.advice().ifPresent(advice -> report("", advice));
    if (proof.isPresent()) {
      reportStart(proof.get().start());
    }
    proof.flatMap(Proof::unprimed).ifPresent(this::warnUnprimed);
  }

  private void reportStart(Proof.Start start) throws IOException {
    Launcher launcher = LauncherFile.of(task());
    String here = launcher.isDirect() ? "here" : "under " + launcher;
    String init = "init " + start.init().toMillis() + " ms";
    report(
        "Start",
        start
            .firstResponse()
            .map(first -> "first response " + first.toMillis() + " ms " + here + " (" + init + ")"
                + start.error().map(", an error: "::concat).orElse(""))
            .orElse(init + " " + here));
  }

  private void warnUnprimed(String why) {
    getLog().warn(why);
    getLog()
        .warn("hint: correct that, or set another <prime>; full log: "
            + fromBasedir(logs().resolve("check.log")));
  }

  private void reportCache(Proof proof) throws IOException {
    Proof.CacheUse cache = proof.cache();
    report(
        "Cache",
        "%s, %.0f MB, trained by %s; %d of %d application and library classes come from it"
            .formatted(
                cache.title(),
                cache.sizeBytes() / 1024.0 / 1024.0,
                trainedBy(cache.events()),
                cache.fromCache(),
                cache.fromCache() + cache.outside().size()));
    if (proof.javaAgents() && !cache.outside().isEmpty()) {
      report("", "with a Java agent, a JVM loads few classes from a cache");
    }
    if (listClasses) {
      cache.outside().forEach((name, reason) -> report("", name + ": " + reason.text()));
    } else if (!cache.outside().isEmpty()) {
      report("", withCommands("the others: mvn package -Dlambda.check.classes"));
    }
  }

  /** If an event failed, fewer events are in the cache than there are now. */
  private String trainedBy(int events) throws IOException {
    int all = Math.max(events, trainingEvents().size());
    if (all == 0) {
      return "the init phase";
    }
    return (events < all ? events + " of " : "") + all + (all == 1 ? " event" : " events");
  }

  private String event() throws IOException {
    return trainingEvents().stream()
        .findFirst()
        .map(event -> "-Dlambda.event=" + Shell.quoted(fromBasedir(event).toString()))
        .orElse("-Dlambda.payload='{}'");
  }
}
