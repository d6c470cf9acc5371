package dev.coldbrew.lambda.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder for this user alone, which is gone when it is closed. */
public final class TemporaryFolder implements AutoCloseable {

  private final Path path;

  private TemporaryFolder(Path path) {
    this.path = path;
  }

  /** A new one, whose name begins with that. */
  public static TemporaryFolder create(String prefix) throws IOException {
    return new TemporaryFolder(Files.createTempDirectory(prefix));
  }

  public Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    FileTree.delete(path);
  }
}
