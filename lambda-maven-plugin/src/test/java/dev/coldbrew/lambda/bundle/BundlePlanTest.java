package dev.coldbrew.lambda.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.coldbrew.lambda.jvm.ModuleSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundlePlanTest {

  @TempDir
  Path folder;

  @Test
  void isKeptAsItIs() throws IOException {
    BundlePlan plan = new BundlePlan(
        List.of(new Library("example:hello:1.0", folder.resolve("classes"), "hello-1.0.jar")),
        new TaskFiles(folder.resolve("files")),
        "example.Hello::hello",
        "own",
        new ModuleSettings(List.of("jdk.charsets"), List.of("java.desktop"), List.of("de")),
        75,
        List.of("-Dquoted=it's \"$HOME\""),
        true,
        folder.resolve("cache"));

    plan.keep(folder.resolve("task"));

    assertEquals(Optional.of(plan), BundlePlan.of(folder.resolve("task")));
  }

  @Test
  void mayNotHaveBeenKept() throws IOException {
    assertEquals(Optional.empty(), BundlePlan.of(folder.resolve("task")));
  }
}
