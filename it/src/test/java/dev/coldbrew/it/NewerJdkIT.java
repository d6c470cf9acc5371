// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coldbrew.lambda.task.StartupCache;
import dev.coldbrew.lambda.training.LoadedClasses;
import dev.coldbrew.lambda.training.MachineCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What JDKs make of the options of startup caches. JDK 25 is one of this machine; newer ones, whose
 * releases for other systems are not out yet or not installed, are Debian's, in a root file system of
 * their own, as they need a newer C library.
 */
class NewerJdkIT {

  private static final Path SID = OlderSystemIT.ROOTS.resolve("sid");

  @TempDir
  Path folder;

  private Path task;
  private String type;

  @BeforeEach
  void writeJar() throws IOException {
    task = Files.createDirectory(folder.resolve("task"));
    Path lib = Files.createDirectory(task.resolve("lib"));
    type = Program.class.getName();
    String file = type.replace('.', '/') + ".class";
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(lib.resolve("a.jar")));
        InputStream in = Program.class.getClassLoader().getResourceAsStream(file)) {
      jar.putNextEntry(new JarEntry(file));
      in.transferTo(jar);
    }
  }

  /** Starts, and ends. */
  public static final class Program {

    public static void main(String[] arguments) {
      System.out.println("started");
    }
  }

  @Test
  void cacheOfJdk25HasNoMachineCode() throws Exception {
    assertNoMachineCode(
        List.of(InstalledJdk.find("25").home().resolve("bin/java").toString()), StartupCache.AOT);
  }

  @ParameterizedTest
  @ValueSource(ints = {26, 27, 28})
  void cacheHasNoMachineCode(int feature) throws Exception {
    assertNoMachineCode(javaOfDebian(feature), StartupCache.of(feature));
  }

  private void assertNoMachineCode(List<String> java, StartupCache cache) throws Exception {
    run(java, cache.recordOptions());

    assertEquals(Optional.empty(), machineCode(java, cache.useOptions(), cache));
    assertEquals(
        Set.of(type),
        LoadedClasses.read(folder.resolve("classes.log"), task.resolve("lib"))
            .fromCache()
            .keySet());
    if (cache == StartupCache.AOT) {
      assertTrue(Files.readString(folder.resolve("code.log")).contains("AOT Code Cache is empty"));
      assertCodeIsSeen(java, cache);
    }
  }

  /** What there would be without the options. */
  private void assertCodeIsSeen(List<String> java, StartupCache cache) throws Exception {
    Files.delete(task.resolve(cache.fileName()));
    run(
        java,
        List.of(
            cache.recordOptions().get(0),
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:+AOTAdapterCaching"));

    assertNotEquals(Optional.empty(), machineCode(java, cache.useOptions(), cache));

    Files.delete(folder.resolve("code.log"));
    List<String> used = new ArrayList<>(cache.useOptions());
    used.add(MachineCode.LOG_OPTIONS.get(MachineCode.LOG_OPTIONS.size() - 1));
    run(java, used);
    assertEquals(
        Optional.empty(), MachineCode.in(folder.resolve("code.log")), "the function uses none");
  }

  private Optional<String> machineCode(List<String> java, List<String> use, StartupCache cache)
      throws Exception {
    List<String> options = new ArrayList<>(use);
    options.add(LoadedClasses.LOG_OPTION);
    options.addAll(MachineCode.LOG_OPTIONS);
    run(java, options);
    assertTrue(Files.exists(task.resolve(cache.fileName())));
    return MachineCode.in(folder.resolve("code.log"));
  }

  private void run(List<String> java, List<String> options) throws Exception {
    List<String> command = new ArrayList<>(java);
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(options);
    command.addAll(List.of("-cp", "lib/a.jar", type));
    Path log = folder.resolve("java.log");
    Process process = new ProcessBuilder(command)
        .directory(task.toFile())
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
    assertEquals("exit status 0", ProcessEnd.of(process, 2), () -> command + " " + log);
    assertTrue(Files.readString(log).contains("started"), Files.readString(log));
  }

  /** Sees the folder of this test, and nothing else of this machine. */
  private List<String> javaOfDebian(int feature) {
    String java = "usr/lib/jvm/java-" + feature + "-openjdk-amd64/bin/java";
    assumeTrue(
        Files.exists(SID.resolve(java)),
        "no root file system with JDK " + feature
            + ": debootstrap --variant=minbase --include=openjdk-" + feature + "-jdk-headless sid "
            + SID);
    assumeTrue(OlderSystemIT.isOnPath("bwrap"), "bwrap is not installed");
    return List.of(
        "bwrap",
        "--ro-bind",
        SID.toString(),
        "/",
        "--tmpfs",
        "/tmp",
        "--bind",
        folder.toString(),
        "/tmp/function",
        "--proc",
        "/proc",
        "--dev",
        "/dev",
        "--die-with-parent",
        "--chdir",
        "/tmp/function/task",
        "/" + java);
  }
}
