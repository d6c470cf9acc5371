// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coldbrew.lambda.file.DraftFolder;
import dev.coldbrew.lambda.jvm.Jdk;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A function for arm64, built and started on x86_64: its JVM is linked from Debian's JDK 17 for arm64,
 * and runs under qemu. The kernel does not start it itself, unless binfmt_misc is set up.
 */
class ArmIT {

  /** The JDK and all that its JVM needs; unpacked, not installed. */
  private static final List<String> PACKAGES = List.of(
      "libc6",
      "libgcc-s1",
      "libstdc++6",
      "zlib1g",
      "openjdk-17-jre-headless",
      "openjdk-17-jdk-headless");

  /** The ELF header's e_machine, lower byte. */
  private static final int AARCH64 = 183;

  @TempDir
  static Path temporary;

  private static Path jdk;

  @BeforeAll
  static void needsQemuAndAptAndAJdk17() throws Exception {
    assumeTrue(System.getProperty("os.arch").equals("amd64"), "this machine is not x86_64");
    for (String program : List.of("apt-get", "dpkg-deb", "qemu-aarch64-static")) {
      assumeTrue(OlderSystemIT.isOnPath(program), program + " is not installed");
    }
    InstalledJdk.find("17");
    jdk = root().resolve("usr/lib/jvm/java-17-openjdk-arm64");
  }

  @Test
  void functionForArm64IsBuiltProvenAndInvokedOnX86() throws Exception {
    MavenBuild hello = MavenBuild.of("hello", temporary)
        .with("-Dlambda.architecture=arm64", "-Dlambda.jdk=" + jdk);

    String log = hello.run("package").log();

    assertTrue(log.contains(", aarch64, needs glibc 2.34; provided.al2023 has 2.34)\n"), log);
    assertTrue(log.contains("[INFO] Cache     CDS, "), log);
    assertTrue(
        log.replaceAll("(\\d+) of \\1 app", "all of N app")
            .contains(
                "trained by 1 event; all of N application and library classes come from it\n"),
        log);
    Path task = new Zip(hello.file("target/hello-1.0.zip")).unpack(temporary.resolve("task"));
    TreeMap<String, Integer> machines = machines(task);
    assertEquals(AARCH64, machines.get("image/bin/java"));
    assertEquals(AARCH64, machines.get("image/lib/server/libjvm.so"));
    assertEquals(AARCH64, machines.get("image/lib/outside/libz.so.1"));
    assertTrue(machines.values().stream().allMatch(machine -> machine == AARCH64), log);
    assertFalse(Files.exists(task.resolve("image/bin/java.real")));

    BuildOutput invoked = hello.run("-q", "lambda:invoke", "-Dlambda.payload={\"name\":\"Ada\"}");

    assertEquals("\"Hello, Ada!\"\n", invoked.log());
  }

  @Test
  void jdkForTheOtherArchitectureIsRefused() {
    MavenBuild hello = MavenBuild.of("hello", temporary.resolve("other"));

    assertEquals(
        """
        Debian %s at '%s' is for Linux aarch64, and provided.al2023 is Linux x86_64 (parameter <jdk>)
        hint: set the path of a JDK for Linux x86_64: <jdk>/path/of/the/jdk</jdk>""".formatted(Jdk.at(jdk).version(), jdk),
        hello
            .runAndFail("package", "-Dlambda.architecture=x86_64", "-Dlambda.jdk=" + jdk)
            .problem());
  }

  private static TreeMap<String, Integer> machines(Path task) throws IOException {
    TreeMap<String, Integer> machines = new TreeMap<>();
    try (Stream<Path> files = Files.walk(task)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        try (InputStream in = Files.newInputStream(file)) {
          byte[] head = in.readNBytes(0x14);
          if (head.length == 0x14 && head[0] == 0x7f && head[1] == 'E') {
            machines.put(task.relativize(file).toString(), head[0x12] & 0xff);
          }
        }
      }
    }
    return machines;
  }

  /** Kept for all builds of this user. */
  private static Path root() throws Exception {
    Path root = OlderSystemIT.ROOTS.resolve("bookworm-arm64-openjdk-17");
    if (!Files.exists(root)) {
      Files.createDirectories(OlderSystemIT.ROOTS);
      try (DraftFolder draft = DraftFolder.create(OlderSystemIT.ROOTS, "arm64-")) {
        unpack(draft.path());
        Files.move(draft.path(), root);
      } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
        assertTrue(Files.isDirectory(root), e::toString); // another build was quicker
      }
    }
    return root;
  }

  /** By an apt with a state of its own: this system's has no packages of arm64, and should not. */
  private static void unpack(Path root) throws Exception {
    Path apt = temporary.resolve("apt");
    Path packages = Files.createDirectories(apt.resolve("packages"));
    Files.createDirectories(apt.resolve("state/lists/partial"));
    Files.createDirectories(apt.resolve("cache/archives/partial"));
    Files.createDirectory(apt.resolve("sources.d"));
    Files.createFile(apt.resolve("status"));
    Files.writeString(
        apt.resolve("sources.list"),
        "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg]"
            + " http://deb.debian.org/debian bookworm main\n");
    List<String> options = Stream.of(
            "Dir::State=" + apt.resolve("state"),
            "Dir::State::status=" + apt.resolve("status"),
            "Dir::Cache=" + apt.resolve("cache"),
            "Dir::Etc::sourcelist=" + apt.resolve("sources.list"),
            "Dir::Etc::sourceparts=" + apt.resolve("sources.d"),
            "APT::Architecture=arm64",
            "APT::Architectures=arm64",
            "APT::Sandbox::User=root")
        .flatMap(option -> Stream.of("-o", option))
        .toList();
    run(packages, command("apt-get", options, "-q", "update"));
    run(packages, command("apt-get", options, "-q", "download"), PACKAGES);
    try (Stream<Path> files = Files.list(packages)) {
      for (Path file : files.filter(file -> file.toString().endsWith(".deb")).toList()) {
        run(packages, List.of("dpkg-deb", "-x", file.toString(), root.toString()));
      }
    }
  }

  private static List<String> command(String program, List<String> options, String... words) {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(options);
    command.addAll(List.of(words));
    return command;
  }

  private static void run(Path folder, List<String> command, List<String> more) throws Exception {
    List<String> all = new ArrayList<>(command);
    all.addAll(more);
    run(folder, all);
  }

  private static void run(Path folder, List<String> command) throws Exception {
    Path log = temporary.resolve("command.log");
    Process process = new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
    try {
      assertTrue(process.waitFor(5, TimeUnit.MINUTES), command::toString);
    } finally {
      process.destroyForcibly();
    }
    String text = Files.readString(log);
    assertEquals(0, process.exitValue(), () -> command + "\n" + text);
  }
}
