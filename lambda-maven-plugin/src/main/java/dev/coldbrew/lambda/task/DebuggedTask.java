// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.task;

import dev.coldbrew.lambda.file.TaskFolder;
import dev.coldbrew.lambda.jvm.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A staged function as a debugger can be attached to it. Its JVM is the whole JDK's that its own was
 * linked from, with the same modules and the debugger's, so that nothing has to be in the zip for
 * that. It has no startup cache, which no JVM uses together with a debugger, and nothing to prime
 * with, which would stop at breakpoints before the event does, and has a time limit.
 */
public final class DebuggedTask {

  private static final String IMAGE = "image";
  private static final String LIBRARIES = "lib";
  private static final String BOOTSTRAP = "bootstrap";
  private static final String PRIMING = "priming";

  private DebuggedTask() {}

  /**
   * Makes a task folder of links.
   *
   * @param jdk the home of the JDK
   * @param port of this machine alone, where the JVM waits for a debugger before it starts
   * @param folder where nothing is yet
   */
  public static Path link(Path task, Path jdk, int port, Path folder) throws IOException {
    TaskFolder staged = new TaskFolder(task);
    TaskFolder debugged = new TaskFolder(Files.createDirectories(folder));
    if (staged.hasLayer()) {
      Files.createDirectories(debugged.layer());
      for (String name : List.of(LIBRARIES, LayerId.FILE)) {
        Files.createSymbolicLink(
            debugged.layer().resolve(name), staged.layer().toAbsolutePath().resolve(name));
      }
    }
    Set<String> left = Arrays.stream(StartupCache.values())
        .map(StartupCache::fileName)
        .collect(Collectors.toSet());
    left.addAll(List.of(IMAGE, BOOTSTRAP, PRIMING));
    try (Stream<Path> files = Files.list(task)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String name = file.getFileName().toString();
        if (!left.contains(name)) {
          Files.createSymbolicLink(folder.resolve(name), file.toAbsolutePath());
        }
      }
    }
    Files.createSymbolicLink(debugged.image(), jdk);
    Files.copy(task.resolve(BOOTSTRAP), folder.resolve(BOOTSTRAP));
    Set<String> modules = new TreeSet<>(Jdk.at(staged.image()).modules());
    modules.add("jdk.jdwp.agent");
    BootstrapScript.addOptions(
        folder.resolve(BOOTSTRAP),
        List.of(
            "--limit-modules=" + String.join(",", modules),
            "-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,address=127.0.0.1:" + port));
    return folder;
  }
}
