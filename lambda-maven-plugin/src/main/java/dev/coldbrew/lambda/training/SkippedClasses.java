package dev.coldbrew.lambda.training;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The classes that a JVM left out of the startup cache, as it said when it wrote it. */
final class SkippedClasses {

  /** {@code [1.9s][warning][aot] Skipping org/joda/time/Hours: Old class has been linked} */
  private static final Pattern SKIPPED =
      Pattern.compile("\\[warning]\\[(?:aot|cds)[^]]*] Skipping ([^:\\s]+): (.+)$");

  private SkippedClasses() {}

  /**
   * Names of classes, and the JVM's reasons.
   *
   * @param log of the training run; none are known where there is no such file
   */
  static Map<String, String> read(Path log) throws IOException {
    Map<String, String> skipped = new TreeMap<>();
    if (Files.exists(log)) {
      // Decoded without complaint: the function prints what it likes.
      for (String line : new String(Files.readAllBytes(log), StandardCharsets.UTF_8).split("\n")) {
        Matcher matcher = SKIPPED.matcher(line);
        if (matcher.find()) {
          skipped.put(matcher.group(1).replace('/', '.'), matcher.group(2));
        }
      }
    }
    return skipped;
  }
}
