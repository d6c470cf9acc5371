// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.bundle;

import dev.coldbrew.lambda.classpath.ClassPath;
import dev.coldbrew.lambda.classpath.Library;
import dev.coldbrew.lambda.jvm.Architecture;
import dev.coldbrew.lambda.jvm.LambdaTarget;
import dev.coldbrew.lambda.jvm.ModuleSettings;
import dev.coldbrew.lambda.task.TaskFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What a function is bundled from, whichever JDK it gets.
 *
 * @param libraries the project's own classes first, in the order of the class path
 * @param files what goes into the zip besides
 * @param handler for functions whose configuration names none
 * @param serializer {@code own} or {@code aws}
 * @param prime what the init phase does with events of the training: {@code types}, {@code handler}
 *     or {@code none}
 * @param modules what the pom says of the JVM's modules
 * @param heapPercent the heap's share of the function's memory
 * @param jvmOptions the other options of the JVM
 * @param keepSignatures whether signed jars stay as they are, and so outside the startup cache
 * @param architecture the processor that it will run on
 * @param launcher the command that starts programs for it on this machine; null for what is found
 * @param cache the folder where what takes long is kept between builds
 */
public record BundlePlan(
    List<Library> libraries,
    TaskFiles files,
    String handler,
    String serializer,
    String prime,
    ModuleSettings modules,
    int heapPercent,
    List<String> jvmOptions,
    boolean keepSignatures,
    Architecture architecture,
    String launcher,
    Path cache) {

  public BundlePlan {
    libraries = List.copyOf(libraries);
    jvmOptions = List.copyOf(jvmOptions);
  }

  /** Where the function will run. */
  public LambdaTarget target() {
    return LambdaTarget.providedAl2023(architecture);
  }

  ClassPath classPath() throws IOException {
    return ClassPath.of(libraries);
  }
}
