// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.task;

import dev.coldbrew.lambda.classpath.Library;
import dev.coldbrew.lambda.file.FileTree;
import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The project's own classes and resources as AWS's runtime has them on its class path: not in a jar,
 * but beside the jars and the files of {@link TaskFiles}.
 *
 * @param folder such as {@code target/classes}
 */
public record PlainClasses(Path folder) {

  /**
   * Refuses what would take the place of something else in the zip.
   *
   * @param libraries the others, whose jars are in {@code lib}
   * @param files that lie beside the classes
   */
  public void check(List<Library> libraries, TaskFiles files) throws IOException {
    List<Path> others = files.all();
    for (Path file : FileTree.paths(folder)) {
      String name = FileTree.nameIn(folder, file);
      boolean isFolder = Files.isDirectory(file);
      if (name.equalsIgnoreCase(Staging.LIBRARIES) && !isFolder) {
        throw taken(file, "the folder of the jars has that name", "give that file another name");
      }
      for (Library library : libraries) {
        if (name.equalsIgnoreCase(Staging.LIBRARIES + "/" + library.fileName())) {
          throw taken(
              file,
              "the jar of " + library.coordinates() + " has that name",
              "give that " + kind(isFolder) + " another name");
        }
      }
      for (Path other : others) {
        if (name.equalsIgnoreCase(files.name(other)) && !(isFolder && Files.isDirectory(other))) {
          throw taken(
              file,
              "so is the " + kind(Files.isDirectory(other)) + " '" + other + "'",
              "give one of them another name");
        }
      }
    }
  }

  private ProblemException taken(Path file, String by, String hint) {
    String kind = kind(Files.isDirectory(file));
    return new ProblemException(
        "the " + kind + " '" + FileTree.nameIn(folder, file)
            + "' of the project's classes would be in the zip, and " + by,
        kind + " " + file,
        hint);
  }

  private static String kind(boolean isFolder) {
    return isFolder ? "folder" : "file";
  }

  /** Copies them into a task folder, which they have been checked for. */
  void copyTo(Path task) throws IOException {
    for (Path file : FileTree.paths(folder)) {
      Path copy = task.resolve(FileTree.nameIn(folder, file));
      if (Files.isDirectory(file)) {
        Files.createDirectories(copy);
      } else {
        Files.copy(file, copy);
      }
    }
  }
}
