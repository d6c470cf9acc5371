// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.training;

import dev.coldbrew.lambda.file.Digest;
import dev.coldbrew.lambda.file.TaskFolder;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The startup cache of an earlier build, kept beside the task folder with the digest of what it was
 * recorded from. It serves again exactly as long as that digest is the same.
 */
final class RecordedCache {

  private final Path folder;

  /**
   * @param folder such as {@code target/lambda/startup-cache}
   */
  RecordedCache(Path folder) {
    this.folder = folder;
  }

  /** Whether it was recorded from what has that digest. */
  boolean isOf(String digest) throws IOException {
    return keptDigest().equals(digest);
  }

  /** Whether it was recorded from a task folder of that digest, with any events and settings. */
  boolean isOfTask(String digest) throws IOException {
    return keptDigest().endsWith(" " + digest);
  }

  /** Whether that file has every bit of it. */
  boolean isWhole(Path cache) throws IOException {
    return digests().size() == 2 && Digest.of(cache).equals(digests().get(1));
  }

  /** Empty if there is no cache, or no longer the one that was recorded. */
  private String keptDigest() throws IOException {
    return Files.isRegularFile(file()) && Files.isRegularFile(eventNames()) && isWhole(file())
        ? digests().get(0)
        : "";
  }

  /** Of what it was recorded from, and of the cache itself. */
  private List<String> digests() throws IOException {
    try {
      return Files.readAllLines(digest());
    } catch (FileSystemException | CharacterCodingException e) {
      return List.of();
    }
  }

  /**
   * Keeps the cache that a training run left in the task folder, what it left to prime with, what was
   * logged in that run, the names of the events that it is from, and what was to be said of the others.
   */
  void keep(Path recorded, Path log, List<String> events, List<String> warnings, String digest)
      throws IOException {
    Files.createDirectories(folder);
    Files.deleteIfExists(digest());
    Files.copy(recorded, file(), StandardCopyOption.REPLACE_EXISTING);
    PrimingData.copy(new TaskFolder(recorded.getParent()).priming(), priming());
    Files.copy(log, log(), StandardCopyOption.REPLACE_EXISTING);
    Files.write(eventNames(), events);
    Files.write(warningsFile(), warnings);
    // Last: without it there is none.
    Files.write(digest(), List.of(digest, Digest.of(recorded)));
  }

  /** Puts it into the task folder. */
  void copyTo(Path target) throws IOException {
    Files.copy(file(), target, StandardCopyOption.REPLACE_EXISTING);
  }

  /** What its training run left to prime with; need not be there. */
  Path priming() {
    return folder.resolve("priming");
  }

  /** The log of its training run; a later run that failed has left another in the folder of logs. */
  Path log() {
    return folder.resolve("training.log");
  }

  /** The names of the events that it was recorded from; none if there is no cache. */
  List<String> events() throws IOException {
    return Files.isRegularFile(eventNames()) ? Files.readAllLines(eventNames()) : List.of();
  }

  /** What was said when it was recorded. */
  List<String> warnings() throws IOException {
    return Files.isRegularFile(warningsFile()) ? Files.readAllLines(warningsFile()) : List.of();
  }

  private Path warningsFile() {
    return folder.resolve("warnings");
  }

  private Path eventNames() {
    return folder.resolve("events");
  }

  private Path file() {
    return folder.resolve("cache");
  }

  private Path digest() {
    return folder.resolve("digest");
  }
}
