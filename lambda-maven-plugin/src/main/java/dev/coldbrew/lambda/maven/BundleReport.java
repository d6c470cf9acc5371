// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import dev.coldbrew.lambda.bundle.BundlePlan;
import dev.coldbrew.lambda.bundle.StagedBundle;
import dev.coldbrew.lambda.jvm.Jdk;
import dev.coldbrew.lambda.jvm.LambdaTarget;
import dev.coldbrew.lambda.jvm.ManagedRuntime;
import dev.coldbrew.lambda.jvm.OutsideLibrary;
import dev.coldbrew.lambda.jvm.RuntimeImage;
import dev.coldbrew.lambda.task.JvmOptions;
import dev.coldbrew.lambda.task.Staging;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/** What a build says of the function that it has staged: a word for each matter, and its line. */
final class BundleReport {

  record Line(String word, String text) {}

  private final List<Line> lines = new ArrayList<>();

  private BundleReport() {}

  /**
   * @param jdk whose JVM it has
   * @param files the folder of the project's files as the user sees it
   */
  static List<Line> of(StagedBundle staged, BundlePlan plan, Jdk jdk, Path files)
      throws IOException {
    BundleReport report = new BundleReport();
    report.files(plan.files().count(), files);
    report.signatures(staged.unsigned());
    report.jars(staged.compressesJars());
    report.image(staged.image(), jdk, plan.target());
    if (!staged.launcher().command().isEmpty()) {
      report.add("", "started here by " + staged.launcher());
    }
    if (staged.layer()) {
      report.add(
          "Layer",
          "holds the image and the runtime; functions whose builds make the same layer can share"
              + " it");
    }
    if (staged.image().content().beansOnly()) {
      report.add(
          "",
          "of java.desktop only java.beans, as no class refers to more of it;"
              + " <modules> with java.desktop adds the rest");
    }
    report.locales(staged);
    staged
        .reflectiveCaller()
        .ifPresent(caller -> report.add(
            "Options",
            "without " + JvmOptions.NATIVE_REFLECTION + ", as " + caller
                + " may call Class.forName or a similar method by reflection"));
    staged
        .textDrawer()
        .ifPresent(drawer -> report.add(
            "Fonts",
            drawer + " may draw text, and Lambda has no fonts: put a TrueType font into "
                + files.resolve("fonts")));
    return report.lines;
  }

  /**
   * The same for AWS's runtime.
   *
   * @param compressesJars whether the jars stay compressed
   */
  static List<Line> of(boolean compressesJars, BundlePlan plan, ManagedRuntime runtime, Path files)
      throws IOException {
    BundleReport report = new BundleReport();
    report.files(plan.files().count(), files);
    report.jars(compressesJars);
    report.add(
        "Target", runtime + ", AWS's JVM and runtime: the zip has no image and no startup cache");
    return report.lines;
  }

  private void jars(boolean stayCompressed) {
    if (stayCompressed) {
      add(
          "Jars",
          "stay compressed, as they would unpack to more than " + Staging.MAX_UNCOMPRESSED_MB
              + " MB, and Lambda allows 250 MB in all");
    }
  }

  private void add(String word, String text) {
    lines.add(new Line(word, text));
  }

  private void files(int count, Path folder) {
    if (count > 0) {
      add("Files", count + " from " + folder);
    }
  }

  private void signatures(List<String> unsigned) {
    if (!unsigned.isEmpty()) {
      add(
          "Signed",
          String.join(", ", unsigned)
              + ": signatures removed, since no class of a signed jar can come from a cache");
    }
  }

  private void locales(StagedBundle staged) {
    SortedSet<String> languages = staged.image().content().languages();
    if (!languages.isEmpty()) {
      add("Locales", String.join(" ", languages));
    }
    staged.localeHint().ifPresent(hint -> add(languages.isEmpty() ? "Locales" : "", hint));
  }

  private void image(RuntimeImage image, Jdk jdk, LambdaTarget target) {
    add(
        "Image",
        "%s, %d MB (%s, %s, needs glibc %s; %s has %s)"
            .formatted(
                String.join(" ", image.content().modules()),
                image.sizeBytes() / (1024 * 1024),
                jdk.name(),
                target.machine(),
                image.glibc(),
                target.name(),
                target.glibc()));
    List<String> fallbacks = image.outsideLibraries().stream()
        .filter(OutsideLibrary::tooNew)
        .map(OutsideLibrary::soname)
        .toList();
    if (!fallbacks.isEmpty()) {
      add(
          "",
          "uses " + String.join(" and ", fallbacks) + " of " + target.name()
              + " itself, since those here are too new for it");
    }
  }
}
