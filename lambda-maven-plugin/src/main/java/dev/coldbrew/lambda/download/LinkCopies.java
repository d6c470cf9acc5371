// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Copies that replace an archive's symbolic links, for file systems without links and for Windows,
 * where creating a link requires a privilege. They are made after everything else is unpacked,
 * because a link may come before the file that it points to.
 */
final class LinkCopies {

  /** As many as Linux follows. */
  private static final int MAX_LINKS = 40;

  private final Path root;

  /** The target of each link, as stated in the archive. */
  private final Map<Path, Path> links = new LinkedHashMap<>();

  /**
   * @param root the folder that no link may leave
   */
  LinkCopies(Path root) {
    this.root = root;
  }

  void add(Path link, Path target) {
    links.put(link, target);
  }

  /**
   * Makes all copies.
   *
   * @throws IOException if a link leaves the folder, points to nothing, or to a folder that it is in
   */
  void make() throws IOException {
    for (Path link : links.keySet()) {
      copy(link, link, new ArrayDeque<>());
    }
  }

  /**
   * @param from a file, a folder or a link of the archive
   * @param parents the folders that are being copied, each inside the one before
   */
  private void copy(Path from, Path to, Deque<Path> parents) throws IOException {
    Path source = links.containsKey(from) ? target(from) : from;
    if (!Files.isDirectory(source)) {
      Files.copy(source, to, StandardCopyOption.COPY_ATTRIBUTES);
      return;
    }
    if (parents.contains(source) || to.startsWith(source)) {
      throw new IOException("'" + root.relativize(from) + "' points to a folder that it is in");
    }
    parents.push(source);
    Files.createDirectory(to);
    for (Path child : children(source)) {
      copy(child, to.resolve(child.getFileName()), parents);
    }
    parents.pop();
  }

  /**
   * The children as they are in the archive: a link counts once even if its copy already exists.
   */
  private List<Path> children(Path folder) throws IOException {
    List<Path> children = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      files.filter(file -> !links.containsKey(file)).forEach(children::add);
    }
    links.keySet().stream().filter(link -> link.getParent().equals(folder)).forEach(children::add);
    return children;
  }

  /** The file or folder at the end of all links, found as a system with links finds it. */
  private Path target(Path link) throws IOException {
    Path at = root;
    Deque<Path> names = new ArrayDeque<>();
    root.relativize(link).forEach(names::addLast);
    for (int followed = 0; !names.isEmpty(); ) {
      Path name = names.pop();
      if (name.toString().equals("..")) {
        if (at.equals(root)) {
          throw Archive.leaves(root.relativize(link).toString());
        }
        at = at.getParent();
      } else if (!name.toString().isEmpty() && !name.toString().equals(".")) {
        at = at.resolve(name);
      }
      Path next = links.get(at);
      if (next == null) {
        continue;
      }
      if (next.isAbsolute() || next.getRoot() != null) {
        throw Archive.leaves(root.relativize(link).toString());
      }
      if (++followed > MAX_LINKS) {
        throw new IOException("'" + root.relativize(link) + "' points to too many other links");
      }
      List<Path> more = new ArrayList<>();
      next.forEach(more::add);
      for (int i = more.size() - 1; i >= 0; i--) {
        names.push(more.get(i));
      }
      at = at.getParent();
    }
    return at;
  }
}
