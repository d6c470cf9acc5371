// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.task;

import dev.coldbrew.lambda.file.TaskFolder;
import dev.coldbrew.lambda.jvm.Jdk;
import dev.coldbrew.lambda.jvm.JdkTrait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * The time of every file in the deployment package. A startup cache is good for jars of one size and
 * one time only, so the files have at training what Lambda will give them: 1980-01-01 00:00:00, the
 * earliest that a zip can say, which is also what SAM and CDK set when they zip again (lambda-builders
 * issue 924).
 */
public final class PackageTime {

  public static final Instant INSTANT = Instant.parse("1980-01-01T00:00:00Z");

  /**
   * In a CDS archive, a jar of this time has none, and the JVM compares only its size: the archive is
   * good whatever packs the zip again.
   */
  private static final FileTime NO_TIME = FileTime.fromMillis(0);

  private PackageTime() {}

  /** Gives it to a folder and all that is in it. */
  public static void set(Path folder) throws IOException {
    set(folder, FileTime.from(INSTANT));
  }

  /**
   * Gives a task folder, and its layer, the time with which the startup cache is good for the zip: this
   * one, or none, where the JVM does not look at times then.
   */
  public static void setForTraining(Path task, StartupCache cache) throws IOException {
    TaskFolder folder = new TaskFolder(task);
    boolean none =
        cache == StartupCache.CDS && !JdkTrait.COMPARES_EVERY_TIME.isIn(Jdk.at(folder.image()));
    for (Path part : folder.folders()) {
      set(part, none ? NO_TIME : FileTime.from(INSTANT));
    }
  }

  private static void set(Path folder, FileTime time) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.toList();
    }
    for (Path file : files) {
      Files.setLastModifiedTime(file, time);
    }
  }
}
