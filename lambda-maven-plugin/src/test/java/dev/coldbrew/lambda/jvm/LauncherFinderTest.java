// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.coldbrew.lambda.process.Launcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class LauncherFinderTest {

  private static final LambdaTarget HERE = LambdaTarget.providedAl2023(Architecture.of(null));

  private final Jdk own = Jdk.at(Doctored.JAVA_HOME);

  @TempDir
  Path folder;

  @Test
  void jdkOfThisMachineNeedsNone() throws Exception {
    assertEquals(Launcher.DIRECT, finder(own, HERE, "").find(null));
    assertEquals(Launcher.DIRECT, finder(own, HERE, "").find(" "));
  }

  @Test
  void requestedOneIsTriedAndTaken() throws Exception {
    Path script = script("exec \"$@\"");

    assertEquals(Launcher.of(script.toString()), finder(own, HERE, "").find(script.toString()));
  }

  @Test
  void oneThatFailsIsReportedWithItsOutput() throws Exception {
    Path script = script("echo 'no such container' >&2; exit 125");

    assertEquals(
        refused(
            script + " ended with exit code 125: no such container (full log: " + log() + ")",
            script.toString()),
        finder(own, HERE, "").find(script.toString()));
  }

  @Test
  void missingOneIsReported() throws Exception {
    assertEquals(
        refused(
            "coldbrew-no-such-emulator cannot be started (file coldbrew-no-such-emulator)",
            "coldbrew-no-such-emulator -L /"),
        finder(own, HERE, "").find("coldbrew-no-such-emulator -L /"));
  }

  @Test
  void foreignJdkWithoutAnEmulatorIsReported() throws Exception {
    assertEquals(
        missing("this machine cannot run programs for " + HERE.system() + ": the kernel does not,"
            + " and no qemu-%1$s-static or qemu-%1$s is on the PATH".formatted(HERE.machine())),
        finder(foreign(), HERE, "/nowhere").find(null));
  }

  /** The script stands for an emulator; it gets the root of the system that the JDK lies in. */
  @Test
  void emulatorOnThePathIsTakenWithTheRootOfTheJdksSystem() throws Exception {
    Path emulator = folder.resolve("bin/qemu-" + HERE.machine() + "-static");
    Files.createDirectories(emulator.getParent());
    Files.move(script("exit 0"), emulator);
    Path linker = folder.resolve(
        HERE.machine().equals("aarch64")
            ? "lib/ld-linux-aarch64.so.1"
            : "lib64/ld-linux-x86-64.so.2");
    Files.createDirectories(linker.getParent());
    Files.createFile(linker);

    Launcher found = finder(foreign(), HERE, emulator.getParent().toString()).find(null);

    assertEquals(emulator + " -L " + folder, found.toString());
  }

  /** A function has another PATH, and another working folder. */
  @Test
  void oneOnThePathIsTakenWithItsWholePath() throws Exception {
    Path script = script("shift; exec \"$@\"");

    assertEquals(
        Launcher.of(List.of(script.toString(), "-q")),
        finder(own, HERE, "/nowhere:" + folder).find("launcher -q"));
  }

  private Launcher refused(String failure, String command) {
    return Launcher.missing(
        "<launcher> cannot run programs for " + HERE.system() + ": " + failure,
        "correct it, or delete it: Coldbrew looks for qemu itself; this should print a version: "
            + command + " " + own.home().resolve("bin/java") + " -version");
  }

  private LauncherFinder finder(Jdk jdk, LambdaTarget target, String path) {
    return new LauncherFinder(jdk, target, path, log());
  }

  private Path log() {
    return folder.resolve("launcher.log");
  }

  private Launcher missing(String problem) {
    return Launcher.missing(
        problem,
        "install qemu-user-static, or name a command that starts them: <launcher>qemu-"
            + HERE.machine() + "-static -L /root/of/such/a/system</launcher>");
  }

  private Path script(String line) throws IOException {
    Path script = Files.writeString(folder.resolve("launcher"), "#!/bin/sh\n" + line + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return script;
  }

  /** Its java is for a processor that nothing emulates. */
  private Jdk foreign() throws IOException {
    Path home = Doctored.jdk(folder.resolve("opt/jdk"), "17.0.15");
    byte[] java = Files.readAllBytes(Doctored.JAVA_HOME.resolve("bin/java"));
    java[0x12] = (byte) 250;
    Path file = Files.write(home.resolve("bin/java"), java);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return Jdk.at(home).withToolsOf(own);
  }
}
