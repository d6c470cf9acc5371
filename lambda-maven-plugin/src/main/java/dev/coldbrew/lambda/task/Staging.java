// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.task;

import dev.coldbrew.lambda.classpath.Library;
import dev.coldbrew.lambda.file.FileTree;
import dev.coldbrew.lambda.file.Permissions;
import dev.coldbrew.lambda.file.TaskFolder;
import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The folder that {@code /var/task} will be. It is built beside its place and moved there when it
 * is complete, so that a build that was stopped never leaves half a function behind.
 */
public final class Staging {

  /** Jars that would take more, with the project's files, stay compressed. */
  public static final int MAX_UNCOMPRESSED_MB = StagedJar.MAX_MB;

  private static final String UNFINISHED = "task-";
  static final String LIBRARIES = "lib";

  private final Path task;
  private final Path unfinished;
  private final Path unfinishedLayer;
  private final boolean compressesJars;
  private final List<String> classPath = new ArrayList<>();
  private final List<Path> jars = new ArrayList<>();
  private final List<String> unsigned = new ArrayList<>();

  private Staging(Path task, Path unfinished, Path unfinishedLayer, boolean compressesJars) {
    this.task = task;
    this.unfinished = unfinished;
    this.unfinishedLayer = unfinishedLayer;
    this.compressesJars = compressesJars;
  }

  /**
   * Every library needs a file name of its own, as they are all in one folder. On macOS and Windows,
   * names that differ only in case are the same.
   */
  public static void checkFileNames(List<Library> libraries) {
    Map<String, Library> byName = new HashMap<>();
    for (Library library : libraries) {
      Library other = byName.put(library.fileName().toLowerCase(Locale.ROOT), library);
      if (other != null) {
        String same = "two dependencies have the file name '" + library.fileName() + "'";
        throw new ProblemException(
            other.fileName().equals(library.fileName())
                ? same
                : same + " but for the case of its letters",
            other.coordinates() + " and " + library.coordinates(),
            "exclude one of them, or set <prependGroupId>true</prependGroupId>");
      }
    }
  }

  /**
   * Also removes what killed builds have left.
   *
   * @param task where the folder will be, such as {@code target/lambda/task}
   * @param libraries that will be added
   * @param files that will be added
   * @param layer whether the image and the runtime go into a layer
   */
  public static Staging begin(Path task, List<Library> libraries, TaskFiles files, boolean layer)
      throws IOException {
    List<Path> jars = libraries.stream().map(Library::file).toList();
    Files.createDirectories(task.getParent());
    try (DirectoryStream<Path> left =
        Files.newDirectoryStream(task.getParent(), UNFINISHED + "*")) {
      for (Path folder : left) {
        FileTree.delete(folder);
      }
    }
    Path unfinished = Files.createTempDirectory(task.getParent(), UNFINISHED);
    Files.createDirectory(unfinished.resolve(LIBRARIES));
    Path unfinishedLayer = null;
    if (layer) {
      unfinishedLayer = Files.createTempDirectory(task.getParent(), UNFINISHED);
      Files.createDirectory(unfinishedLayer.resolve(LIBRARIES));
    }
    return new Staging(
        task, unfinished, unfinishedLayer, !StagedJar.fitUncompressed(jars, files.bytes()));
  }

  /**
   * The order of calls is the order on the class path.
   *
   * @param keepSignature whether a signed jar stays as it is
   */
  public void add(Library library, boolean keepSignature) throws IOException {
    Path jar = unfinished.resolve(LIBRARIES).resolve(library.fileName());
    if (Files.isDirectory(library.file())) {
      ReproducibleJar.write(library.file(), jar, compressesJars);
    } else if (StagedJar.write(library.file(), jar, keepSignature, compressesJars)) {
      unsigned.add(library.fileName());
    }
    jars.add(jar);
    classPath.add(LIBRARIES + "/" + library.fileName());
  }

  /** Adds a jar of the runtime: to the layer, if there is one. */
  public void addRuntime(Library library) throws IOException {
    if (unfinishedLayer == null) {
      add(library, true);
      return;
    }
    Path jar = unfinishedLayer.resolve(LIBRARIES).resolve(library.fileName());
    StagedJar.write(library.file(), jar, true, false);
    jars.add(jar);
    classPath.add(TaskFolder.TO_LAYER + "/" + LIBRARIES + "/" + library.fileName());
  }

  /** Puts classes beside the jars, as AWS's runtime has them on its class path. */
  public void add(PlainClasses classes) throws IOException {
    classes.copyTo(unfinished);
  }

  /**
   * Puts the project's files beside the jars.
   *
   * @return the fonts among them
   */
  public Optional<TaskFonts> add(TaskFiles files) throws IOException {
    files.copyTo(unfinished);
    Optional<TaskFonts> fonts = TaskFonts.in(unfinished);
    if (fonts.isPresent()) {
      fonts.get().configure(unfinished);
    }
    return fonts;
  }

  /** Adds a jar that makes SLF4J find the runtime. */
  public void addSlf4jProvider() throws IOException {
    Path folder = Files.createDirectory(unfinished.resolve("service"));
    Slf4jService.write(folder);
    add(new Library("SLF4J provider", folder, "slf4j-provider.jar"), true);
    FileTree.delete(folder);
  }

  /** The names of the jars whose signatures were left out. */
  public List<String> unsigned() {
    return List.copyOf(unsigned);
  }

  /** Whether the jars stay compressed, as they would take too much room without. */
  public boolean compressesJars() {
    return compressesJars;
  }

  /** Relative to the task folder. */
  public List<String> classPath() {
    return List.copyOf(classPath);
  }

  /** The jars as they lie in the folder now. */
  public List<Path> jars() {
    return List.copyOf(jars);
  }

  /** Where the runtime image goes. */
  public Path image() {
    return (unfinishedLayer == null ? unfinished : unfinishedLayer).resolve("image");
  }

  /**
   * Completes the layer, if there is one.
   *
   * @return its id; empty if there is none
   */
  public Optional<String> finishLayer() throws IOException {
    return unfinishedLayer == null ? Optional.empty() : Optional.of(LayerId.write(unfinishedLayer));
  }

  public void write(BootstrapScript script) throws IOException {
    Path bootstrap = new TaskFolder(unfinished).bootstrap();
    Files.writeString(bootstrap, script.text());
    Permissions.setExecutable(bootstrap);
  }

  /** Moves the folder to its place, where an earlier build may have left another. */
  public void finish() throws IOException {
    StartupCache.removeMark(task);
    FileTree.delete(task);
    Path layer = new TaskFolder(task).layer();
    FileTree.delete(layer);
    if (unfinishedLayer != null) {
      makeReadable(unfinishedLayer);
      Files.createDirectories(layer.getParent());
      Files.move(unfinishedLayer, layer);
    }
    makeReadable(unfinished);
    Files.move(unfinished, task);
  }

  /** Lambda runs it as another user. */
  private static void makeReadable(Path folder) throws IOException {
    for (Path path : FileTree.paths(folder)) {
      Permissions.setForAll(path);
    }
    PackageTime.set(folder);
  }

  /** Removes the unfinished folder, if there still is one. */
  public void abandon() throws IOException {
    FileTree.delete(unfinished);
    if (unfinishedLayer != null) {
      FileTree.delete(unfinishedLayer);
    }
  }
}
