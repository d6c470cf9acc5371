// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.zip;

import dev.coldbrew.lambda.problem.ProblemException;
import dev.coldbrew.lambda.task.StartupCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * The zip's sizes against Lambda's limits.
 *
 * @param zipped bytes of the file
 * @param unzipped bytes of what is in it
 * @param entries with their sizes, the largest first
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">Lambda
 *     quotas</a>
 */
public record SizeBudget(long zipped, long unzipped, List<Entry> entries) {

  /** A file in the zip, and the bytes that it takes when it is unpacked. */
  record Entry(String name, long size) {}

  private static final long MB = 1024 * 1024;

  /** A zip of this size has to go through S3: "Zipped size must be smaller than 52428800 bytes". */
  private static final long MAX_UPLOADED_MB = 50;

  /** For the function and its layers together. */
  private static final long MAX_UNZIPPED_MB = 250;

  /** From here on a limit is close. */
  private static final int CLOSE_PERCENT = 80;

  private static final int LARGEST = 5;

  private static final String LAYERS_IMAGE = "coldbrew/image/";

  public static SizeBudget of(Path zip) throws IOException {
    try (ZipFile file = new ZipFile(zip.toFile())) {
      List<Entry> entries = file.stream()
          .filter(entry -> !entry.isDirectory())
          .map(entry -> new Entry(entry.getName(), entry.getSize()))
          .sorted(Comparator.comparingLong(Entry::size).reversed())
          .toList();
      long unzipped = entries.stream().mapToLong(Entry::size).sum();
      return new SizeBudget(Files.size(zip), unzipped, entries);
    }
  }

  /** With those of the layer: Lambda adds up what is unpacked, but the zips are uploaded separately. */
  public SizeBudget with(SizeBudget layer) {
    List<Entry> all = Stream.concat(entries.stream(), layer.entries.stream())
        .sorted(Comparator.comparingLong(Entry::size).reversed())
        .toList();
    return new SizeBudget(zipped, unzipped + layer.unzipped, all);
  }

  /**
   * @param own the file name of the jar with the project's own classes
   * @param task the folder that the zip was packed from, as a shell takes it
   * @throws ProblemException if Lambda cannot take it
   */
  public void check(Path zip, String own, String task) {
    if (unzipped > MAX_UNZIPPED_MB * MB) {
      throw new ProblemException(
          "'" + zip + "' unpacks to " + mib(unzipped) + ", Lambda allows " + MAX_UNZIPPED_MB
              + " MB; " + largest(),
          "goal lambda:check",
          hint(own, task));
    }
  }

  /** What takes the most room decides what helps. */
  private String hint(String own, String task) {
    Map<String, Long> kinds = new HashMap<>();
    for (Entry entry : entries) {
      kinds.merge(kind(entry.name(), own, task), entry.size(), Long::sum);
    }
    return Collections.max(kinds.entrySet(), Map.Entry.comparingByValue()).getKey();
  }

  private static String kind(String name, String own, String task) {
    if (name.equals("lib/" + own)) {
      return "find what is large in the project's own jar: unzip -lv " + task + "/" + name;
    }
    if (name.startsWith("lib/") && name.endsWith(".jar")) {
      return "find what brings a large jar along: mvn dependency:tree";
    }
    if (name.startsWith("image/") || name.startsWith(LAYERS_IMAGE)) {
      return "leave out modules that the function never uses: <excludeModules>";
    }
    return Arrays.stream(StartupCache.values()).anyMatch(c -> name.equals(c.fileName()))
        ? "build without a startup cache: mvn package -Dlambda.train.skip"
        : "find what is large: du -a " + task + " | sort -n";
  }

  /** Whether a zip is too large for a direct upload. */
  public static boolean isForS3(long bytes) {
    return bytes >= MAX_UPLOADED_MB * MB;
  }

  /** What takes the room, if a limit is close. */
  public Optional<String> advice() {
    if (isForS3(zipped)) {
      return Optional.of("Lambda allows less than " + MAX_UPLOADED_MB
          + " MB in a direct upload: put it into S3; " + largest());
    }
    boolean close = zipped * 100 > MAX_UPLOADED_MB * MB * CLOSE_PERCENT
        || unzipped * 100 > MAX_UNZIPPED_MB * MB * CLOSE_PERCENT;
    return close ? Optional.of(largest()) : Optional.empty();
  }

  private String largest() {
    return entries.stream()
        .limit(LARGEST)
        .map(entry -> entry.name() + " " + mib(entry.size()))
        .collect(Collectors.joining(", ", "the largest, unpacked: ", ""));
  }

  @Override
  public String toString() {
    String limit = isForS3(zipped) ? "" : " of " + MAX_UPLOADED_MB + " MB";
    return mib(zipped) + limit + ", unpacks to " + mib(unzipped) + " of " + MAX_UNZIPPED_MB + " MB";
  }

  private static String mib(long bytes) {
    if (bytes < MB / 10) {
      return (bytes + 1023) / 1024 + " kB";
    }
    return String.format(Locale.ROOT, "%.1f MB", (double) bytes / MB);
  }
}
