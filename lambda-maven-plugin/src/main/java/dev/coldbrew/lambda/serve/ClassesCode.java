// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve;

import dev.coldbrew.lambda.classpath.ClassPath;
import dev.coldbrew.lambda.classpath.Library;
import dev.coldbrew.lambda.file.FileTree;
import dev.coldbrew.lambda.file.Permissions;
import dev.coldbrew.lambda.file.TaskFolder;
import dev.coldbrew.lambda.jvm.Jdk;
import dev.coldbrew.lambda.task.BootstrapScript;
import dev.coldbrew.lambda.task.JvmOptions;
import dev.coldbrew.lambda.task.Slf4jService;
import dev.coldbrew.lambda.task.StartupCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The classes as the compiler leaves them, run by a full JDK: nothing has to be packaged, and
 * nothing is cached.
 */
public final class ClassesCode implements FunctionCode {

  private final List<Library> libraries;
  private final Path localRepository;
  private final Path taskFiles;
  private final String handler;
  private final Jdk jdk;
  private final int heapPercent;
  private final List<String> jvmOptions;
  private final int debugPort;
  private Boolean lacksSlf4jProvider; // known once the first version has been staged

  /**
   * @param libraries the project's own classes first, in the order of the class path
   * @param localRepository where Maven keeps jars that do not change
   * @param taskFiles the folder of the files beside the code; it need not exist
   * @param handler for functions whose configuration names none
   * @param heapPercent the heap's share of the function's memory
   * @param jvmOptions the other options of the JVM
   * @param debugPort where the JVM listens for a debugger; 0 for none
   */
  public ClassesCode(
      List<Library> libraries,
      Path localRepository,
      Path taskFiles,
      String handler,
      Jdk jdk,
      int heapPercent,
      List<String> jvmOptions,
      int debugPort) {
    this.libraries = List.copyOf(libraries);
    this.localRepository = localRepository;
    this.taskFiles = taskFiles;
    this.handler = handler;
    this.jdk = jdk;
    this.heapPercent = heapPercent;
    this.jvmOptions = List.copyOf(jvmOptions);
    this.debugPort = debugPort;
  }

  @Override
  public List<Path> sources() {
    List<Path> sources = new ArrayList<>(
        libraries.stream().map(Library::file).filter(this::mayChange).toList());
    sources.add(taskFiles);
    return sources;
  }

  @Override
  public Optional<String> missing() throws IOException {
    Path classes = libraries.get(0).file();
    return ClassPath.hasClasses(classes)
        ? Optional.empty()
        : Optional.of("no classes in " + classes);
  }

  @Override
  public void stage(Path task) throws IOException {
    if (Files.isDirectory(taskFiles)) {
      FileTree.copy(taskFiles, task);
    } else {
      Files.createDirectory(task);
    }
    TaskFolder folder = new TaskFolder(task);
    Files.createDirectories(folder.libraries());
    List<String> classPath = new ArrayList<>();
    for (Library library : libraries) {
      classPath.add("lib/" + library.fileName());
      Path copy = folder.libraries().resolve(library.fileName());
      if (mayChange(library.file())) {
        FileTree.copy(library.file(), copy);
      } else {
        Files.createSymbolicLink(copy, library.file().toAbsolutePath());
      }
    }
    if (lacksSlf4jProvider()) {
      Slf4jService.write(folder.libraries().resolve("slf4j-provider"));
      classPath.add("lib/slf4j-provider");
    }
    Files.createSymbolicLink(folder.image(), jdk.home().toAbsolutePath());
    Files.writeString(folder.bootstrap(), script(classPath).text());
    Permissions.setExecutable(folder.bootstrap());
  }

  /** Every jar has to be opened to find out. */
  private boolean lacksSlf4jProvider() throws IOException {
    if (lacksSlf4jProvider == null) {
      lacksSlf4jProvider = classPath().lacksSlf4jProvider();
    }
    return lacksSlf4jProvider;
  }

  /** A JVM crashes when a jar that it has open changes. */
  private boolean mayChange(Path file) {
    return !file.startsWith(localRepository) || file.toString().contains("-SNAPSHOT");
  }

  private ClassPath classPath() {
    List<Path> files = libraries.stream().map(Library::file).toList();
    return new ClassPath(files.get(0), files.subList(1, files.size()));
  }

  private BootstrapScript script(List<String> classPath) {
    JvmOptions options = new JvmOptions(jvmOptions)
        .withNativeAccess(jdk.feature())
        .without(JvmOptions.NATIVE_REFLECTION);
    List<String> all = new ArrayList<>(options.list());
    if (debugPort != 0) {
      all.add("-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,quiet=y,address=127.0.0.1:"
          + debugPort);
    }
    return new BootstrapScript(
        classPath, heapPercent, all, handler, null, null, false, StartupCache.of(jdk.feature()));
  }
}
