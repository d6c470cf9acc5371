// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.measure;

import dev.coldbrew.lambda.file.FileTree;
import dev.coldbrew.lambda.file.TaskFolder;
import dev.coldbrew.lambda.task.BootstrapScript;
import dev.coldbrew.lambda.task.ReproducibleJar;
import dev.coldbrew.lambda.task.StandInJava;
import dev.coldbrew.lambda.training.DefaultArchive;
import dev.coldbrew.lambda.zip.UnpackedZip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Folders to start from, made of a packaged function; what was packaged stays as it is. */
final class TaskCopy {

  private static final String HELLO_WORLD_JAR = "lib/hello-world.jar";

  private TaskCopy() {}

  /**
   * As it is packaged.
   *
   * @param root a folder that stands for the root of Lambda's file system
   */
  static Path asPackaged(PackagedFunction function, Path root) throws IOException {
    TaskFolder copy = TaskFolder.inRoot(root);
    if (Files.isDirectory(function.packaged())) {
      new TaskFolder(function.packaged()).copyTo(copy);
    } else {
      UnpackedZip.unpackFunction(function.packaged(), copy.path());
    }
    StandInJava.install(function.training().launcher(), copy.path());
    return copy.path();
  }

  /** With its startup cache, but nothing that the init phase could do for the first invocation. */
  static Path withoutPriming(PackagedFunction function, Path root) throws IOException {
    Path task = asPackaged(function, root);
    FileTree.delete(new TaskFolder(task).priming());
    return task;
  }

  /** As it would be if it had not been trained. */
  static Path withoutCache(PackagedFunction function, Path root) throws IOException {
    Path task = withoutPriming(function, root);
    Files.deleteIfExists(task.resolve(function.training().cache().fileName()));
    DefaultArchive.putBack(function.training(), task);
    return task;
  }

  /** With the same image and the same bootstrap, but for what that starts at its end. */
  static Path helloWorld(PackagedFunction function, Path root) throws IOException {
    Path task = withoutCache(function, root);
    FileTree.delete(new TaskFolder(task).libraries());
    Files.createDirectory(new TaskFolder(task).libraries());
    ReproducibleJar.writeClass(HelloWorld.class, task.resolve(HELLO_WORLD_JAR));
    Path bootstrap = new TaskFolder(task).bootstrap();
    Files.writeString(
        bootstrap,
        BootstrapScript.forProgram(
            Files.readString(bootstrap), HELLO_WORLD_JAR, HelloWorld.class.getName()));
    return task;
  }
}
