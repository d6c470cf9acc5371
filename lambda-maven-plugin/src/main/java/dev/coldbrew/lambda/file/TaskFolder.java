// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The layout of {@code target/lambda}, or of a folder like it: the folder {@code task}, which {@code
 * /var/task} will be, and what is kept beside it. A layer's folder lies where it will be in Lambda, as
 * seen from there, so that a startup cache does not see a difference.
 *
 * @param path the task folder itself
 */
public record TaskFolder(Path path) {

  /** From {@code /var/task} to the folder of the layer with the JVM and the runtime. */
  public static final String TO_LAYER = "../../opt/coldbrew";

  /** Where a goal keeps the task folder, such as {@code target/lambda}. */
  public static TaskFolder in(Path folder) {
    return new TaskFolder(folder.resolve("task"));
  }

  /** Where a folder stands for the root of Lambda's file system, and so has room for a layer. */
  public static TaskFolder inRoot(Path root) {
    return new TaskFolder(root.resolve("var").resolve("task"));
  }

  /** The script that Lambda starts. */
  public Path bootstrap() {
    return path.resolve("bootstrap");
  }

  /** The folder of the jars. */
  public Path libraries() {
    return path.resolve("lib");
  }

  /** The runtime image, wherever it is. */
  public Path image() {
    return (hasLayer() ? layer() : path).resolve("image");
  }

  /** What {@code /opt/coldbrew} will be; need not be there. */
  public Path layer() {
    return path.resolve(TO_LAYER).normalize();
  }

  /** Whether the JVM and the runtime are in a layer. */
  public boolean hasLayer() {
    return Files.isDirectory(layer());
  }

  /** The layer's jars. */
  public Path layerLibraries() {
    return layer().resolve("lib");
  }

  /** The folder and that of the layer, if there is one. */
  public List<Path> folders() {
    return hasLayer() ? List.of(path, layer()) : List.of(path);
  }

  /** Copies it, and its layer, to where nothing is yet. */
  public void copyTo(TaskFolder copy) throws IOException {
    Files.createDirectories(copy.path.getParent());
    FileTree.copy(path, copy.path);
    if (hasLayer()) {
      Files.createDirectories(copy.layer().getParent());
      FileTree.copy(layer(), copy.layer());
    }
  }

  /** The folder of the events and responses that the init phase is primed with. */
  public Path priming() {
    return path.resolve("priming");
  }

  /** What the function was bundled from, to do the same for another JDK. */
  public Path bundlePlan() {
    return beside("bundle.json");
  }

  /** The digests of what the function was staged from. */
  public Path inputs() {
    return beside("inputs.json");
  }

  /** Says that the task folder has a startup cache, and so the zip must have one. */
  public Path cacheMark() {
    return beside("trained");
  }

  /** The folder of the recorded startup cache, with what it was recorded from. */
  public Path recordedCache() {
    return beside("startup-cache");
  }

  /** What starts the function's JVM, where it is for another machine. */
  public Path launcher() {
    return beside("launcher.json");
  }

  /** The agent that stands in for agents of the user's while a cache is recorded. */
  public Path standInAgent() {
    return beside("agent.jar");
  }

  /** Which classes the JVM loaded, and from where. */
  public Path classLog() {
    return beside("classes.log");
  }

  /** Which machine code the JVM took from its startup cache. */
  public Path codeLog() {
    return beside("code.log");
  }

  /** What {@code lambda:profile} found: a page, or the same for programs. */
  public Path profile(String extension) {
    return beside("profile." + extension);
  }

  /** What {@code lambda:measure} found. */
  public Path measureReport() {
    return beside("measure.json");
  }

  /** Which images {@code lambda:image} has written. */
  public Path imageReport() {
    return beside("image.json");
  }

  /** An example event that the function was invoked with. */
  public Path example(String name) {
    return beside("examples").resolve(name + ".json");
  }

  /** The logs of the JDK's tools and of training. */
  public Path logs() {
    return beside("logs");
  }

  /**
   * The folder in which {@code lambda:measure} bundles the function for another JDK.
   *
   * @param jdk its name
   */
  public Path measured(String jdk) {
    return beside("measure").resolve(jdk.replaceAll("[^\\w.]+", "-"));
  }

  private Path beside(String name) {
    return path.resolveSibling(name);
  }
}
