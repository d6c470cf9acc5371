// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coldbrew.lambda.problem.ProblemException;
import dev.coldbrew.lambda.zip.LayerZip;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code lambda:image} refuses before it downloads anything. */
class ImageGoalTest {

  @TempDir
  Path basedir;

  private Goal image;

  @BeforeEach
  void makeGoal() {
    image = new Goal("image", basedir);
  }

  @Test
  void formatThatIsNoneIsRefused() throws Exception {
    assertEquals("""
        'squashfs' is neither 'docker' nor 'oci' (parameter <imageFormat>, property lambda.image.format)
        hint: set it to one of these, or remove -Dlambda.image.format""", image.property("lambda.image.format", "squashfs").problem());
  }

  @Test
  void baseAndTargetThatAreNoImagesAreRefused() throws Exception {
    assertEquals(
        """
        'https://example.org/a' is not an image name (parameter <imageBase>, property lambda.image.base)
        hint: name one in a registry, such as localhost:5000/hello:1.0; or tar://FILE, or docker://NAME""", image.property("lambda.image.base", "https://example.org/a").problem());
    assertEquals(
        """
        'tar://' is not an image name (parameter <imageTo>, property lambda.image.to)
        hint: name one in a registry, such as localhost:5000/hello:1.0; or tar://FILE, or docker://NAME""", new Goal("image", basedir).property("lambda.image.to", "tar://").problem());
    assertEquals(
        """
        'a/b@sha256:12' names an image by its digest, which the image does not have yet (parameter <imageTo>, property lambda.image.to)
        hint: name it by a tag, such as a/b:latest""",
        new Goal("image", basedir).property("lambda.image.to", "a/b@sha256:12").problem());
  }

  @Test
  void functionThatWasNotPackagedIsRefused() throws Exception {
    assertEquals(
        "there is no packaged function in '" + Path.of("target/lambda/task")
            + "' (goal lambda:image)",
        image.problem().lines().findFirst().orElseThrow());
  }

  /** Else {@code lambda:deploy} would deploy the one before. */
  @Test
  void failureLeavesNoReportOfAnEarlierImage() throws Exception {
    Staged.in(basedir);
    Path report = Files.writeString(basedir.resolve("target/lambda/image.json"), "{}");

    image.property("lambda.image.to", "localhost:5000/Hello").problem();

    assertFalse(Files.exists(report));
  }

  @Test
  void baseIsNotOverwritten() throws Exception {
    packaged();
    Files.writeString(basedir.resolve("base.tar"), "a tar");

    assertEquals(
        "'tar://DIR/base.tar' is what the image is made from, which it would overwrite (parameter <imageTo>, property lambda.image.to)\n"
            + "hint: name another file: -Dlambda.image.to=tar://target/image.tar",
        image
            .property("lambda.image.base", "tar://base.tar")
            .property("lambda.image.to", "tar://target/../base.tar")
            .problem()
            .replace(basedir.toRealPath().toString(), "DIR"));
    assertEquals("a tar", Files.readString(basedir.resolve("base.tar")));
  }

  @Test
  void fileThatIsNoZipIsRefused() throws Exception {
    packaged();
    Path other = Files.writeString(basedir.resolve("other.txt"), "no zip");

    assertEquals("""
        'other.txt' is not a zip (parameter <imageOtherZip>, property lambda.image.otherZip)
        hint: package the function for the other architecture, and move the zip there""", image.property("lambda.image.otherZip", other.toString()).problem());
  }

  private void packaged() throws Exception {
    Staged.in(basedir);
    Staged.keepPlan(basedir, "provided.al2023");
    Staged.zip(basedir);
  }

  @Test
  void functionForAwssOwnJvmIsRefused() throws Exception {
    Staged.in(basedir);
    Staged.keepPlan(basedir, "java25");

    assertEquals("""
        the function was packaged for java25, whose JVM is only in AWS (goal lambda:image)
        hint: set <target>provided.al2023</target> and package again, or run its classes: mvn -f DIR lambda:serve""", image.problem().replaceFirst("-f \\S+", "-f DIR"));
  }

  @Test
  void zipForTheOtherArchitectureHasToHaveItsLayerBesideIt() throws Exception {
    Staged.withLayer(basedir);
    Staged.keepPlan(basedir, "provided.al2023");
    Staged.zip(basedir);
    LayerZip.write(
        basedir.resolve("target/opt/coldbrew"), basedir.resolve("target/hello-1.0-layer.zip"));
    Path other =
        Files.copy(basedir.resolve("target/hello-1.0.zip"), basedir.resolve("hello-arm64.zip"));
    image.property("lambda.image.otherZip", other.toString());

    assertEquals("""
        there is no zip of the layer at 'hello-arm64-layer.zip' (parameter <imageOtherZip>, property lambda.image.otherZip)
        hint: move the layer's zip for that architecture there, beside the function's""", image.problem());
  }

  @Test
  void tarThatCannotBeWrittenIsRefused() throws Exception {
    Files.createFile(basedir.resolve("pom.xml"));
    Staged.in(basedir);
    Staged.keepPlan(basedir, "provided.al2023");

    assertEquals("""
        'target' is a folder (parameter <imageTo>, property lambda.image.to)
        hint: -Dlambda.image.to=tar://target/image.tar""", image.property("lambda.image.to", "tar://target").problem());
    assertEquals("""
        'pom.xml' is a file, not a folder (parameter <imageTo>, property lambda.image.to)
        hint: choose another file: -Dlambda.image.to=tar://image.tar""", image.property("lambda.image.to", "tar://pom.xml/a.tar").problem());
  }

  @Test
  void isSkipped() throws Exception {
    assertEquals(
        "[INFO] Skipped", image.property("lambda.image.skip", "true").run().get(0));
  }

  @ParameterizedTest
  @CsvSource({
    ", 1980-01-01T00:00:00Z",
    "x, 1980-01-01T00:00:00Z",
    "2026-01-01T01:00:00+01:00, 2026-01-01T00:00:00Z",
    "1767225600, 2026-01-01T00:00:00Z"
  })
  void timeOfTheBuildIsThatOfTheImage(String text, String expected) {
    assertEquals(Instant.parse(expected), BuildTime.of(text));
  }

  @Test
  void textThatIsNoTimeIsRefused() {
    assertEquals(
        "'yesterday' is not a time (property project.build.outputTimestamp)\n"
            + "hint: set seconds since 1970, or a time such as 2026-01-01T00:00:00Z",
        assertThrows(ProblemException.class, () -> BuildTime.of("yesterday")).getMessage());
  }
}
