// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.coldbrew.lambda.file.Digest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A container image made of a root file system, as {@code docker save} would write it. */
final class SavedImage {

  private SavedImage() {}

  /**
   * @param root of a system, of which a function needs no documentation and no packages
   * @param work an empty folder
   */
  static Path of(Path root, String architecture, Path work) throws Exception {
    return of(List.of(root), architecture, List.of(), work);
  }

  /**
   * @param roots a folder for each layer, from the bottom to the top
   * @param entryPoint empty for none
   */
  static Path of(List<Path> roots, String architecture, List<String> entryPoint, Path work)
      throws Exception {
    Path log = work.resolve("tar.log");
    List<String> names = new ArrayList<>();
    JsonArray digests = new JsonArray();
    for (Path root : roots) {
      String name = "layer" + names.size() + ".tar";
      Path layer = work.resolve(name);
      tar(
          layer,
          List.of(
              "--sort=name", "--exclude=./usr/share", "--exclude=./var/*", "--exclude=./proc/*"),
          root,
          ".",
          log);
      names.add(name);
      digests.add("sha256:" + Digest.of(layer));
    }
    JsonObject files = new JsonObject();
    files.addProperty("type", "layers");
    files.add("diff_ids", digests);
    JsonObject config = new JsonObject();
    if (!entryPoint.isEmpty()) {
      config.add("Entrypoint", new Gson().toJsonTree(entryPoint));
    }
    JsonObject configuration = new JsonObject();
    configuration.addProperty("architecture", architecture);
    configuration.addProperty("os", "linux");
    configuration.add("config", config);
    configuration.add("rootfs", files);
    Files.writeString(work.resolve("config.json"), configuration.toString());
    Files.writeString(
        work.resolve("manifest.json"),
        "[{\"Config\":\"config.json\",\"RepoTags\":null,\"Layers\":%s}]"
            .formatted(new Gson().toJson(names)));
    Path image = work.resolve("base.tar");
    tar(image, List.of(), work, "manifest.json config.json " + String.join(" ", names), log);
    for (String name : names) {
      Files.delete(work.resolve(name));
    }
    return image;
  }

  private static void tar(Path file, List<String> options, Path folder, String names, Path log)
      throws Exception {
    List<String> command = new ArrayList<>(List.of("tar", "-cf", file.toString()));
    command.addAll(options);
    command.addAll(List.of("-C", folder.toString()));
    command.addAll(List.of(names.split(" ")));
    OlderSystemIT.run(command, log);
  }
}
