// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DraftFolderTest {

  @TempDir
  Path parent;

  @Test
  void folderIsForThisUserAndGoesWithWhatIsInIt() throws Exception {
    try (DraftFolder draft = DraftFolder.create(parent, "draft-")) {
      Files.writeString(draft.path().resolve("a file"), "x");

      assertEquals(
          "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(draft.path())));
    }

    assertEquals(List.of(), entries());
  }

  @Test
  void folderThatWasMovedStays() throws Exception {
    Path place = parent.resolve("done");
    try (DraftFolder draft = DraftFolder.create(parent, "draft-")) {
      Files.writeString(draft.path().resolve("a file"), "x");
      Files.move(draft.path(), place);
    }

    assertEquals(List.of(place), entries());
  }

  @Test
  void foldersOfThisJvmAreLeftAlone() throws Exception {
    try (DraftFolder one = DraftFolder.create(parent, "draft-");
        DraftFolder other = DraftFolder.create(parent, "draft-")) {
      assertTrue(Files.isDirectory(one.path()));
      assertTrue(Files.isDirectory(other.path()));
    }
  }

  @Test
  void whatOnlyHasSuchANameIsLeftAlone() throws Exception {
    Path pipe = parent.resolve("draft-1.lock");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    Path folder = Files.createDirectory(parent.resolve("draft-1"));

    DraftFolder.create(parent, "draft-").close();

    assertTrue(Files.exists(pipe));
    assertTrue(Files.exists(folder));
  }

  @Test
  void folderOfAnotherProcessIsDeletedWhenThatWasKilledAndNotBefore() throws Exception {
    Process process = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Killed.class.getName(),
            parent.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    try {
      Path left = Path.of(process.inputReader().readLine());
      DraftFolder.create(parent, "draft-").close();
      assertTrue(Files.exists(left.resolve("a file")), "it is in use");

      process.destroyForcibly();
      assertTrue(process.waitFor(30, TimeUnit.SECONDS));
      DraftFolder.create(parent, "other-").close();
      assertTrue(Files.exists(left.resolve("a file")), "its prefix is another");
      DraftFolder.create(parent, "draft-").close();
      assertFalse(Files.exists(left));
      assertEquals(List.of(), entries());
    } finally {
      process.destroyForcibly();
    }
  }

  private List<Path> entries() throws IOException {
    try (Stream<Path> entries = Files.list(parent)) {
      return entries.toList();
    }
  }

  /** Makes one, and waits to be killed. */
  static final class Killed {

    public static void main(String[] arguments) throws IOException {
      Path path = DraftFolder.create(Path.of(arguments[0]), "draft-").path();
      Files.writeString(path.resolve("a file"), "x");
      System.out.println(path);
      System.in.read();
    }
  }
}
