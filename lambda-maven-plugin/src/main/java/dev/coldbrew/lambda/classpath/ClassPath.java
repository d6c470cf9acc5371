// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.classpath;

import dev.coldbrew.lambda.file.FileTree;
import dev.coldbrew.lambda.problem.ProblemException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.objectweb.asm.ClassReader;

/**
 * The function's class files, in the order in which the JVM will look them up. They are read, never
 * loaded: loading would run user code inside Maven, on a JDK that may be older than theirs.
 *
 * @param classes the project's own classes, a folder
 * @param libraries jars, or folders of classes of other modules of the build
 */
public record ClassPath(Path classes, List<Path> libraries) {

  /**
   * @param libraries the project's own classes first
   * @throws ProblemException if the project has none
   */
  public static ClassPath of(List<Library> libraries) throws IOException {
    Path classes = libraries.get(0).file();
    if (!hasClasses(classes)) {
      throw new ProblemException(
          "the project has no classes",
          "folder " + classes,
          "write a handler below src/main/java, then mvn package");
    }
    return new ClassPath(classes, libraries.stream().skip(1).map(Library::file).toList());
  }

  /**
   * Whether the project or a library brings a serializer of its own, as AWS's runtime takes it; then
   * that one is in charge.
   */
  public boolean hasCustomSerializer() throws IOException {
    return has("META-INF/services/com.amazonaws.services.lambda.runtime.CustomPojoSerializer");
  }

  /** Whether there is SLF4J 2, and neither the project nor a library names what writes its messages. */
  public boolean lacksSlf4jProvider() throws IOException {
    return has("org/slf4j/spi/SLF4JServiceProvider.class")
        && !has("META-INF/services/org.slf4j.spi.SLF4JServiceProvider");
  }

  private boolean has(String file) throws IOException {
    if (has(classes, file)) {
      return true;
    }
    for (Path library : libraries) {
      if (has(library, file)) {
        return true;
      }
    }
    return false;
  }

  private static boolean has(Path entry, String file) throws IOException {
    if (Files.isDirectory(entry)) {
      return Files.isRegularFile(entry.resolve(file));
    }
    try (ZipFile jar = open(entry)) {
      return jar.getEntry(file) != null;
    }
  }

  /** Whether there is a class file in the folder; what vanishes meanwhile is none. */
  public static boolean hasClasses(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.anyMatch(file -> file.toString().endsWith(".class"));
    } catch (UncheckedIOException | NoSuchFileException e) {
      return false;
    }
  }

  /** Sees every class file that a JVM may load. */
  interface Visitor {

    /**
     * @param name of the file in its jar or folder
     * @param where the jar or folder
     * @param in closed by the caller
     */
    void visit(String name, Path where, InputStream in) throws IOException;
  }

  void visit(Visitor visitor) throws IOException {
    visitFolder(classes, visitor);
    for (Path library : libraries) {
      if (Files.isDirectory(library)) {
        visitFolder(library, visitor);
      } else {
        visitJar(library, visitor);
      }
    }
  }

  private static void visitFolder(Path folder, Visitor visitor) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      String name = FileTree.nameIn(folder, file);
      if (isRead(name)) {
        try (InputStream in = Files.newInputStream(file)) {
          visitor.visit(name, folder, in);
        }
      }
    }
  }

  private static void visitJar(Path jar, Visitor visitor) throws IOException {
    try (ZipFile zip = open(jar)) {
      for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        if (isRead(entry.getName())) {
          try (InputStream in = zip.getInputStream(entry)) {
            visitor.visit(entry.getName(), jar, in);
          } catch (ZipException | EOFException e) {
            throw damaged(jar, e);
          }
        }
      }
    }
  }

  public static ZipFile open(Path jar) throws IOException {
    try {
      return new ZipFile(jar.toFile());
    } catch (ZipException e) {
      throw damaged(jar, e);
    }
  }

  /** That a jar cannot be read. */
  public static ProblemException damaged(Path jar, IOException e) {
    return new ProblemException(
        "'" + jar.getFileName() + "' is not a readable jar: " + ProblemException.reason(e),
        "file " + jar,
        "delete that file, so that it is built or downloaded again",
        e);
  }

  /** A multi-release jar's newer classes are left alone by an older JVM, and so are modules' descriptors. */
  private static boolean isRead(String name) {
    return name.endsWith(".class")
        && !name.startsWith("META-INF/")
        && !name.equals("module-info.class");
  }

  /** Reads a class by its name with slashes; empty if it is nowhere, as for a class of the JDK. */
  Optional<ClassReader> find(String internalName) throws IOException {
    String file = internalName + ".class";
    Optional<ClassReader> own = read(classes, file);
    if (own.isPresent()) {
      return own;
    }
    for (Path library : libraries) {
      Optional<ClassReader> found = read(library, file);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<ClassReader> read(Path entry, String file) throws IOException {
    if (Files.isDirectory(entry)) {
      Path found = entry.resolve(file);
      return Files.isRegularFile(found)
          ? Optional.of(reader(Files.readAllBytes(found), file))
          : Optional.empty();
    }
    try (ZipFile jar = open(entry)) {
      ZipEntry found = jar.getEntry(file);
      if (found == null) {
        return Optional.empty();
      }
      try (InputStream in = jar.getInputStream(found)) {
        return Optional.of(reader(in.readAllBytes(), file));
      }
    }
  }

  static ClassReader reader(byte[] bytes, String file) {
    try {
      return new ClassReader(bytes);
    } catch (IndexOutOfBoundsException e) {
      throw new ProblemException(
          "class file '" + file + "' ends too early",
          "handler class",
          "compile it again: mvn clean package",
          e);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          "class file '" + file + "' cannot be read: " + ProblemException.reason(e),
          "handler class",
          "set a lower <maven.compiler.release> in the pom.xml that compiles it",
          e);
    }
  }
}
