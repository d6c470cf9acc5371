// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Which package may use which. A new arrow is a decision: it is drawn here first. */
class PackageArrowsTest {

  private static final String HERE = "dev.coldbrew.lambda.runtime";

  @Test
  void packagesUseNoOthersThanDrawn() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("test")
        .definedBy(HERE + ".test")
        .layer("face")
        .definedBy(HERE)
        .layer("invocation")
        .definedBy(HERE + ".invocation")
        .layer("lifecycle")
        .definedBy(HERE + ".lifecycle")
        .layer("crac")
        .definedBy(HERE + ".crac")
        .layer("bridge")
        .definedBy(HERE + ".log.bridge")
        .layer("log")
        .definedBy(HERE + ".log")
        .layer("error")
        .definedBy(HERE + ".error")
        .layer("api")
        .definedBy(HERE + ".api")
        .layer("json")
        .definedBy(HERE + ".json..")
        .layer("settings")
        .definedBy(HERE + ".settings")
        .whereLayer("test")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("face")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("invocation")
        .mayOnlyBeAccessedByLayers("face", "test")
        .whereLayer("lifecycle")
        .mayOnlyBeAccessedByLayers("face", "invocation", "test")
        .whereLayer("crac")
        .mayOnlyBeAccessedByLayers("lifecycle")
        .whereLayer("crac")
        .mayNotAccessAnyLayer()
        .whereLayer("bridge")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("log")
        .mayOnlyBeAccessedByLayers("face", "invocation", "lifecycle", "bridge", "test")
        .whereLayer("error")
        .mayOnlyAccessLayers("json", "api")
        .whereLayer("api")
        .mayNotAccessAnyLayer()
        .whereLayer("json")
        .mayOnlyAccessLayers("settings")
        .whereLayer("settings")
        .mayNotAccessAnyLayer()
        .check(new ClassFileImporter().importPath(Path.of("target/classes")));
  }

  @Test
  void packagesOfJsonUseNoOthersThanDrawn() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("face")
        .definedBy(HERE + ".json")
        .layer("compat")
        .definedBy(HERE + ".json.compat")
        .layer("value")
        .definedBy(HERE + ".json.value")
        .layer("bean")
        .definedBy(HERE + ".json.bean")
        .layer("adapter")
        .definedBy(HERE + ".json.adapter")
        .whereLayer("face")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("compat")
        .mayOnlyBeAccessedByLayers("face")
        .whereLayer("value")
        .mayOnlyBeAccessedByLayers("face", "compat")
        .whereLayer("bean")
        .mayOnlyAccessLayers("adapter")
        .whereLayer("adapter")
        .mayNotAccessAnyLayer()
        .check(new ClassFileImporter().importPath(Path.of("target/classes")));
  }
}
