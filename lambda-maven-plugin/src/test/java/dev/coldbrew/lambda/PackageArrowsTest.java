// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Which package may use which. A new arrow is a decision: it is drawn here first. */
class PackageArrowsTest {

  private static final String HERE = "dev.coldbrew.lambda.";

  private final JavaClasses classes = new ClassFileImporter().importPath(Path.of("target/classes"));

  @Test
  void packagesUseNoOthersThanDrawn() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("maven")
        .definedBy(HERE + "maven..")
        .layer("template")
        .definedBy(HERE + "template..")
        .layer("deploy")
        .definedBy(HERE + "deploy..")
        .layer("image")
        .definedBy(HERE + "image..")
        .layer("serve")
        .definedBy(HERE + "serve..")
        .layer("measure")
        .definedBy(HERE + "measure..")
        .layer("profile")
        .definedBy(HERE + "profile..")
        .layer("training")
        .definedBy(HERE + "training..")
        .layer("bundle")
        .definedBy(HERE + "bundle..")
        .layer("zip")
        .definedBy(HERE + "zip..")
        .layer("task")
        .definedBy(HERE + "task..")
        .layer("classpath")
        .definedBy(HERE + "classpath..")
        .layer("jvm")
        .definedBy(HERE + "jvm..")
        .layer("download")
        .definedBy(HERE + "download..")
        .layer("emulator")
        .definedBy(HERE + "emulator..")
        .layer("process")
        .definedBy(HERE + "process..")
        .layer("file")
        .definedBy(HERE + "file..")
        .layer("problem")
        .definedBy(HERE + "problem..")
        .whereLayer("maven")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("template")
        .mayOnlyBeAccessedByLayers("maven")
        .whereLayer("deploy")
        .mayOnlyBeAccessedByLayers("maven", "template")
        .whereLayer("image")
        .mayOnlyBeAccessedByLayers("maven")
        .whereLayer("serve")
        .mayOnlyBeAccessedByLayers("maven")
        .whereLayer("measure")
        .mayOnlyBeAccessedByLayers("maven")
        .whereLayer("profile")
        .mayOnlyBeAccessedByLayers("maven")
        .whereLayer("training")
        .mayOnlyBeAccessedByLayers("maven", "measure", "profile")
        .whereLayer("bundle")
        .mayOnlyBeAccessedByLayers("maven")
        .whereLayer("zip")
        .mayOnlyBeAccessedByLayers(
            "maven", "template", "measure", "profile", "training", "image", "serve")
        .whereLayer("task")
        .mayOnlyBeAccessedByLayers(
            "maven", "measure", "profile", "training", "bundle", "image", "zip", "serve")
        .whereLayer("classpath")
        .mayOnlyBeAccessedByLayers("maven", "bundle", "task", "serve")
        .whereLayer("jvm")
        .mayOnlyBeAccessedByLayers("maven", "bundle", "task", "classpath", "image", "serve")
        .whereLayer("download")
        .mayOnlyBeAccessedByLayers("maven", "jvm")
        .whereLayer("emulator")
        .mayOnlyBeAccessedByLayers("maven", "deploy", "measure", "profile", "training", "serve")
        .whereLayer("process")
        .mayOnlyBeAccessedByLayers(
            "maven",
            "deploy",
            "template",
            "measure",
            "profile",
            "training",
            "bundle",
            "image",
            "task",
            "jvm",
            "download",
            "emulator")
        .whereLayer("file")
        .mayOnlyAccessLayers("problem")
        .whereLayer("problem")
        .mayNotAccessAnyLayer()
        .check(classes);
  }

  @Test
  void mavenIsKnownInOnePackage() {
    noClasses()
        .that()
        .resideOutsideOfPackage(HERE + "maven..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.maven..", "org.codehaus.plexus..", "org.eclipse.aether..")
        .check(classes);
  }

  @Test
  void runtimeIsUsedByNothingHere() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage(HERE + "runtime..")
        .check(classes);
  }
}
