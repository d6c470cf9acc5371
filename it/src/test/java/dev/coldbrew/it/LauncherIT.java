// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coldbrew.lambda.jvm.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds whose JVM a command starts, as for another processor, though here it is for this one. */
class LauncherIT {

  @TempDir
  Path temporary;

  @Test
  void commandStartsTheJvmWhereverTheFunctionIsStartedAndIsNotInTheZip() throws Exception {
    Jdk jdk = InstalledJdk.find("25");
    Path count = temporary.resolve("starts");
    Path launcher = launcher("echo \"$*\" >> '" + count + "'; exec \"$@\"");
    MavenBuild hello = MavenBuild.of("hello", temporary);

    String log = hello
        .run("package", "-Dlambda.jdk=" + jdk.home(), "-Dlambda.launcher=" + launcher)
        .log();

    assertTrue(log.contains("[INFO] Cache     AOT, "), log);
    assertTrue(
        log.replaceAll("(\\d+) of \\1 app", "all of N app")
            .contains(
                "trained by 1 event; all of N application and library classes come from it\n"),
        log);
    assertTrue(log.contains(" under " + launcher + " (init "), log);
    String starts = Files.readString(count);
    for (String part : new String[] {
      " -version",
      " -Xshare:dump ",
      "-XX:AOTMode=record ",
      "-XX:AOTMode=create ",
      "-Xlog:class+load"
    }) {
      assertEquals(1, starts.lines().filter(line -> (line + " ").contains(part)).count(), starts);
    }
    Path task = new Zip(hello.file("target/hello-1.0.zip")).unpack(temporary.resolve("task"));
    assertFalse(Files.exists(task.resolve("image/bin/java.real")));
    assertFalse(Files.exists(hello.file("target/lambda/task/image/bin/java.real")));
    assertEquals(
        "\"Hello, Ada!\"",
        Function.invoke(task, "example.Hello::hello", "{\"name\":\"Ada\"}").text());
    Files.delete(count);

    BuildOutput invoked = hello.run("-q", "lambda:invoke", "-Dlambda.payload={\"name\":\"Ada\"}");

    assertEquals("\"Hello, Ada!\"\n", invoked.log());
    assertEquals(1, Files.readAllLines(count).size());
  }

  @Test
  void withoutOneThatWorksTheZipHasNoStartupCacheAndSaysSo() throws Exception {
    MavenBuild hello = MavenBuild.of("hello", temporary);
    String launcher = temporary.resolve("no-such-emulator").toString();

    String log = hello.run("package", "-Dlambda.launcher=" + launcher).log();

    String problem =
        "<launcher> cannot run programs for Linux x86_64: %1$s cannot be started (file %1$s)"
            .formatted(launcher);
    String hint =
        "hint: correct it, or delete it: Coldbrew looks for qemu itself; this should print a version: "
            + launcher + " " + System.getProperty("java.home") + "/bin/java -version";
    assertTrue(
        log.contains("[WARNING] no startup cache: " + problem + "\n[WARNING] " + hint + "\n"), log);
    assertTrue(
        log.contains("[INFO] Skipped   training: this machine cannot start the function\n"), log);
    assertTrue(
        log.contains(
            "[INFO] Cache     none, and no proof: this machine cannot start the function\n"),
        log);
    Path task = new Zip(hello.file("target/hello-1.0.zip")).unpack(temporary.resolve("task"));
    assertEquals(
        "\"Hello, Ada!\"",
        Function.invoke(task, "example.Hello::hello", "{\"name\":\"Ada\"}").text());

    for (String goal : new String[] {"invoke", "measure", "profile"}) {
      assertEquals(
          problem + " (goal lambda:" + goal + ")\n" + hint,
          hello.runAndFail("lambda:" + goal).problem());
    }
  }

  private Path launcher(String line) throws IOException {
    Path launcher = Files.writeString(temporary.resolve("launcher"), "#!/bin/sh\n" + line + "\n");
    return Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
