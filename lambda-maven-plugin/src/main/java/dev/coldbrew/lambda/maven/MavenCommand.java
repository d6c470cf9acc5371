// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import dev.coldbrew.lambda.file.FileTree;
import dev.coldbrew.lambda.process.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Commands for the user to type next, in the folder where Maven was started. That may not be the
 * function's: in a build of several modules, the root has no function, and the prefix {@code lambda} is
 * not known there.
 *
 * @param startedIn where Maven was started
 * @param function the function's folder, or its pom where that has another name than usual
 * @param root the folder of the project that the function is a module of; null for none
 * @param all whether the user started Maven for all modules of it
 * @param plugin the coordinates of this one, with its version
 * @param pomOptions those of {@link PomOptions}
 */
record MavenCommand(
    Path startedIn, Path function, Path root, boolean all, String plugin, String pomOptions) {

  private static final String PREFIX = "lambda";

  private static final Set<String> PARTS = Set.of("bundle", "train", "check");

  /** A goal on what was built before; options may follow. */
  String goal(String goal) {
    return of(PREFIX + ":" + goal);
  }

  /** The same for another plugin's goal, with its prefix. */
  String of(String goal) {
    return "mvn" + file() + pomOptions + " " + goal;
  }

  /**
   * The whole build of the function, and then the goal, unless that is a part of the build.
   */
  String packaged(String goal, TypedOptions options) {
    return packaged(PARTS.contains(goal) ? List.of() : List.of(goal), options);
  }

  /** The same with several goals. */
  String packaged(List<String> goals, TypedOptions options) {
    String prefix = " " + (isModule() ? plugin : PREFIX) + ":";
    return (isModule() ? module() : "mvn" + file()) + pomOptions + " package"
        + goals.stream().map(prefix::concat).collect(Collectors.joining()) + options;
  }

  /**
   * The shortest way to run changed code: the function is staged again, but not trained. Other modules
   * are packaged, as their jars may have more in them than their classes.
   */
  String restaged(String goal, TypedOptions options) {
    return isModule()
        ? packaged(goal, options.with("lambda.train.skip", "true"))
        : "mvn" + file() + pomOptions + " compile " + PREFIX + ":bundle " + PREFIX + ":" + goal
            + options;
  }

  /** Whether modules that the function may depend on have to be built with it. */
  private boolean isModule() {
    return root != null && Files.isDirectory(function);
  }

  private String module() {
    return "mvn" + file(root)
        + (all ? "" : " -pl " + Shell.quoted(FileTree.nameIn(root, function)) + " -am");
  }

  private String file() {
    return file(function);
  }

  private String file(Path folder) {
    String relative = startedIn.relativize(folder).toString();
    return relative.isEmpty() ? "" : " -f " + Shell.quoted(relative);
  }
}
