// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.task;

import dev.coldbrew.lambda.classpath.Library;
import dev.coldbrew.lambda.file.FileTree;
import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The project's files that go beside the code: what a function finds in {@code /var/task}, such as the
 * configuration of an agent, a program, or a native library in {@code lib}.
 *
 * @param folder whose content is copied, such as {@code src/lambda/task}; need not be there
 */
public record TaskFiles(Path folder) {

  /**
   * Refuses a file whose name is taken in the zip, or that no zip can hold.
   *
   * @param libraries whose jars are in {@code lib}
   */
  public void check(List<Library> libraries) throws IOException {
    for (Path file : all()) {
      String name = name(file);
      if (isTaken(name, libraries) && !(name.equals("lib") && Files.isDirectory(file))) {
        throw new ProblemException(
            "'" + name + "' is in every function's zip already",
            "file " + file,
            "give it another name");
      }
      if (!Files.isDirectory(file) && !Files.isRegularFile(file)) {
        throw new ProblemException(
            "'" + name + "' is neither a file nor a folder",
            "file " + file,
            "remove it, or put a file in its place");
      }
    }
  }

  private static boolean isTaken(String name, List<Library> libraries) {
    return Stream.of(
            Stream.of("bootstrap", "image", "lib", "priming"),
            Arrays.stream(StartupCache.values()).map(StartupCache::fileName),
            libraries.stream().map(library -> "lib/" + library.fileName()))
        .flatMap(taken -> taken)
        .anyMatch(name::equalsIgnoreCase); // macOS and Windows take both names for one file
  }

  /** How many files these are. */
  public int count() throws IOException {
    return (int) all().stream().filter(Files::isRegularFile).count();
  }

  /** How many bytes they have. */
  long bytes() throws IOException {
    long bytes = 0;
    for (Path file : all()) {
      bytes += Files.isRegularFile(file) ? Files.size(file) : 0;
    }
    return bytes;
  }

  public List<Path> jars() throws IOException {
    return all().stream()
        .filter(file -> file.toString().endsWith(".jar") && Files.isRegularFile(file))
        .toList();
  }

  /** Copies them into a task folder; what links lead to, as not every tool packs a link as one. */
  void copyTo(Path task) throws IOException {
    for (Path file : all()) {
      Path copy = task.resolve(name(file));
      if (Files.isDirectory(file)) {
        Files.createDirectories(copy);
      } else {
        Files.copy(file, copy);
      }
    }
  }

  /** What one of them is in the zip. */
  String name(Path file) {
    return FileTree.nameIn(folder, file);
  }

  /** All below the folder, parents first. */
  List<Path> all() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      return files.filter(file -> !file.equals(folder)).sorted().toList();
    }
  }
}
