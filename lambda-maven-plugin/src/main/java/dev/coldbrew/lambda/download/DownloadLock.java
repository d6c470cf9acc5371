// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.download;

import dev.coldbrew.lambda.process.Progress;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/** The lock of the one build that downloads into a folder. Its empty file stays there. */
final class DownloadLock {

  private static final Duration POLL = Duration.ofMillis(200);

  /** For the threads of this JVM, among which a file lock does not work. */
  private static final ReentrantLock OF_THIS_JVM = new ReentrantLock();

  private final FileChannel channel;

  private DownloadLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Waits until no other build holds the lock. */
  static DownloadLock await(Path directory, Progress progress) throws IOException {
    OF_THIS_JVM.lock();
    try {
      FileChannel channel = FileChannel.open(
          directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      DownloadLock lock = new DownloadLock(channel);
      try {
        lock.await(progress);
      } catch (IOException e) {
        channel.close();
        throw e;
      }
      return lock;
    } catch (IOException e) {
      OF_THIS_JVM.unlock();
      throw e;
    }
  }

  private void await(Progress progress) throws IOException {
    if (tryLock()) {
      return;
    }
    progress.begin("waiting for another build to finish downloading a JDK");
    while (!tryLock()) {
      try {
        Thread.sleep(POLL.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while another build downloads a JDK");
      }
    }
  }

  private boolean tryLock() {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false; // another class loader of this JVM has it: Maven may load this plugin twice
    } catch (IOException e) {
      return true; // no locks there; if two builds write to one file, its checksum shows it
    }
  }

  void close() throws IOException {
    try {
      channel.close();
    } finally {
      OF_THIS_JVM.unlock();
    }
  }
}
