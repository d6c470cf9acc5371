// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.file;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coldbrew.lambda.problem.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
class TemporaryFolderTest {

  private static final String PROPERTY = "java.io.tmpdir";

  private static final String HINT =
      "hint: give Maven another folder: export MAVEN_OPTS=-Djava.io.tmpdir=/var/tmp";

  @TempDir
  Path parent;

  private String before;

  @BeforeEach
  void useOwnFolder() {
    before = System.setProperty(PROPERTY, parent.toString());
  }

  @AfterEach
  void restoreProperty() {
    System.setProperty(PROPERTY, before);
  }

  @Test
  void folderIsForThisUserAndIsDeletedWithItsContent() throws Exception {
    Path path;
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      path = folder.path();
      Files.writeString(path.resolve("a file"), "x");

      assertEquals(parent, path.getParent());
      assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
    }
    assertFalse(Files.exists(path));
  }

  @Test
  void folderIsDeletedWhenTheJvmEnds() throws Exception {
    Process process = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-D" + PROPERTY + "=" + parent,
            "-cp",
            System.getProperty("java.class.path"),
            Exiting.class.getName())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    try {
      String path = process.inputReader().readLine();
      assertTrue(path.startsWith(parent.toString()), path);
      assertTrue(process.waitFor(30, TimeUnit.SECONDS));
      assertFalse(Files.exists(Path.of(path)));
    } finally {
      process.destroyForcibly();
    }
  }

  /** Ends without closing it. */
  static final class Exiting {

    public static void main(String[] arguments) throws Exception {
      System.out.println(TemporaryFolder.create().path());
      System.exit(0);
    }
  }

  @Test
  void folderOfABuildThatWasKilledIsDeletedByTheNextBuild() throws Exception {
    Path jdk = Files.createDirectory(parent.resolve("jdk"));
    Path release = Files.writeString(jdk.resolve("release"), "x");
    Process process = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-D" + PROPERTY + "=" + parent,
            "-cp",
            System.getProperty("java.class.path"),
            Serving.class.getName(),
            jdk.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    try {
      Path left = Path.of(process.inputReader().readLine());
      process.destroyForcibly();
      assertTrue(process.waitFor(30, TimeUnit.SECONDS));
      assertTrue(Files.exists(left.resolve("1/task/image/release")), "nobody has deleted it");

      TemporaryFolder.create().close();

      try (Stream<Path> entries = Files.list(parent)) {
        assertEquals(List.of(jdk), entries.toList());
      }
      assertTrue(Files.exists(release));
    } finally {
      process.destroyForcibly();
    }
  }

  /** Has made in its folder what lambda:serve does for a function, and goes on until it is killed. */
  static final class Serving {

    public static void main(String[] arguments) throws Exception {
      Path folder = TemporaryFolder.create().path();
      Path task = Files.createDirectories(folder.resolve("1/task"));
      Files.createSymbolicLink(task.resolve("image"), Path.of(arguments[0]));
      System.out.println(folder);
      System.in.read();
    }
  }

  @Test
  void systemFolderThatIsNotThereIsNamed() {
    System.setProperty(PROPERTY, "/no/such/folder");

    ProblemException problem = assertThrows(ProblemException.class, TemporaryFolder::create);

    assertEquals(
        "no folder can be made in '/no/such/folder' (property java.io.tmpdir)\n" + HINT,
        problem.getMessage());
  }

  /** As hardened machines mount it; only a process with a name space of its own may do so here. */
  @Test
  void systemFolderFromWhichNothingStartsIsNamed() throws Exception {
    assumeTrue(run("unshare", "--mount", "true").equals(""), "only root can mount a folder");

    String output = run(
        "unshare",
        "--mount",
        "sh",
        "-c",
        "mount -t tmpfs -o noexec none \"$1\" && exec \"$2\" -D" + PROPERTY
            + "=\"$1\" -cp \"$3\" \"$4\"",
        "sh",
        parent.toString(),
        Path.of(System.getProperty("java.home"), "bin/java").toString(),
        System.getProperty("java.class.path"),
        Refused.class.getName());

    assertEquals(
        "no program can be started from '" + parent
            + "', which may be mounted noexec (property java.io.tmpdir)\n" + HINT + "\n",
        output);
  }

  /** Prints why there is none. */
  static final class Refused {

    public static void main(String[] arguments) throws Exception {
      try (TemporaryFolder folder = TemporaryFolder.create()) {
        System.out.println(folder.path());
      } catch (ProblemException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  private static String run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      String output = new String(process.getInputStream().readAllBytes());
      assertTrue(process.waitFor(30, TimeUnit.SECONDS));
      return output;
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void pathWithABlankIsRefusedWhereOneIsNotAllowed() throws Exception {
    Path blank = Files.createDirectory(parent.resolve("a b"));
    System.setProperty(PROPERTY, blank.toString());
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      ProblemException problem = assertThrows(
          ProblemException.class, () -> folder.requirePlainPath("no JVM archives classes"));

      assertEquals(
          "no JVM archives classes in a folder with a blank or an unusual character in its path,"
              + " such as '" + blank + "' (property java.io.tmpdir)\n" + HINT,
          problem.getMessage());
    }
  }

  @Test
  void plainPathIsTaken() throws Exception {
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      assertDoesNotThrow(() -> folder.requirePlainPath("nothing works"));
    }
  }
}
