package dev.coldbrew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples that no other test builds, in one build. */
class ExamplesIT {

  @TempDir
  Path temporary;

  @Test
  void examplesRespond() {
    BuildOutput output = MavenBuild.of("examples", temporary)
        .run(
            "-q",
            "package",
            "dev.coldbrew:lambda-maven-plugin:" + Maven.COLDBREW_VERSION + ":invoke",
            "-Dlambda.train.skip",
            "-Dlambda.event=src/lambda/events");
    assertEquals("""
        {"batchItemFailures":[{"itemIdentifier":"a-2"}]}
        {"statusCode":200,"headers":{"Content-Type":"text/plain"},"cookies":[]}
        3
        2
        1

        """, output.log());
  }
}
