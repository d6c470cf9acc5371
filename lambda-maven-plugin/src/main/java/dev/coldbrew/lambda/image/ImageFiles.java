// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.image;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * The files of an image after all layers are applied; for most of them, only the path.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/layer.md">OCI Image Layer
 *     Filesystem Changeset</a>
 */
final class ImageFiles {

  /**
   * Markers in a layer that hide content of lower layers, not of their own: the first hides one file
   * or folder, the second the content of the folder that it is in.
   */
  private static final String WHITEOUT = ".wh.";

  private static final String OPAQUE = ".wh..wh..opq";

  /** Many times the size of glibc's main library, which is read into memory. */
  private static final long MAX_LIBC_MB = 100;

  /** The size of an entry's header. */
  private static final int HEADER = 512;

  /** The names of glibc's main library, whose content is kept. */
  private static final Pattern LIBC = Pattern.compile("(.*/)?libc(\\.so\\.6|-2\\.\\d+\\.so)");

  private static final Pattern MUSL = Pattern.compile("(.*/)?ld-musl-.*\\.so\\.1");

  // Sorted, since an upper layer may remove thousands of folders, each a range of paths.
  private final NavigableSet<String> files = new TreeSet<>();
  private final NavigableMap<String, byte[]> libraries = new TreeMap<>();
  private final LinkPaths links = new LinkPaths();
  private final long limit;
  private long bytes;
  private long read;

  /** The layers unpack to more than the limit. */
  static final class TooLargeException extends IOException {

    private static final long serialVersionUID = 1;
  }

  /** @param limit the number of bytes that the layers may unpack to */
  ImageFiles(long limit) {
    this.limit = limit;
  }

  /**
   * Applies a layer.
   *
   * @param layer a tar, which is read to its end
   * @throws TooLargeException instead of reading more than the limit: a small layer can unpack to any
   *     size
   */
  void add(InputStream layer) throws IOException {
    Set<String> added = new HashSet<>();
    TarArchiveInputStream tar = new TarArchiveInputStream(layer);
    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      if (!entry.isCheckSumOK()) {
        throw new IOException("the header of an entry is damaged");
      }
      read += HEADER + Math.max(0, entry.getSize());
      if (read > limit) {
        throw new TooLargeException();
      }
      Optional<String> path = links.place(entry.getName());
      if (path.isPresent()) { // else in a circle of links
        apply(entry, path.get(), tar, added);
      }
    }
  }

  private void apply(TarArchiveEntry entry, String path, InputStream content, Set<String> added)
      throws IOException {
    String name = path.substring(path.lastIndexOf('/') + 1);
    String folder = path.substring(0, path.length() - name.length());
    if (name.equals(OPAQUE)) {
      removeBelow(folder, added);
    } else if (name.startsWith(WHITEOUT)) {
      String removed = folder + name.substring(WHITEOUT.length());
      if (!added.contains(removed)) {
        remove(removed);
      }
      removeBelow(removed + "/", added);
    } else {
      added.add(path);
      if (!entry.isLink()) { // which may be to the path itself
        remove(path);
      }
      if (!entry.isDirectory()) {
        removeBelow(path + "/", Set.of());
      }
      add(entry, path, content);
    }
  }

  private void add(TarArchiveEntry entry, String path, InputStream content) throws IOException {
    if (entry.isSymbolicLink()) {
      links.put(path, entry.getLinkName());
    } else if (entry.isLink()) {
      links.place(entry.getLinkName()).ifPresent(target -> addAgain(target, path));
    } else if (entry.isFile()) {
      files.add(path);
      bytes += entry.getSize();
      if (LIBC.matcher(path).matches()) {
        libraries.put(path, libc(entry, content));
      }
    }
  }

  private static byte[] libc(TarArchiveEntry entry, InputStream content) throws IOException {
    long megabytes = entry.getSize() >> 20;
    if (megabytes > MAX_LIBC_MB) {
      throw new IOException(entry.getName() + " has " + megabytes + " MB");
    }
    return content.readAllBytes();
  }

  /** A hard link is the same file, whatever becomes of its other name. */
  private void addAgain(String target, String path) {
    boolean isFile = files.contains(target);
    byte[] library = libraries.get(target);
    Optional<String> link = links.at(target);
    remove(path);
    if (isFile) {
      files.add(path);
    }
    if (library != null) {
      libraries.put(path, library);
    }
    link.ifPresent(to -> links.put(path, to));
  }

  private void remove(String path) {
    files.remove(path);
    links.remove(path);
    libraries.remove(path);
  }

  private void removeBelow(String folder, Set<String> kept) {
    String end = folder + Character.MAX_VALUE;
    files.subSet(folder, end).removeIf(path -> !kept.contains(path));
    libraries.subMap(folder, end).keySet().removeIf(path -> !kept.contains(path));
    links.removeBelow(folder, kept);
  }

  /** Whether there is a file at that path, directly or through links. */
  boolean has(String path) {
    return links.resolve(path).filter(files::contains).isPresent();
  }

  /** Whether there is a library of that name in any folder. */
  boolean hasLibrary(String soname) {
    String end = "/" + soname;
    return hasAny(path -> path.endsWith(end));
  }

  boolean hasMusl() {
    return hasAny(path -> MUSL.matcher(path).matches());
  }

  private boolean hasAny(Predicate<String> wanted) {
    return files.stream().anyMatch(wanted) || links.paths().filter(wanted).anyMatch(this::has);
  }

  /** The files that may be glibc's main library, whatever the distribution. */
  Iterable<byte[]> libcs() {
    return libraries.values();
  }

  /** The size of all files in all layers, including hidden ones, which the layers still contain. */
  long bytes() {
    return bytes;
  }
}
