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

  /** As it is packaged. */
  static Path asPackaged(PackagedFunction function, Path folder) throws IOException {
    if (Files.isDirectory(function.packaged())) {
      FileTree.copy(function.packaged(), folder);
    } else {
      Files.createDirectory(folder);
      UnpackedZip.unpack(function.packaged(), folder);
    }
    StandInJava.install(function.training().launcher(), folder);
    return folder;
  }

  /** With its startup cache, but nothing that the init phase could do for the first invocation. */
  static Path withoutPriming(PackagedFunction function, Path folder) throws IOException {
    asPackaged(function, folder);
    FileTree.delete(new TaskFolder(folder).priming());
    return folder;
  }

  /** As it would be if it had not been trained. */
  static Path withoutCache(PackagedFunction function, Path folder) throws IOException {
    withoutPriming(function, folder);
    Files.deleteIfExists(folder.resolve(function.training().cache().fileName()));
    DefaultArchive.putBack(function.training(), folder);
    return folder;
  }

  /** With the same image and the same bootstrap, but for what that starts at its end. */
  static Path helloWorld(PackagedFunction function, Path folder) throws IOException {
    withoutCache(function, folder);
    FileTree.delete(new TaskFolder(folder).libraries());
    Files.createDirectory(new TaskFolder(folder).libraries());
    ReproducibleJar.writeClass(HelloWorld.class, folder.resolve(HELLO_WORLD_JAR));
    Path bootstrap = new TaskFolder(folder).bootstrap();
    Files.writeString(
        bootstrap,
        BootstrapScript.forProgram(
            Files.readString(bootstrap), HELLO_WORLD_JAR, HelloWorld.class.getName()));
    return folder;
  }
}
