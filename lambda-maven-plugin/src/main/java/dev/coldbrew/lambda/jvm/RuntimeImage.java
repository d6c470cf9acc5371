// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import dev.coldbrew.lambda.file.FileTree;
import dev.coldbrew.lambda.file.Permissions;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A JVM with just the modules that the application needs, checked to fit its target. */
public final class RuntimeImage {

  /**
   * Where the image has outside libraries. Not in {@code lib}: a JDK's launcher looks there
   * (DT_RPATH) before LD_LIBRARY_PATH, and the system's own libraries have to come first.
   */
  static final String OUTSIDE = "lib/outside";

  /** C2's code for sorting arrays of numbers; a JVM without C2 does not load it. */
  private static final String SORT = "lib/libsimdsort.so";

  private final Path directory;
  private final ImageContent content;
  private final NativeLibraries libraries;
  private final long sizeBytes;

  RuntimeImage(Path directory, ImageContent content, NativeLibraries libraries) throws IOException {
    this.directory = directory;
    this.content = content;
    this.libraries = libraries;
    long size = FileTree.size(directory);
    for (OutsideLibrary library : libraries.outside()) {
      size += Files.size(library.file());
    }
    this.sizeBytes = size;
  }

  static RuntimeImage inspect(Path directory, Jdk jdk, ImageContent content, LambdaTarget target)
      throws IOException {
    List<Path> systemFolders = NativeLibraries.systemFolders(jdk.home(), target.machine());
    return new RuntimeImage(
        directory, content, NativeLibraries.find(directory, jdk, target, systemFolders));
  }

  /** The content that the image was linked from. */
  public ImageContent content() {
    return content;
  }

  /** The most that it adds to the unpacked size of the deployment package. */
  public long sizeBytes() {
    return sizeBytes;
  }

  /** The newest glibc that its files need. */
  public Version glibc() {
    return libraries.glibc();
  }

  /**
   * The libraries that the operating system provides instead of the JDK; the image includes copies.
   */
  public List<OutsideLibrary> outsideLibraries() {
    return libraries.outside();
  }

  /**
   * What libraries for fonts and images are missing, as sentences; the JVM starts without these
   * libraries.
   */
  public List<String> missing() {
    return libraries.missing();
  }

  /**
   * The folder in the image that has to be the last one in LD_LIBRARY_PATH; empty if there are no
   * outside libraries.
   */
  public Optional<String> libraryFolder() {
    return libraries.outside().isEmpty() ? Optional.empty() : Optional.of(OUTSIDE);
  }

  /**
   * Copies it with its modes, whatever the umask, and replaces what is there.
   *
   * @param optimizes whether its options let it use C2
   */
  public void copyTo(Path target, boolean optimizes) throws IOException {
    FileTree.delete(target);
    Files.createDirectories(target.toAbsolutePath().getParent());
    for (Path path : FileTree.paths(directory)) {
      String name = FileTree.nameIn(directory, path);
      if (optimizes || !name.equals(SORT)) {
        copy(path, target.resolve(name));
      }
    }
    if (!libraries.outside().isEmpty()) {
      Path folder = target.resolve(OUTSIDE);
      Files.createDirectory(folder);
      Permissions.setExecutable(folder);
      for (OutsideLibrary library : libraries.outside()) {
        Path copy = folder.resolve(library.soname());
        Files.copy(library.file(), copy); // the real file, even if the name is a link to it
        Permissions.setReadable(copy);
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.copy(from, to);
    Permissions.copy(from, to);
  }
}
