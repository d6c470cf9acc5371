// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.task;

import dev.coldbrew.lambda.file.Permissions;
import dev.coldbrew.lambda.file.TaskFolder;
import dev.coldbrew.lambda.process.Launcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A script that stands in for the {@code java} in a copy of a task folder, if this machine cannot
 * start that program directly. The real one lies beside it, because it looks for its image around
 * itself.
 */
public final class StandInJava {

  private static final String REAL = "java.real";

  private StandInJava() {}

  /**
   * Puts it into a copy of a staged function, if that function needs one.
   *
   * @param task where the function is staged
   */
  public static void install(Path task, Path copy) throws IOException {
    install(LauncherFile.of(task), copy);
  }

  /**
   * As above, with a given launcher.
   *
   * @param copy never the folder that is packaged
   */
  public static void install(Launcher launcher, Path copy) throws IOException {
    if (launcher.isDirect()) {
      return;
    }
    Path java = new TaskFolder(copy).image().resolve("bin/java");
    Files.move(java, java.resolveSibling(REAL));
    Files.writeString(java, "#!/bin/sh\nexec " + launcher + " \"${0%/*}/" + REAL + "\" \"$@\"\n");
    Permissions.setExecutable(java);
  }
}
