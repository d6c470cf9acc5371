// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The features and faults of JDKs that depend on the version. All decisions by version use this
 * table, which the manual's page on platforms shows.
 */
public enum JdkTrait {

  /**
   * The option for reflection without generated code, with which it confuses a caller's
   * arguments.
   */
  NATIVE_REFLECTION_CONFUSES(
      "JEP 416",
      "with `-Djdk.reflect.useNativeAccessorOnly=true`, calls methods that depend on their caller wrongly",
      "18-"),

  ELLIPTIC_CURVES_IN_BASE("JDK-8308398", "has elliptic curves in `java.base`", "22-"),

  /** Not tried with 22 to 24, which may still be as 21 is. */
  COMPARES_EVERY_TIME(
      "tried",
      "compares the times of jars below a CDS archive even if they had none in training",
      "22-"),

  RANDOM_IN_BASE("JDK-8319569", "has all random generators in `java.base`", "23-"),

  /**
   * If its vendor has built it that way, as Adoptium does; the jmods are then in a separate
   * archive.
   */
  LINKS_FROM_ITSELF("JEP 493", "links from its own files, and may come without jmods", "24-"),

  /** Four lines at each start; the option that permits native code does not slow a start down. */
  WARNS_OF_NATIVE_ACCESS(
      "JEP 472", "warns of native code, and so gets `--enable-native-access=ALL-UNNAMED`", "24-"),

  /** It compares its own version with that of the {@code java.base} that it links. */
  LINKS_ONLY_ITS_BUILD("jlink", "links only modules of its own build", "25-"),

  /** A JDK without only has CDS archives, from which functions start more slowly. */
  HAS_AOT_CACHE("JEP 514", "records an AOT cache in one step", "25-"),

  /** With jdk.zipfs, say; without linked classes it starts more slowly than from a CDS archive. */
  REFUSES_LINKED_CLASSES(
      "JDK-8373392",
      "starts from no AOT cache where the JVM has a module of the platform class loader",
      "26-27"),

  /** So Coldbrew looks for changes itself. */
  RUNS_OLD_CODE(
      "JDK-8377932",
      "runs the code of its AOT cache though the jar has changed",
      "25-25.0.4",
      "26-26.0.2"),

  /** So Coldbrew records none, with any JDK. */
  RUNS_CODE_FOR_OTHER_PROCESSORS(
      "JDK-8350209",
      "runs machine code from its AOT cache on processors that it is not for",
      "25-25.0.5"),

  READS_CLASS_LIST(
      "JDK 27", "reads `lib/classlist` when it records an AOT cache, and fails without", "27-");

  private final String source;
  private final String text;
  private final List<Range> ranges;

  /** From a version on, and before another, if there is one. */
  private record Range(String first, String next) {

    boolean has(String version) {
      return JdkVersion.compare(version, first) >= 0
          && (next.isEmpty() || JdkVersion.compare(version, next) < 0);
    }

    @Override
    public String toString() {
      return next.isEmpty() ? first + " and newer" : "from " + first + ", before " + next;
    }
  }

  JdkTrait(String source, String text, String... ranges) {
    this.source = source;
    this.text = text;
    this.ranges = Stream.of(ranges)
        .map(range -> range.split("-", 2))
        .map(ends -> new Range(ends[0], ends[1]))
        .toList();
  }

  public boolean isIn(Jdk jdk) {
    return isIn(jdk.version());
  }

  /** For traits that all updates of a version share. */
  public boolean isIn(int feature) {
    return isIn(Integer.toString(feature));
  }

  private boolean isIn(String version) {
    return ranges.stream().anyMatch(range -> range.has(version));
  }

  /** Whether functions start from an AOT cache, the fastest of all. */
  public static boolean startsFromAotCache(int feature) {
    return HAS_AOT_CACHE.isIn(feature) && !REFUSES_LINKED_CLASSES.isIn(feature);
  }

  /** Lines of the manual's table. */
  static List<String> table() {
    return Arrays.stream(values())
        .map(trait -> "| %s | %s | %s |"
            .formatted(
                String.join("; ", trait.ranges.stream().map(Range::toString).toList()),
                trait.text,
                trait.source))
        .toList();
  }
}
