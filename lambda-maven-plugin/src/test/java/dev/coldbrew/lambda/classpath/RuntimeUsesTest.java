// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.classpath;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuntimeUsesTest {

  @TempDir
  Path folder;

  @Test
  void classThatNamesOneOfColdbrewsIsFound() throws Exception {
    Path runtime = Files.createDirectories(folder.resolve("runtime"));
    Path source = Files.writeString(
        folder.resolve("ResponseStream.java"),
        "package dev.coldbrew.lambda.runtime; public class ResponseStream {}");
    assertEquals(
        0,
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", runtime.toString(), source.toString()));
    Path classes = CompiledClasses.in(
        folder,
        "class Hello { Object none = new Object(); }",
        "class Reflective { String name = \"dev.coldbrew.lambda.runtime.ResponseStream\"; }");

    assertEquals(Optional.empty(), RuntimeUses.find(new ClassPath(classes, List.of(runtime))));

    Path user = Files.writeString(
        folder.resolve("User.java"),
        "package app; class User { Object s = new dev.coldbrew.lambda.runtime.ResponseStream(); }");
    assertEquals(
        0,
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-cp",
                runtime.toString(),
                "-d",
                classes.toString(),
                user.toString()));

    assertEquals(
        Optional.of(new RuntimeUses("app.User", "dev.coldbrew.lambda.runtime.ResponseStream")),
        RuntimeUses.find(new ClassPath(classes, List.of(runtime))));
  }
}
