// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.classpath;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;

/** Class files as a user's build makes them, from source text. */
public final class CompiledClasses {

  private static final Pattern NAME = Pattern.compile("(?:class|record|interface) ([\\w$]+)");

  private CompiledClasses() {}

  /** Compiles the sources, each of one top-level class in package {@code app}, for Java 17. */
  public static Path in(Path folder, String... sources) throws IOException {
    Path java = Files.createDirectories(folder.resolve("java/app"));
    Path classes = Files.createDirectories(folder.resolve("classes"));
    List<String> arguments = new ArrayList<>(List.of("--release", "17", "-d", classes.toString()));
    for (String source : sources) {
      Matcher name = NAME.matcher(source);
      if (!name.find()) {
        throw new IllegalArgumentException("no class in: " + source);
      }
      Path file = java.resolve(name.group(1) + ".java");
      Files.writeString(file, "package app;\nimport java.util.*;\n" + source);
      arguments.add(file.toString());
    }
    int status = ToolProvider.getSystemJavaCompiler()
        .run(null, null, null, arguments.toArray(String[]::new));
    if (status != 0) {
      throw new IllegalArgumentException("sources do not compile");
    }
    return classes;
  }
}
