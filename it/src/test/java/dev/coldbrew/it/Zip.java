// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A deployment package, looked at with {@code unzip}, which shares no code with what wrote it. */
record Zip(Path file) {

  /** What {@code unzip -Z -T} says of each entry, without the sizes: permissions, kind, time and name. */
  List<String> entries() throws Exception {
    return unzip("-Z", "-T", file.toString())
        .lines()
        .filter(line -> line.matches("[-dl?][-rwx]{9} .*"))
        .map(line -> line.replaceFirst("^(\\S+) .* (\\d{8}\\.\\d{6}) (.*)$", "$1 $2 $3"))
        .toList();
  }

  /** The checksum of each file, by name. */
  Map<String, String> checksums() throws Exception {
    Pattern checksum = Pattern.compile(":\\d\\d ([0-9a-f]{8})  (.+)");
    return unzip("-v", file.toString())
        .lines()
        .map(checksum::matcher)
        .filter(Matcher::find)
        .collect(Collectors.toMap(found -> found.group(2), found -> found.group(1)));
  }

  /** Unpacks it as Lambda does, and returns the folder. */
  Path unpack(Path folder) throws Exception {
    unzip("-q", file.toString(), "-d", folder.toString());
    return folder;
  }

  private static String unzip(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("unzip"));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile("unzip-", ".txt");
    try {
      Process process = new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(output.toFile())
          .start();
      int status = process.waitFor();
      String text = Files.readString(output);
      assertEquals(0, status, text);
      return text;
    } finally {
      Files.delete(output);
    }
  }
}
