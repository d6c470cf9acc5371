// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.training;

import dev.coldbrew.lambda.file.TaskFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/**
 * A Java agent that does nothing. It takes the place of one in a layer, which is not on this machine:
 * a JVM with an agent has one module more, and starts from no AOT cache that was recorded without.
 */
public final class StandInAgent {

  private static final String CLASS_FILE =
      StandInAgent.class.getName().replace('.', '/') + ".class";

  private StandInAgent() {}

  /** The JVM calls it before the function's main method. */
  public static void premain(String arguments) {}

  /**
   * The option of a JVM that runs the one that training has left beside a task folder; nothing if there
   * is none.
   */
  public static String option(Path task) {
    Path jar = jar(task);
    return Files.exists(jar) ? "\"-javaagent:" + jar + "\"" : "";
  }

  private static Path jar(Path task) {
    return new TaskFolder(task.toAbsolutePath()).standInAgent();
  }

  /** Leaves one beside a task folder. */
  static void write(Path task) throws IOException {
    Path jar = jar(task);
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", StandInAgent.class.getName());
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest);
        InputStream in = StandInAgent.class.getClassLoader().getResourceAsStream(CLASS_FILE)) {
      out.putNextEntry(new ZipEntry(CLASS_FILE));
      in.transferTo(out);
    }
  }
}
