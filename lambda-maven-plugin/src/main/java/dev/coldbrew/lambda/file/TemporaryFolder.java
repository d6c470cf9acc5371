package dev.coldbrew.lambda.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder for this user alone, which is gone when it is closed, or when the build is stopped. */
public final class TemporaryFolder implements AutoCloseable {

  private final Path path;
  private final Thread atTheEnd = new Thread(this::deleteWhatCanBe, "temporary-folder");

  private TemporaryFolder(Path path) {
    this.path = path;
  }

  /** A new one, whose name begins with that. */
  public static TemporaryFolder create(String prefix) throws IOException {
    TemporaryFolder folder = new TemporaryFolder(Files.createTempDirectory(prefix));
    Runtime.getRuntime().addShutdownHook(folder.atTheEnd);
    return folder;
  }

  public Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    FileTree.delete(path);
    try {
      Runtime.getRuntime().removeShutdownHook(atTheEnd);
    } catch (IllegalStateException e) {
      // The JVM is ending: the hook runs anyway, and finds nothing.
    }
  }

  private void deleteWhatCanBe() {
    try {
      FileTree.delete(path);
    } catch (IOException e) {
      // A process that is being ended may still write.
    }
  }
}
