// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.task;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.coldbrew.lambda.file.FileTree;
import dev.coldbrew.lambda.file.TaskFolder;
import dev.coldbrew.lambda.file.WholeFile;
import dev.coldbrew.lambda.process.Launcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What starts a staged function's JVM, kept beside its task folder; no file where it starts itself. */
public final class LauncherFile {

  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private LauncherFile() {}

  public static void keep(Launcher launcher, Path task) throws IOException {
    Path file = new TaskFolder(task).launcher();
    if (launcher.isDirect()) {
      FileTree.delete(file);
    } else {
      WholeFile.write(file, GSON.toJson(launcher));
    }
  }

  /** That of a staged function. */
  public static Launcher of(Path task) throws IOException {
    Path file = new TaskFolder(task).launcher();
    return Files.isRegularFile(file)
        ? GSON.fromJson(Files.readString(file), Launcher.class)
        : Launcher.DIRECT;
  }
}
