// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coldbrew.lambda.file.DraftFolder;
import dev.coldbrew.lambda.jvm.Jdk;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The zip where Lambda would run it, as near as that can be had: a root file system of another
 * Debian, read-only, an unprivileged user, a temporary folder that is empty. Bullseye's glibc, 2.31,
 * is older than the 2.34 of provided.al2023, so what starts there starts on Lambda.
 */
class OlderSystemIT {

  static final Path ROOTS = cache().resolve("coldbrew/roots");

  @TempDir
  static Path temporary;

  @BeforeAll
  static void needsRootAndTwoPrograms() {
    assumeTrue(System.getProperty("user.name").equals("root"), "only root makes root file systems");
    for (String program : List.of("debootstrap", "bwrap")) {
      assumeTrue(isOnPath(program), program + " is not installed");
    }
  }

  @Test
  void temurinStartsOnAnOlderGlibc() throws Exception {
    Path task = unpacked(jdk("25", "Temurin"));

    assertEquals("\"Hello, Ada!\"", invokeIn(root("bullseye"), task));
  }

  @Test
  void debiansJvmStartsWithTheLibrariesOfTheZipWhereTheSystemHasNone() throws Exception {
    Path task = unpacked(jdk("17", "Debian"));
    Path root = root("bookworm");
    for (String library : List.of("libstdc++.so.6", "libz.so.1", "libgcc_s.so.1")) {
      Files.deleteIfExists(root.resolve("usr/lib/x86_64-linux-gnu").resolve(library));
      assertTrue(Files.isRegularFile(task.resolve("image/lib/outside").resolve(library)));
    }

    assertEquals("\"Hello, Ada!\"", invokeIn(root, task));
  }

  /** As the XDG Base Directory Specification has it. */
  private static Path cache() {
    String variable = System.getenv("XDG_CACHE_HOME");
    return variable == null || variable.isEmpty()
        ? Path.of(System.getProperty("user.home"), ".cache")
        : Path.of(variable);
  }

  private static Jdk jdk(String version, String vendor) {
    Jdk jdk = InstalledJdk.find(version);
    assumeTrue(jdk.vendor().equals(vendor), jdk.name() + " is not " + vendor + "'s");
    return jdk;
  }

  private static Path unpacked(Jdk jdk) throws Exception {
    MavenBuild hello = MavenBuild.of("hello", temporary.resolve(jdk.version()));
    hello.run("package", "-Dlambda.jdk=" + jdk.home());
    return new Zip(hello.file("target/hello-1.0.zip"))
        .unpack(temporary.resolve("task-" + jdk.version()));
  }

  /** A task folder whose bootstrap starts the real one in that root. */
  private static String invokeIn(Path root, Path task) throws IOException {
    Path outside = Files.createDirectory(temporary.resolve(root.getFileName()));
    Path bootstrap = outside.resolve("bootstrap");
    Files.writeString(bootstrap, """
        #!/bin/sh
        exec bwrap --ro-bind '%s' / --ro-bind '%s' /var/task --tmpfs /tmp --proc /proc --dev /dev \\
          --unshare-pid --unshare-ipc --unshare-user --uid 993 --gid 990 --die-with-parent \\
          --setenv LAMBDA_TASK_ROOT /var/task --chdir /var/task /var/task/bootstrap
        """.formatted(root, task));
    Files.setPosixFilePermissions(bootstrap, PosixFilePermissions.fromString("rwxr-xr-x"));
    return Function.invoke(outside, "example.Hello::hello", "{\"name\":\"Ada\"}")
        .text();
  }

  /**
   * The packages of a minimal system, unpacked and not configured: nothing here needs that, and it
   * would take a minute. They are kept for all builds of this user.
   */
  static Path root(String suite) throws Exception {
    Path root = ROOTS.resolve(suite);
    if (!Files.exists(root)) {
      Files.createDirectories(ROOTS);
      try (DraftFolder draft = DraftFolder.create(ROOTS, suite + "-")) {
        debootstrap(suite, draft.path(), ROOTS.resolve(suite + ".log"));
        Files.setPosixFilePermissions(draft.path(), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createDirectories(draft.path().resolve("var/task"));
        Files.delete(draft.path().resolve("proc")); // a link to this system's
        Files.createDirectory(draft.path().resolve("proc"));
        Files.move(draft.path(), root);
      } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
        assertTrue(Files.isDirectory(root), e::toString); // another build was quicker
      }
    }
    return root;
  }

  /** @param options such as the architecture */
  static void debootstrap(String suite, Path folder, Path log, String... options) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("debootstrap", "--foreign", "--variant=minbase"));
    command.addAll(List.of(options));
    command.addAll(List.of(suite, folder.toString()));
    run(command, log);
  }

  static void run(List<String> command, Path log) throws Exception {
    Process process = new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
    try {
      assertTrue(process.waitFor(5, TimeUnit.MINUTES), () -> "after 5 minutes: " + read(log));
    } finally {
      process.destroyForcibly();
    }
    assertEquals(0, process.exitValue(), () -> read(log));
  }

  private static String read(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }

  static boolean isOnPath(String program) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
