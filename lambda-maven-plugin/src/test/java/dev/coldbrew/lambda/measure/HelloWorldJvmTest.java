package dev.coldbrew.lambda.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coldbrew.lambda.bundle.StartupCache;
import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** In the place of the JVM stands a shell. */
@Timeout(60)
class HelloWorldJvmTest {

  @TempDir
  Path folder;

  @Test
  void isTrainedFirstAndThenRunInTheFunctionsMemory() throws IOException {
    bootstrap(
        "echo \"$AWS_LAMBDA_FUNCTION_MEMORY_SIZE MiB $JAVA_TOOL_OPTIONS\"",
        "touch \"${0%/*}/lambda.jsa\"");

    assertEquals(Set.of(Figure.FIRST), trained().run().keySet());

    assertEquals(
        "512 MiB -XX:ArchiveClassesAtExit=lambda.jsa\n512 MiB \n", Files.readString(log()));
  }

  @Test
  void failureIsReportedWithItsStatus() throws IOException {
    bootstrap("exit 3");

    ProblemException e = assertThrows(ProblemException.class, this::trained);

    assertEquals(
        "the hello-world JVM ended with exit status 3 (full log: " + log()
            + ")\nhint: see that log",
        e.getMessage());
  }

  @Test
  void withoutAStartupCacheItIsNoMeasure() throws IOException {
    bootstrap("exit 0");

    ProblemException e = assertThrows(ProblemException.class, this::trained);

    assertEquals(
        "the hello-world JVM left no startup cache (full log: " + log() + ")\nhint: see that log",
        e.getMessage());
  }

  private HelloWorldJvm trained() throws IOException {
    return HelloWorldJvm.trained(folder, StartupCache.CDS, 512, log());
  }

  private Path log() {
    return folder.resolve("hello-world.log");
  }

  private void bootstrap(String... lines) throws IOException {
    Path file = folder.resolve("bootstrap");
    Files.writeString(file, "#!/bin/bash\n" + String.join("\n", lines) + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
