// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.training;

import dev.coldbrew.lambda.file.FileTree;
import dev.coldbrew.lambda.file.Permissions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What the runtime reads and writes in the init phase, before the first invocation: events of the
 * training, and the responses to them. In the zip they are {@code priming/event-1.json}, {@code
 * response-1.json} and so on.
 *
 * @param events the number of events
 * @param responses the number of responses
 * @param unusable the number of those that the function's types cannot be read from, or not in time
 * @param bytes the size of all that can be used
 */
public record PrimingData(int events, int responses, int unusable, long bytes) {

  /** One event and its response use what all of a kind need; more only take time in each start. */
  static final int MAX_BYTES = 64 * 1024;

  private static final String EVENT = "event-";
  private static final String RESPONSE = "response-";
  private static final String JSON = ".json";

  /** What the runtime can use loses it when a training ends. */
  private static final String UNTRIED = ".untried";

  /** What a training collects, up to {@link #MAX_BYTES}. */
  static final class Collection {

    private final List<byte[]> events = new ArrayList<>();
    private final List<byte[]> responses = new ArrayList<>();
    private int bytes;

    /**
     * Each of the two only as long as there is room for it.
     *
     * @param response null where only the events are needed
     */
    void add(byte[] event, byte[] response) {
      addTo(events, event);
      if (response != null) {
        addTo(responses, response);
      }
    }

    private void addTo(List<byte[]> all, byte[] json) {
      if (bytes + json.length <= MAX_BYTES) {
        bytes += json.length;
        all.add(json);
      }
    }

    /** Where the runtime will look for them when it ends. */
    void write(Path folder) throws IOException {
      if (bytes > 0) {
        Files.createDirectories(folder);
        write(events, folder, EVENT);
        write(responses, folder, RESPONSE);
      }
    }

    private static void write(List<byte[]> all, Path folder, String name) throws IOException {
      for (int i = 0; i < all.size(); i++) {
        Files.write(folder.resolve(name + (i + 1) + JSON + UNTRIED), all.get(i));
      }
    }
  }

  /** What is in that folder; nothing if there is none. */
  static PrimingData in(Path folder) throws IOException {
    List<Path> events = files(folder, EVENT, JSON);
    List<Path> responses = files(folder, RESPONSE, JSON);
    long bytes = 0;
    for (Path file : Stream.concat(events.stream(), responses.stream()).toList()) {
      bytes += Files.size(file);
    }
    return new PrimingData(
        events.size(), responses.size(), files(folder, "", UNTRIED).size(), bytes);
  }

  /**
   * Replaces a folder by what the runtime has left of another, numbered without gaps.
   *
   * @param target is missing afterwards if nothing was left
   */
  static void copy(Path folder, Path target) throws IOException {
    FileTree.delete(target);
    for (String name : List.of(EVENT, RESPONSE)) {
      int number = 0;
      for (Path file : files(folder, name, JSON)) {
        number++;
        copyFile(file, target.resolve(name + number + JSON));
      }
    }
    for (Path file : files(folder, "", UNTRIED)) {
      copyFile(file, target.resolve(file.getFileName().toString()));
    }
  }

  /** As {@link #copy}, for the zip: without what cannot be used, and readable for Lambda's user. */
  static void copyUsable(Path folder, Path target) throws IOException {
    copy(folder, target);
    for (Path file : files(target, "", UNTRIED)) {
      Files.delete(file);
    }
    if (PrimingData.in(target).bytes() == 0) {
      FileTree.delete(target);
    }
  }

  /** {@code 2 events and 2 responses, 1,024 bytes} */
  @Override
  public String toString() {
    String both = count(events, "event")
        + (events > 0 && responses > 0 ? " and " : "")
        + count(responses, "response");
    return String.format(Locale.ROOT, "%s, %,d bytes, in the init phase", both, bytes);
  }

  private static String count(int count, String name) {
    return count == 0 ? "" : count + " " + name + (count == 1 ? "" : "s");
  }

  private static void copyFile(Path file, Path copy) throws IOException {
    if (!Files.isDirectory(copy.getParent())) {
      Files.createDirectory(copy.getParent());
      Permissions.setExecutable(copy.getParent());
    }
    Files.copy(file, copy);
    Permissions.setReadable(copy);
  }

  /** In the order of their numbers. */
  private static List<Path> files(Path folder, String start, String end) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(start)
              && file.getFileName().toString().endsWith(end))
          .sorted((a, b) -> {
            String one = a.getFileName().toString();
            String other = b.getFileName().toString();
            return one.length() == other.length()
                ? one.compareTo(other)
                : one.length() - other.length();
          })
          .toList();
    }
  }
}
