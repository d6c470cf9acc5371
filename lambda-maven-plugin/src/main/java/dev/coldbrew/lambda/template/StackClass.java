// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.template;

import dev.coldbrew.lambda.file.FileTree;
import dev.coldbrew.lambda.file.OutputFile;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;

/**
 * The class in a CDK template, which is named like its file.
 *
 * @param packageName empty for none
 * @param app the folder of the CDK app, in which CDK is started
 */
record StackClass(String packageName, String name, Path app) {

  static StackClass of(Path file) {
    Optional<Path> sources = sources(file);
    return new StackClass(
        sources
            .map(folder -> FileTree.nameIn(folder, file.getParent()).replace('/', '.'))
            .orElse(""),
        file.getFileName().toString().replaceFirst("\\.java$", ""),
        sources.map(path -> path.resolve("../../..")).orElse(file.resolve("..")).normalize());
  }

  /** Refuses a file that no class is named like. */
  static void requireName(OutputFile file) {
    StackClass stack = of(file.path());
    boolean isIdentifier =
        SourceVersion.isIdentifier(stack.name) && !SourceVersion.isKeyword(stack.name);
    if (isIdentifier && SourceVersion.isName(stack.qualifiedName())) {
      return;
    }
    String fileName = (isIdentifier ? stack.name : Ids.camelCase(stack.name)) + ".java";
    Path other = stack.packageName.isEmpty() || SourceVersion.isName(stack.packageName)
        ? file.path().resolveSibling(fileName)
        : sources(file.path()).orElseThrow().resolve(fileName);
    throw file.problem(
        "'" + stack.qualifiedName() + "' is not the name of a Java class",
        file.option() + file.shown(other));
  }

  String qualifiedName() {
    return packageName.isEmpty() ? name : packageName + "." + name;
  }

  /** The folder {@code src/main/java} that contains the file; empty if none does. */
  private static Optional<Path> sources(Path file) {
    return Stream.iterate(file.getParent(), Objects::nonNull, Path::getParent)
        .filter(folder -> folder.endsWith("src/main/java"))
        .findFirst();
  }
}
