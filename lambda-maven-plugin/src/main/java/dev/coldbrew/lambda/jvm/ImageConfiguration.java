// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import dev.coldbrew.lambda.file.FileTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * The image's configuration files, in {@code conf}. The JVM reads {@code java.security} at the
 * first use of a host name or of cryptography. Nine tenths of that file are comments, so they are
 * removed.
 */
final class ImageConfiguration {

  /** A comment in a properties file; none of the JDK's values continues after such a line. */
  private static final Pattern COMMENT = Pattern.compile("[ \t]*([#!].*)?");

  /**
   * How many seconds a failed look-up of a host name is remembered. AWS's own runtime also sets 1,
   * because the JDK's 10 seconds may be an invocation's whole timeout.
   */
  private static final String UNKNOWN_HOST_SECONDS = "networkaddress.cache.negative.ttl=";

  private ImageConfiguration() {}

  static void edit(Path image) throws IOException {
    for (Path file : FileTree.paths(image.resolve("conf"))) {
      String name = file.getFileName().toString();
      if (Files.isRegularFile(file)
          && (name.endsWith(".properties") || name.equals("java.security"))) {
        edit(file, Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
  }

  private static void edit(Path file, String text) throws IOException {
    StringBuilder settings = new StringBuilder();
    text.lines()
        .filter(line -> !COMMENT.matcher(line).matches())
        .forEach(line -> settings
            .append(line.startsWith(UNKNOWN_HOST_SECONDS) ? UNKNOWN_HOST_SECONDS + "1" : line)
            .append('\n'));
    Files.delete(file); // jlink makes it read-only, and on Debian it is a link to /etc
    Files.writeString(file, settings, StandardCharsets.ISO_8859_1);
  }
}
