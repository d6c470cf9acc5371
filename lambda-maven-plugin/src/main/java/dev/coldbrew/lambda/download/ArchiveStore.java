// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.download;

import dev.coldbrew.lambda.file.DraftFolder;
import dev.coldbrew.lambda.problem.ProblemException;
import dev.coldbrew.lambda.process.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The contents of archives, each in a folder that appears under its name by one rename.
 *
 * <p>One build downloads at a time. Another that wants the same archive waits, and then finds it
 * there. The system releases the lock of a build that is killed, and the next one resumes its
 * download.
 */
public final class ArchiveStore {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final String DRAFT = "draft-";

  private final Path directory;
  private final Progress progress;
  private final Leftovers leftovers;

  /** A check on the content of an archive, whatever was published. */
  public interface Check {

    /**
     * @param folder the archive's content
     * @throws ProblemException if the content is not as expected
     */
    void check(Path folder) throws IOException;
  }

  /**
   * @param directory need not exist
   */
  public ArchiveStore(Path directory, Progress progress) {
    this.directory = directory;
    this.progress = progress;
    this.leftovers = new Leftovers(directory, DRAFT);
  }

  /** The folders of all downloaded archives. First deletes what killed builds left. */
  public List<Path> folders() {
    leftovers.sweep();
    try (Stream<Path> children = Files.list(directory)) {
      return children
          .filter(Files::isDirectory)
          .filter(folder -> !folder.getFileName().toString().startsWith(DRAFT))
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of(); // it does not exist, or this user cannot read it
    }
  }

  /** Where the content of an archive is, if it was downloaded. */
  public Path folder(String name) {
    return directory.resolve(name);
  }

  /**
   * The folder with the content of an archive, which is downloaded unless it is there and passes.
   *
   * @throws ProblemException if it cannot be downloaded, is damaged, or does not fit on the disk
   */
  public Path get(Asset asset, Source source, Check check) throws IOException {
    Path folder = folder(asset.folder());
    if (passes(folder, check)) {
      return folder;
    }
    createDirectory();
    DownloadLock lock = DownloadLock.await(directory, progress);
    try {
      if (!passes(folder, check)) {
        download(asset, source, check, folder);
      }
    } finally {
      lock.close();
    }
    return folder;
  }

  /**
   * Whether the content passes; no if files are missing, as when someone has begun to delete it.
   */
  private static boolean passes(Path folder, Check check) throws IOException {
    try {
      if (Files.isDirectory(folder)) {
        check.check(folder);
        return true;
      }
      return false;
    } catch (ProblemException e) {
      return false;
    }
  }

  private void createDirectory() {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new ProblemException(
          "folder '" + directory + "' cannot be created: " + e,
          "parameter <cacheDirectory>",
          "name another folder: -Dlambda.cacheDirectory=/some/writable/folder",
          e);
    }
  }

  private void download(Asset asset, Source source, Check check, Path folder) throws IOException {
    Path file = leftovers.part(folder);
    DiskSpace space = new DiskSpace(directory, asset);
    try (DraftFolder draft = DraftFolder.create(directory, DRAFT)) {
      if (Files.exists(folder)) {
        Files.move(folder, draft.path().resolve("damaged"), StandardCopyOption.ATOMIC_MOVE);
      }
      leftovers.deleteOldPartsBut(file);
      space.require(file);
      new Download(asset, source, TIMEOUT, LowSpeedLimit.USUAL).to(file, progress);
      progress.begin("unpacking '" + asset.name() + "'");
      Path unpacked = Files.createDirectory(draft.path().resolve("content"));
      Path content = unpack(asset, file, unpacked, source);
      try {
        check.check(content);
      } catch (ProblemException e) {
        Files.delete(file); // or else the next build would take it for the archive
        throw e;
      }
      Files.move(content, folder, StandardCopyOption.ATOMIC_MOVE);
      Files.deleteIfExists(file); // another build may already have swept it
    } catch (IOException e) {
      if (DiskSpace.isFull(e)) {
        throw space.problem(e);
      }
      throw e;
    }
  }

  /** The one folder that the archive consists of. */
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
      throw new IOException("it does not consist of one folder");
    } catch (IOException e) {
      if (DiskSpace.isFull(e)) {
        throw e;
      }
      Files.delete(file);
      throw new ProblemException(
          "'" + asset.link() + "' cannot be unpacked: " + ProblemException.reason(e),
          source.where(),
          "set another version, or the path of a JDK: <jdk>/path/of/the/jdk</jdk>",
          e);
    }
  }
}
