// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.download;

import dev.coldbrew.lambda.file.DraftFolder;
import dev.coldbrew.lambda.problem.ProblemException;
import dev.coldbrew.lambda.process.Progress;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The contents of archives, each in a folder that appears under its name by one rename.
 *
 * <p>One download at a time: a build that wants the same archive waits and then finds it there. The
 * system releases the lock of a build that is killed, and the next goes on with what that received.
 */
public final class ArchiveStore {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final String DRAFT = "draft-";
  private static final Duration POLL = Duration.ofMillis(200);

  /** Of this JVM, in which a file lock keeps no thread waiting. */
  private static final Object ONE_AT_A_TIME = new Object();

  private final Path directory;
  private final Progress progress;

  /** What an archive must be beyond what was published. */
  public interface Check {

    /**
     * @param folder the archive's content
     * @throws ProblemException when it is not what it should be
     */
    void check(Path folder) throws IOException;
  }

  /**
   * @param directory need not be there
   */
  public ArchiveStore(Path directory, Progress progress) {
    this.directory = directory;
    this.progress = progress;
  }

  /** All that was downloaded. */
  public List<Path> folders() {
    try (Stream<Path> children = Files.list(directory)) {
      return children
          .filter(Files::isDirectory)
          .filter(folder -> !folder.getFileName().toString().startsWith(DRAFT))
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of(); // nothing was, or it is not for us to see
    }
  }

  /** Where the content of an archive is, if it was downloaded. */
  public Path folder(String name) {
    return directory.resolve(name);
  }

  /**
   * The folder with the content of an archive, downloaded now unless it is there.
   *
   * @throws ProblemException when it cannot be downloaded, is damaged, or has no place
   */
  public Path get(Asset asset, Source source, Check check) throws IOException {
    Path folder = folder(asset.folder());
    if (Files.isDirectory(folder)) {
      return folder;
    }
    createDirectory();
    synchronized (ONE_AT_A_TIME) {
      try (FileChannel lock = FileChannel.open(
          directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        lock(lock);
        if (!Files.isDirectory(folder)) {
          download(asset, source, check, folder);
        }
      }
    }
    return folder;
  }

  private void createDirectory() {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new ProblemException(
          "folder '" + directory + "' cannot be made: " + e,
          "parameter <cacheDirectory>",
          "name another folder: -Dlambda.cacheDirectory=/some/writable/folder",
          e);
    }
  }

  /** Until the channel is closed. Another thread has it where Maven runs this plugin twice. */
  private void lock(FileChannel channel) throws IOException {
    if (tryLock(channel)) {
      return;
    }
    progress.begin("another build has to end its download of a JDK");
    while (!tryLock(channel)) {
      try {
        Thread.sleep(POLL.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while another build downloads a JDK");
      }
    }
  }

  private static boolean tryLock(FileChannel channel) {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    } catch (IOException e) {
      return true; // no locks there; should two builds write one file, its checksum shows that
    }
  }

  private void download(Asset asset, Source source, Check check, Path folder) throws IOException {
    Path file = directory.resolve(asset.name() + ".part");
    DiskSpace space = new DiskSpace(directory, asset);
    space.require(file);
    try (DraftFolder draft = DraftFolder.create(directory, DRAFT)) {
      new Download(asset, source, TIMEOUT).to(file, progress);
      progress.begin("'" + asset.name() + "' is unpacked");
      Path content = unpack(asset, file, draft.path(), source);
      try {
        check.check(content);
      } catch (ProblemException e) {
        Files.delete(file); // else it is what the next build begins with
        throw e;
      }
      Files.move(content, folder, StandardCopyOption.ATOMIC_MOVE);
      Files.delete(file);
    } catch (IOException e) {
      if (DiskSpace.isFull(e)) {
        throw space.problem(e);
      }
      throw e;
    }
  }

  /** The one folder that it consists of. */
  private static Path unpack(Asset asset, Path file, Path folder, Source source)
      throws IOException {
    try {
      Archive.unpack(file, folder);
      try (Stream<Path> children = Files.list(folder)) {
        List<Path> content = children.toList();
        if (content.size() == 1 && Files.isDirectory(content.get(0))) {
          return content.get(0);
        }
      }
      throw new IOException("it is not one folder");
    } catch (IOException e) {
      if (DiskSpace.isFull(e)) {
        throw e;
      }
      Files.delete(file);
      throw new ProblemException(
          "'" + asset.link() + "' is not an archive of a JDK: " + ProblemException.reason(e),
          source.where(),
          "set another version, or the path of a JDK: <jdk>/path/of/the/jdk</jdk>",
          e);
    }
  }
}
