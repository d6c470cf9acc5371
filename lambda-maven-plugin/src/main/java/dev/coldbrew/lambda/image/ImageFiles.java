// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.image;

import java.io.IOException;
import java.io.InputStream;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** The files of an image after all layers are applied; for most of them, only the path. */
final class ImageFiles {

  /**
   * Markers in a layer that hide content of lower layers: the first hides one file, the second the
   * content of a folder.
   */
  private static final String WHITEOUT = ".wh.";

  private static final String OPAQUE = ".wh..wh..opq";

  /** As many links as Linux follows. */
  private static final int MOST_LINKS = 40;

  /** The names of glibc's main library, whose content is kept. */
  private static final Pattern LIBC = Pattern.compile("(.*/)?libc(\\.so\\.6|-2\\.\\d+\\.so)");

  private static final Pattern MUSL = Pattern.compile("(.*/)?ld-musl-.*\\.so\\.1");

  // Sorted, since an upper layer may remove thousands of folders, each a range of paths.
  private final NavigableSet<String> files = new TreeSet<>();
  private final NavigableMap<String, String> links = new TreeMap<>();
  private final NavigableMap<String, byte[]> libraries = new TreeMap<>();
  private long bytes;

  /** @param layer a tar, which is read to its end */
  void add(InputStream layer) throws IOException {
    TarArchiveInputStream tar = new TarArchiveInputStream(layer);
    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      if (!entry.isCheckSumOK()) {
        throw new IOException("the header of an entry is damaged");
      }
      String path = normalized(entry.getName());
      String name = path.substring(path.lastIndexOf('/') + 1);
      String folder = path.substring(0, path.length() - name.length());
      if (name.equals(OPAQUE)) {
        remove(folder);
      } else if (name.startsWith(WHITEOUT)) {
        String removed = folder + name.substring(WHITEOUT.length());
        forget(removed);
        remove(removed + "/");
      } else {
        forget(path);
        add(entry, path, tar);
      }
    }
  }

  private void add(TarArchiveEntry entry, String path, InputStream content) throws IOException {
    if (entry.isSymbolicLink()) {
      links.put(path, entry.getLinkName());
    } else if (entry.isLink()) {
      links.put(path, "/" + normalized(entry.getLinkName()));
    } else if (entry.isFile()) {
      files.add(path);
      bytes += entry.getSize();
      if (LIBC.matcher(path).matches()) {
        libraries.put(path, content.readAllBytes());
      }
    }
  }

  private void forget(String path) {
    files.remove(path);
    links.remove(path);
    libraries.remove(path);
  }

  private void remove(String below) {
    String end = below + Character.MAX_VALUE;
    files.subSet(below, end).clear();
    links.subMap(below, end).clear();
    libraries.subMap(below, end).clear();
  }

  private static String normalized(String name) {
    return name.replaceFirst("^(\\./|/)+", "").replaceFirst("/+$", "");
  }

  /** Whether there is a file at that path, directly or through links. */
  boolean has(String path) {
    return resolve(path).filter(files::contains).isPresent();
  }

  /** Whether there is a library of that name in any folder. */
  boolean hasLibrary(String soname) {
    String end = "/" + soname;
    return files.stream().anyMatch(path -> path.endsWith(end))
        || links.keySet().stream().anyMatch(path -> path.endsWith(end));
  }

  boolean hasMusl() {
    return files.stream().anyMatch(path -> MUSL.matcher(path).matches())
        || links.keySet().stream().anyMatch(path -> MUSL.matcher(path).matches());
  }

  /** The files that may be glibc's main library, whatever the distribution. */
  Iterable<byte[]> libcs() {
    return libraries.values();
  }

  /** The size of all files in all layers, including hidden ones, which the layers still contain. */
  long bytes() {
    return bytes;
  }

  /** The path after following all links. */
  private Optional<String> resolve(String path) {
    String rest = path;
    String done = "";
    for (int followed = 0; followed < MOST_LINKS; ) {
      int slash = rest.indexOf('/');
      String name = slash < 0 ? rest : rest.substring(0, slash);
      String after = slash < 0 ? "" : rest.substring(slash + 1);
      String here = join(done, name);
      String link = links.get(here);
      if (link != null) {
        followed++;
        done = link.startsWith("/") ? "" : done;
        rest = join(normalized(link), after);
      } else if (after.isEmpty()) {
        return Optional.of(here);
      } else {
        done = here;
        rest = after;
      }
    }
    return Optional.empty();
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
