// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.image;

import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The symbolic links of an image, and where paths lead through them. */
final class LinkPaths {

  /** As many links as Linux follows. */
  private static final int MAX_LINKS = 40;

  private final NavigableMap<String, String> links = new TreeMap<>();

  void put(String path, String target) {
    links.put(path, target);
  }

  /** The target of the link at that path, as the link has it. */
  Optional<String> at(String path) {
    return Optional.ofNullable(links.get(path));
  }

  Stream<String> paths() {
    return links.keySet().stream();
  }

  void remove(String path) {
    links.remove(path);
  }

  void removeBelow(String folder, Set<String> kept) {
    links
        .subMap(folder, folder + Character.MAX_VALUE)
        .keySet()
        .removeIf(path -> !kept.contains(path));
  }

  /**
   * Where a layer's entry of that name goes: links are followed in the folders, but not at the end.
   * Empty if they form a circle.
   */
  Optional<String> place(String name) {
    String path = normalized(name);
    int slash = path.lastIndexOf('/');
    return slash < 0
        ? Optional.of(path)
        : resolve(path.substring(0, slash)).map(folder -> join(folder, path.substring(slash + 1)));
  }

  /** The path after all links are followed. */
  Optional<String> resolve(String path) {
    String rest = normalized(path);
    String done = "";
    for (int followed = 0; followed < MAX_LINKS; ) {
      int slash = rest.indexOf('/');
      String name = slash < 0 ? rest : rest.substring(0, slash);
      String after = slash < 0 ? "" : rest.substring(slash + 1);
      String here = join(done, name);
      String link = links.get(here);
      if (link != null) {
        followed++;
        done = link.startsWith("/") ? "" : done;
        rest = normalized(link) + "/" + after;
      } else if (after.isEmpty()) {
        return Optional.of(here);
      } else {
        done = here;
        rest = after;
      }
    }
    return Optional.empty();
  }

  private static String normalized(String name) {
    return name.replaceFirst("^(\\./|/)+", "").replaceFirst("/+$", "");
  }

  private static String join(String folder, String name) {
    if (name.equals("..")) {
      return folder.substring(0, Math.max(0, folder.lastIndexOf('/')));
    }
    if (name.isEmpty() || name.equals(".")) {
      return folder;
    }
    return folder.isEmpty() ? name : folder + "/" + name;
  }
}
