// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.emulator;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Writes the bootstraps that the tests run. */
public final class Bootstrap {

  private static final String AWS_RUNTIME =
      "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

  private static final String AWS_LIBRARY =
      "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

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

  /** AWS's own runtime for Java, with the class path of this test. */
  public static void awsRuntime(Path task) throws IOException {
    // Its native library goes to one fixed file for all processes of a machine by default.
    Path library = task.resolve("runtime.so");
    String machine = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
    String resource = "/jni/libaws-lambda-jni.linux-" + machine + ".so";
    try (InputStream in = Bootstrap.class.getResourceAsStream(resource)) {
      Files.copy(in, library);
    }
    script(
        task,
        command(
            AWS_RUNTIME,
            "-D" + AWS_LIBRARY + "='" + library + "'",
            "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac")); // as its image does
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
