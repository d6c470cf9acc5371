// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.bundle;

import dev.coldbrew.lambda.classpath.ClassPath;
import dev.coldbrew.lambda.classpath.Library;
import dev.coldbrew.lambda.jvm.Architecture;
import dev.coldbrew.lambda.jvm.LambdaTarget;
import dev.coldbrew.lambda.jvm.ManagedRuntime;
import dev.coldbrew.lambda.jvm.ModuleSettings;
import dev.coldbrew.lambda.task.TaskFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a function is bundled from, whichever JDK it gets.
 *
 * @param libraries of the project, in the order of the class path: its own classes first
 * @param runtime the libraries of Coldbrew's runtime, which come after those on the class path; they
 *     are in the zip or its layer as well, unless the runtime is AWS's
 * @param files what else goes into the zip
 * @param handler for functions whose configuration names none
 * @param serializer {@code own} or {@code aws}
 * @param prime what the init phase does with events of the training: {@code types}, {@code handler}
 *     or {@code none}
 * @param modules what the pom says about the JVM's modules
 * @param heapPercent the heap's share of the function's memory
 * @param jvmOptions the other options of the JVM
 * @param keepSignatures whether signed jars stay as they are, and so outside the startup cache
 * @param architecture the processor that it will run on
 * @param launcher the command that starts programs for it on this machine; null to look for one
 * @param targetName the system that it will run on, as the user names it
 * @param layer whether the JVM and the runtime go into a layer
 * @param cache the folder for what is kept between builds, as it takes long to make
 */
public record BundlePlan(
    List<Library> libraries,
    List<Library> runtime,
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
    String targetName,
    boolean layer,
    Path cache) {

  public BundlePlan {
    libraries = List.copyOf(libraries);
    runtime = List.copyOf(runtime);
    jvmOptions = List.copyOf(jvmOptions);
  }

  /** Where the function will run; only where it has its own JVM. */
  public LambdaTarget target() {
    return LambdaTarget.named(targetName, architecture);
  }

  /** AWS's runtime that the function is for; empty if it has its own JVM. */
  public Optional<ManagedRuntime> managedRuntime() {
    return ManagedRuntime.named(targetName);
  }

  /** In the order of the class path. */
  public List<Library> allLibraries() {
    return Stream.concat(libraries.stream(), runtime.stream()).toList();
  }

  /** The libraries that are jars: of another module of the build there may be a folder. */
  List<Path> jars() {
    return libraries.stream().map(Library::file).filter(Files::isRegularFile).toList();
  }

  ClassPath classPath() throws IOException {
    return ClassPath.of(allLibraries());
  }
}
