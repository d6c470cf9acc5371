// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import dev.coldbrew.lambda.process.Progress;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.maven.AbstractMavenLifecycleParticipant;
import org.apache.maven.execution.MavenSession;

/**
 * One build at a time may write below a project's {@code target/lambda}. It keeps the lock until it
 * ends, and not from goal to goal: so that it packs, proves and installs what it staged itself.
 */
public class BuildLock extends AbstractMavenLifecycleParticipant {

  private static final Map<Path, FileChannel> HELD = new ConcurrentHashMap<>();

  /** Waits for the other build, if there is one. */
  static void acquire(Path folder, Progress progress) throws IOException {
    while (!HELD.containsKey(folder)) {
      Path file = Files.createDirectories(folder).resolve("build.lock");
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      lock(channel, progress);
      if (Files.exists(file)) { // else the other one began with mvn clean
        HELD.put(folder, channel);
      } else {
        channel.close();
      }
    }
  }

  private static void lock(FileChannel channel, Progress progress) {
    try {
      if (channel.tryLock() == null) {
        progress.begin("another build of this project has to end first");
        channel.lock();
      }
    } catch (IOException e) {
      // A file system without locks; there, builds have to be started one at a time.
    }
  }

  @Override
  public void afterSessionEnd(MavenSession session) {
    HELD.values().removeIf(BuildLock::close);
  }

  private static boolean close(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // Nothing has read or written it.
    }
    return true;
  }
}
