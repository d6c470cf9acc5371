// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.task;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.coldbrew.lambda.classpath.Library;
import dev.coldbrew.lambda.file.Digest;
import dev.coldbrew.lambda.file.FileTree;
import dev.coldbrew.lambda.file.TaskFolder;
import dev.coldbrew.lambda.file.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a function was staged from, kept beside its task folder: by that the goals that start it
 * notice when the project has changed. Contents are compared, not times: an IDE or a checkout may
 * write the same file again.
 *
 * @param digests by the path of a file or folder, relative to the task folder: projects are moved
 * @param settings of the pom
 * @param options of the command line that decided what was staged, by the names of the properties
 * @param home of the JDK that it has the JVM of; where that is for another machine, of the one that
 *     linked it here; without a JVM, of the one that runs Maven
 */
public record StagedInputs(
    Map<String, String> digests,
    Map<String, String> settings,
    Map<String, String> options,
    String home) {

  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private static final String ABSENT = "absent";

  public StagedInputs {
    options = options == null ? Map.of() : options; // an earlier version kept none
  }

  /** Of these files and folders as they are now. */
  public static StagedInputs of(
      Path task,
      Collection<Path> files,
      Map<String, String> settings,
      Map<String, String> options,
      Path home)
      throws IOException {
    Map<String, String> digests = new LinkedHashMap<>();
    for (Path file : files) {
      digests.put(FileTree.seenFrom(task, file).toString(), digest(file));
    }
    return new StagedInputs(digests, settings, options, home.toString());
  }

  /**
   * The files behind a class path. A jar that another module of the build made has that module's
   * classes beside it, which may be newer.
   */
  public static List<Path> files(List<Library> libraries) {
    List<Path> files = new ArrayList<>();
    for (Library library : libraries) {
      files.add(library.file());
      Path classes = library.file().resolveSibling("classes");
      if (!Files.isDirectory(library.file()) && Files.isDirectory(classes)) {
        files.add(classes);
      }
    }
    return files;
  }

  /** Keeps it beside the task folder. */
  public void keep(Path task) throws IOException {
    WholeFile.write(new TaskFolder(task).inputs(), GSON.toJson(this));
  }

  /** What was kept beside a task folder; empty if nothing was. */
  public static Optional<StagedInputs> keptFor(Path task) throws IOException {
    Path kept = new TaskFolder(task).inputs();
    return Files.isRegularFile(kept)
        ? Optional.of(GSON.fromJson(Files.readString(kept), StagedInputs.class))
        : Optional.empty();
  }

  /**
   * What has changed since the function was staged; empty if nothing has. A file that is gone does not
   * count: another module may have been cleaned.
   *
   * @param project the folder from which the user sees files
   * @param now the settings of the pom
   */
  public Optional<String> changed(Path project, Path task, Map<String, String> now)
      throws IOException {
    for (Map.Entry<String, String> input : digests.entrySet()) {
      Path file = task.resolve(input.getKey()).normalize();
      if (Files.exists(file) && !digest(file).equals(input.getValue())) {
        return Optional.of(
            "'" + (file.startsWith(project) ? FileTree.nameIn(project, file) : file) + "'");
      }
    }
    Map<String, String> all = new LinkedHashMap<>(settings);
    all.putAll(now);
    return all.keySet().stream()
        .filter(name -> !Objects.equals(settings.get(name), now.get(name)))
        .findFirst();
  }

  /** Of the contents of all files below it, and their names. */
  private static String digest(Path file) throws IOException {
    if (!Files.exists(file)) {
      return ABSENT;
    }
    List<String> parts = new ArrayList<>();
    for (Path path : FileTree.paths(file)) {
      if (Files.isRegularFile(path)) {
        parts.add(FileTree.nameIn(file, path) + " " + Digest.of(path));
      }
    }
    return Digest.of(parts.toArray(String[]::new));
  }
}
