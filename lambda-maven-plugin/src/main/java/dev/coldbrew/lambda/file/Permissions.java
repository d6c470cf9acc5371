// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;

/**
 * Who may read and execute a file, on a file system that keeps that; Windows' does not, and there
 * nothing is set. What is in a zip does not depend on it: see {@code ZipEntries}.
 */
public final class Permissions {

  private static final byte[] ELF = {0x7f, 'E', 'L', 'F'};

  /** How much of a file {@link #isProgram} has to see. */
  public static final int START = 18;

  /** Of an ELF file: a program that is loaded where it says. */
  private static final int ET_EXEC = 2;

  private Permissions() {}

  /** Whether the file system of a path keeps them. */
  public static boolean areKept(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  /** Lets all users read a file. */
  public static void setReadable(Path file) throws IOException {
    set(file, "rw-r--r--");
  }

  /** Lets all users start a program, or look into a folder. */
  public static void setExecutable(Path path) throws IOException {
    set(path, "rwxr-xr-x");
  }

  /** The one or the other: Lambda runs a function as another user than the one who built it. */
  public static void setForAll(Path path) throws IOException {
    if (Files.isDirectory(path) || isExecutable(path)) {
      setExecutable(path);
    } else {
      setReadable(path);
    }
  }

  private static void set(Path path, String mode) throws IOException {
    if (areKept(path)) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }
  }

  /** Gives a file those of another. */
  public static void copy(Path from, Path to) throws IOException {
    if (areKept(from) && areKept(to)) {
      Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(from));
    } else {
      setForAll(to);
    }
  }

  /** {@code rwxr-xr-x}; nothing where they are not kept. */
  public static String text(Path path) throws IOException {
    return areKept(path) ? PosixFilePermissions.toString(Files.getPosixFilePermissions(path)) : "";
  }

  /** For a new file or folder only for this user; on Windows, that is what a user's own folder is. */
  public static FileAttribute<?>[] ofOwner(Path parent) {
    return areKept(parent)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        }
        : new FileAttribute<?>[0];
  }

  /** Whether a file is a program: Windows says so of all files, so its content decides there. */
  public static boolean isExecutable(Path file) throws IOException {
    if (areKept(file)) {
      return Files.isExecutable(file);
    }
    try (InputStream in = Files.newInputStream(file)) {
      return isProgram(in.readNBytes(START));
    }
  }

  /** Whether a file that begins with these bytes is a script or a program for Linux, not a library. */
  public static boolean isProgram(byte[] start) {
    boolean script = start.length >= 2 && start[0] == '#' && start[1] == '!';
    boolean elf = start.length >= START && Arrays.equals(start, 0, 4, ELF, 0, 4);
    return script || elf && start[16] == ET_EXEC;
  }

  /** Makes a file that may only be read one that can be deleted; on other systems its folder decides. */
  static void setDeletable(Path path) throws IOException {
    if (path.getFileSystem().supportedFileAttributeViews().contains("dos") && !areKept(path)) {
      Files.setAttribute(path, "dos:readonly", false, LinkOption.NOFOLLOW_LINKS);
    }
  }
}
