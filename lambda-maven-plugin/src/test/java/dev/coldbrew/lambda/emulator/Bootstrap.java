// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.emulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Writes the bootstraps that the tests run. */
public final class Bootstrap {

  private Bootstrap() {}

  /** A shell script. */
  public static void script(Path task, String body) throws IOException {
    Path file = Files.writeString(task.resolve("bootstrap"), "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** A class on the class path of this test, in the JVM that runs it. */
  public static void java(Path task, Class<?> main, String... jvmOptions) throws IOException {
    script(task, command(main.getName(), jvmOptions));
  }

  /** The line of a script that becomes the class. */
  public static String command(String main, String... jvmOptions) {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return "exec '"
        + java
        + "' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 "
        + String.join(" ", jvmOptions)
        + " -cp '"
        + System.getProperty("java.class.path")
        + "' "
        + main
        + " \"$_HANDLER\"";
  }
}
