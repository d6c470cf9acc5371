// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coldbrew.lambda.file.TaskFolder;
import dev.coldbrew.lambda.problem.ProblemException;
import dev.coldbrew.lambda.task.StartupCache;
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
    bootstrap("echo \"$AWS_LAMBDA_FUNCTION_MEMORY_SIZE MB $*\"", "touch \"${0%/*}/lambda.jsa\"");

    HelloWorldJvm jvm = trained();

    assertEquals("512 MB -XX:ArchiveClassesAtExit=lambda.jsa -cp none Main", printed());
    assertEquals(Set.of(Figure.FIRST), jvm.run().keySet());
    assertEquals("512 MB -cp none Main", printed());
  }

  @Test
  void optionsOfTheUsersJvmsAreNotPassedOn() throws IOException {
    bootstrap("env | grep -c '^_*JAVA_\\|^JDK_JAVA'", "touch \"${0%/*}/lambda.jsa\"");

    trained();

    assertEquals("0", printed());
  }

  @Test
  void failureIsReportedWithItsStatus() throws IOException {
    bootstrap("echo no memory", "exit 3");

    ProblemException e = assertThrows(ProblemException.class, this::trained);

    assertEquals(
        "the hello-world JVM ended with exit code 3: no memory (full log: " + log()
            + ")\nhint: to see it fail by hand, set the variables that the first line of that log"
            + " names, and run it",
        e.getMessage());
  }

  @Test
  void withoutAStartupCacheItIsNoMeasure() throws IOException {
    bootstrap("exit 0");

    ProblemException e = assertThrows(ProblemException.class, this::trained);

    assertEquals(
        "the hello-world JVM left no startup cache (full log: " + log()
            + ")\nhint: to see it fail by hand, set the variables that the first line of that log"
            + " names, and run it",
        e.getMessage());
  }

  private HelloWorldJvm trained() throws IOException {
    return HelloWorldJvm.trained(new TaskFolder(folder), StartupCache.CDS, false, 512, log());
  }

  /** The last run's output, without the line that has its command. */
  private String printed() throws IOException {
    return Files.readAllLines(log()).get(1);
  }

  private Path log() {
    return folder.resolve("hello-world.log");
  }

  private void bootstrap(String... lines) throws IOException {
    Path file = folder.resolve("bootstrap");
    Files.writeString(
        file, "#!/bin/bash\nset -- \\\n  -cp none \\\n  Main\n" + String.join("\n", lines) + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
