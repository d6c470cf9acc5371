// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.image;

import dev.coldbrew.lambda.file.FileTree;
import dev.coldbrew.lambda.file.Permissions;
import dev.coldbrew.lambda.task.PackageTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Assigns a function's files to the layers of its image: first files that change with the JDK, then
 * those that change with the dependencies, and last those that change with the code. After a code
 * change, only the last layer is pushed again. It includes the startup cache, which changes with
 * the code.
 */
public final class ImageLayers {

  /** The layers' names, from the bottom to the top. */
  private static final List<String> NAMES = List.of("JVM", "libraries", "function");

  private static final String TASK = "var/task/";

  /** Where the entry point of AWS's base images looks for the bootstrap. */
  private static final String RUNTIME_BOOTSTRAP = "var/runtime/bootstrap";

  private ImageLayers() {}

  /**
   * The layers of an unpacked function.
   *
   * @param root the folder that stands for the root of Lambda's file system
   * @param ownJar the file name of the jar with the project's own classes
   */
  public static List<ImageLayer> of(Path root, String ownJar) throws IOException {
    List<Map<String, ImageLayer.File>> layers = NAMES.stream()
        .<Map<String, ImageLayer.File>>map(name -> new TreeMap<>())
        .toList();
    for (Path path : FileTree.paths(root)) {
      String name = FileTree.nameIn(root, path);
      if (Files.isRegularFile(path)) {
        Map<String, ImageLayer.File> layer = layers.get(layer(name, ownJar));
        for (Path folder = path.getParent(); !isAboveFunction(root, folder); ) {
          layer.put(FileTree.nameIn(root, folder), folder(root, folder));
          folder = folder.getParent();
        }
        layer.put(
            name,
            new ImageLayer.File(
                path,
                "/" + name,
                Permissions.isExecutable(path),
                Files.getLastModifiedTime(path).toInstant()));
      }
    }
    ImageLayer.File bootstrap = layers.get(2).get(TASK + "bootstrap");
    layers
        .get(2)
        .put(
            RUNTIME_BOOTSTRAP,
            new ImageLayer.File(
                bootstrap.source(), "/" + RUNTIME_BOOTSTRAP, true, bootstrap.modified()));
    return Stream.iterate(0, i -> i < layers.size(), i -> i + 1)
        .filter(i -> !layers.get(i).isEmpty()) // a function need not have libraries
        .map(i -> new ImageLayer(NAMES.get(i), new ArrayList<>(layers.get(i).values())))
        .toList();
  }

  /** The base image has its own {@code /var} and {@code /opt}. */
  private static boolean isAboveFunction(Path root, Path folder) {
    return root.relativize(folder).getNameCount() < 2;
  }

  /** If the zip has no entry for a folder, its time on disk is that of the unpacking. */
  private static ImageLayer.File folder(Path root, Path folder) {
    return new ImageLayer.File(
        folder, "/" + FileTree.nameIn(root, folder), true, PackageTime.INSTANT);
  }

  /** @param name from the root, such as {@code var/task/lib/gson.jar} */
  private static int layer(String name, String ownJar) {
    String inFunction = name.replaceFirst("^(var/task|opt/coldbrew)/", "");
    if (inFunction.startsWith("image/")) {
      return 0;
    }
    boolean isLibrary = inFunction.startsWith("lib/") && inFunction.endsWith(".jar");
    return isLibrary && !inFunction.equals("lib/" + ownJar) ? 1 : 2;
  }
}
