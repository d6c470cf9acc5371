package dev.coldbrew.lambda.bundle;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A folder of classes as a jar, the same bytes for the same classes. It is a jar because a startup
 * cache takes no class from a folder, and not the project's own one because a project of packaging
 * {@code lambda} has none.
 */
final class ReproducibleJar {

  /** The earliest time that the format can hold without an extra field. */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0, 2);

  private static final byte[] MANIFEST =
      "Manifest-Version: 1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private ReproducibleJar() {}

  static void write(Path classes, Path jar) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(classes)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    Path ownManifest = classes.resolve(JarFile.MANIFEST_NAME);
    try (OutputStream file = Files.newOutputStream(jar);
        ZipOutputStream out = new ZipOutputStream(file)) {
      // The manifest comes first, where the JVM looks for it.
      boolean hasManifest = Files.isRegularFile(ownManifest);
      put(out, JarFile.MANIFEST_NAME, hasManifest ? Files.readAllBytes(ownManifest) : MANIFEST);
      for (Path f : files) {
        if (!f.equals(ownManifest)) {
          String name = classes.relativize(f).toString().replace('\\', '/');
          put(out, name, Files.readAllBytes(f));
        }
      }
    }
  }

  private static void put(ZipOutputStream out, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(TIME);
    out.putNextEntry(entry);
    out.write(content);
    out.closeEntry();
  }
}
