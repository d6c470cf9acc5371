// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserPrincipal;
import java.util.HashSet;
import java.util.Set;

/**
 * A private folder for unfinished work. It is deleted when it is closed; one that a killed process has
 * left is deleted when the next folder with the same prefix is created there.
 *
 * <p>A file beside it is locked as long as its process lives. A process id would not be enough: containers
 * that share a folder number their processes on their own.
 */
public final class DraftFolder implements AutoCloseable {

  private static final String LOCK = ".lock";

  /** Those of this JVM, which loses its lock on a file when it closes the file, however often open. */
  private static final Set<Path> OWN = new HashSet<>();

  private final Path path;
  private final Path lockFile;
  private final FileChannel lock;

  private DraftFolder(Path path, Path lockFile, FileChannel lock) {
    this.path = path;
    this.lockFile = lockFile;
    this.lock = lock;
  }

  /**
   * A new one with a name of its own.
   *
   * @param parent a folder that is there
   */
  public static DraftFolder create(Path parent, String prefix) throws IOException {
    synchronized (OWN) {
      while (true) {
        Path lockFile = Files.createTempFile(parent, prefix, LOCK);
        FileChannel lock = FileChannel.open(lockFile, StandardOpenOption.WRITE);
        tryLock(lock);
        if (Files.exists(lockFile)) { // else another process found it before it was locked
          OWN.add(lockFile);
          deleteLeftBehind(parent, prefix, Files.getOwner(lockFile));
          Path path = Files.createDirectory(folderOf(lockFile), Permissions.ofOwner(parent));
          return new DraftFolder(path, lockFile, lock);
        }
        lock.close();
      }
    }
  }

  public Path path() {
    return path;
  }

  /** What is in it is deleted, unless it was moved away. */
  @Override
  public void close() throws IOException {
    synchronized (OWN) {
      FileTree.delete(path);
      Files.deleteIfExists(lockFile);
      lock.close();
      OWN.remove(lockFile);
    }
  }

  private static void deleteLeftBehind(Path parent, String prefix, UserPrincipal owner)
      throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(parent, prefix + "*" + LOCK)) {
      for (Path lockFile : files) {
        if (!OWN.contains(lockFile)) {
          deleteUnlessInUse(lockFile, owner);
        }
      }
    }
  }

  /** Only what is this user's: what others have made could lead elsewhere while it is deleted. */
  private static void deleteUnlessInUse(Path lockFile, UserPrincipal owner) {
    Path folder = folderOf(lockFile);
    try {
      if (!Files.isRegularFile(lockFile, LinkOption.NOFOLLOW_LINKS) || !isOf(owner, lockFile)) {
        return; // of a pipe, even the opening would wait
      }
      try (FileChannel lock =
          FileChannel.open(lockFile, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
        if (tryLock(lock)) {
          if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS) && isOf(owner, folder)) {
            FileTree.delete(folder);
          }
          Files.deleteIfExists(lockFile);
        }
      }
    } catch (IOException e) {
      // Another user's, or a program that was left as well still writes there: it stays for now.
    }
  }

  private static boolean isOf(UserPrincipal owner, Path path) throws IOException {
    return owner.equals(Files.getOwner(path, LinkOption.NOFOLLOW_LINKS));
  }

  /** No where the file system has no locks: then nothing there is ever taken for left behind. */
  private static boolean tryLock(FileChannel channel) {
    try {
      return channel.tryLock() != null;
    } catch (IOException e) {
      return false;
    }
  }

  private static Path folderOf(Path lockFile) {
    String name = lockFile.getFileName().toString();
    return lockFile.resolveSibling(name.substring(0, name.length() - LOCK.length()));
  }
}
