package dev.coldbrew.lambda.jvm;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The names of a JDK's own classes, looked up in its {@code lib/modules} as JEP 220 lays that out:
 * {@code /packages/java.sql} has a link for each module with that package, and {@code
 * /modules/java.sql/java/sql/Date.class} is a class.
 */
final class PlatformClasses implements AutoCloseable {

  private final FileSystem image;

  /** Most packages of an application are not the JDK's: a look into the image for each is enough. */
  private final Map<String, List<Path>> modulesByPackage = new HashMap<>();

  private PlatformClasses(FileSystem image) {
    this.image = image;
  }

  static PlatformClasses of(Jdk jdk) throws IOException {
    return new PlatformClasses(FileSystems.newFileSystem(
        URI.create("jrt:/"), Map.of("java.home", jdk.home().toString())));
  }

  /**
   * Whether the JDK has that very class. The package does not tell: {@code /packages} names those
   * too that only have others below them, such as javax.transaction.
   *
   * @param classFile such as {@code java/sql/Date.class}
   */
  boolean contains(String classFile) throws IOException {
    var slash = classFile.lastIndexOf('/');
    if (slash <= 0) {
      return false;
    }
    var name = classFile.substring(0, slash).replace('/', '.');
    var modules = modulesByPackage.get(name);
    if (modules == null) {
      modules = modulesWith(name);
      modulesByPackage.put(name, modules);
    }
    return modules.stream().anyMatch(module -> Files.exists(module.resolve(classFile)));
  }

  private List<Path> modulesWith(String packageName) throws IOException {
    var folder = image.getPath("/packages", packageName);
    var modules = new ArrayList<Path>();
    if (Files.isDirectory(folder)) {
      try (var links = Files.newDirectoryStream(folder)) {
        links.forEach(
            link -> modules.add(image.getPath("/modules", link.getFileName().toString())));
      }
    }
    return modules;
  }

  @Override
  public void close() throws IOException {
    image.close();
  }
}
