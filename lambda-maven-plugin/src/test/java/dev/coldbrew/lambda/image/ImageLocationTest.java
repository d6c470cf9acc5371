// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coldbrew.lambda.problem.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageLocationTest {

  @TempDir
  Path folder;

  @ParameterizedTest
  @CsvSource({
    "hello, REGISTRY, hello",
    "localhost:5000/hello:1.0, REGISTRY, localhost:5000/hello:1.0",
    "registry://localhost:5000/hello, REGISTRY, localhost:5000/hello",
    "tar://some/base.tar, TAR, some/base.tar",
    "tar:///some/base.tar, TAR, /some/base.tar",
    "docker://hello:1.0, DAEMON, hello:1.0"
  })
  void kindIsInFrontOfTheName(String text, ImageLocation.Kind kind, String name) {
    assertEquals(new ImageLocation(kind, name), ImageLocation.of(text, ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tar://", "docker:// ", "https://localhost:5000/hello", ""})
  void textThatNamesNoImageIsRefused(String text) {
    ProblemException problem =
        assertThrows(ProblemException.class, () -> ImageLocation.of(text, "parameter <imageTo>"));

    assertEquals(
        "'" + text + "' is not an image name (parameter <imageTo>)\n"
            + "hint: name one in a registry, such as localhost:5000/hello:1.0; or tar://FILE, or"
            + " docker://NAME",
        problem.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:5060/Hello:1.0, localhost:5060/hello:1.0",
    "localhost:5060/he llo:1.0, localhost:5060/he-llo:1.0",
    "localhost:5060/hello:, localhost:5060/hello:1.0",
    "localhost:5060/hello:1.0:2, localhost:5060/hello:1.0-2",
    "localhost:5060/-team-/Hello_World, localhost:5060/team/hello-world:1.0",
    "123456789012.dkr.ecr.us-east-1.amazonaws.com/Hello:v1+2, 123456789012.dkr.ecr.us-east-1.amazonaws.com/hello:v1-2",
    "docker://Hello:1.0, docker://hello:1.0",
    "a_b:5000/hello, localhost:5000/hello:1.0",
    "hello@sha256:, hello:1.0"
  })
  void wrongNameIsRefusedWithARightOneLikeIt(String text, String like) {
    assertEquals(
        "'" + text + "' is not an image name (parameter <imageTo>)\n"
            + "hint: set a name like " + like
            + ", with a repository in lower case, and a tag after the last colon",
        assertThrows(ProblemException.class, () -> ImageLocation.of(text, "parameter <imageTo>"))
            .getMessage());
    assertEquals(like, ImageLocation.of(like, "").toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"base.tar", "../base.tar", "./base", "/tmp/base.tar", "target/image.tar", "../base"
      })
  void pathWithoutTarIsRefused(String text) {
    assertEquals(
        "'" + text
            + "' is a file, but without tar:// it would name an image in a registry (parameter <imageTo>)\n"
            + "hint: set tar://" + text,
        assertThrows(ProblemException.class, () -> ImageLocation.of(text, "parameter <imageTo>"))
            .getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost/base.tar", "example.org/base.tar", "registry://base.tar"})
  void nameThatOnlyEndsLikeAPathIsTaken(String text) {
    assertEquals(text.replace("registry://", ""), ImageLocation.of(text, "").toString());
  }

  @Test
  void pathStartsAtTheProjectsFolder() throws Exception {
    Path project = Files.createDirectory(folder.resolve("project"));
    Path link = Files.createSymbolicLink(
        Files.createDirectory(folder.resolve("links")).resolve("link"), project);

    assertEquals(
        "tar://" + folder.toRealPath().resolve("base.tar"),
        ImageLocation.of("tar://../base.tar", link, "").toString());
    assertEquals("debian", ImageLocation.of("debian", project, "").toString());
    Files.createFile(project.resolve("debian"));
    assertEquals(
        "'debian' is a file, but without tar:// it would name an image in a registry (here)\n"
            + "hint: set tar://debian",
        assertThrows(ProblemException.class, () -> ImageLocation.of("debian", project, "here"))
            .getMessage());
    assertEquals("debian", ImageLocation.of("registry://debian", project, "").toString());
  }

  @Test
  void targetIsNotWhatTheImageIsMadeFrom() throws Exception {
    Path base = Files.createFile(folder.resolve("base.tar"));
    Path link = Files.createSymbolicLink(folder.resolve("link.tar"), base);
    Path other = Files.createFile(folder.resolve("other.tar"));
    List<Path> inputs = List.of(folder.resolve("none.zip"), base);

    for (Path same :
        List.of(base, link, folder.resolve("../" + folder.getFileName() + "/base.tar"))) {
      ImageLocation target = new ImageLocation(ImageLocation.Kind.TAR, same.toString());
      assertEquals(
          "'tar://" + same + "' is what the image is made from, which it would overwrite (here)\n"
              + "hint: name another file: -Dlambda.image.to=tar://target/image.tar",
          assertThrows(ProblemException.class, () -> target.requireNone(inputs, "here"))
              .getMessage());
    }
    for (Path free : List.of(other, folder.resolve("new.tar"))) {
      ImageLocation target = new ImageLocation(ImageLocation.Kind.TAR, free.toString());
      assertEquals(target, target.requireNone(inputs, "here"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:5000/hello:1.0, localhost:5000/hello, 1.0",
    "localhost:5000/hello, localhost:5000/hello, latest",
    "hello:1.0, hello, 1.0",
    "localhost:5000/hello:1.0@sha256:ab, localhost:5000/hello, 1.0",
    "localhost:5000/hello@sha256:ab, localhost:5000/hello, latest"
  })
  void tagIsBehindTheLastColon(String text, String repository, String tag) {
    ImageLocation location = ImageLocation.of(text, "");

    assertEquals(repository, location.repository());
    assertEquals(tag, location.tag());
    assertEquals(repository + ":2", location.withTag("2").name());
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:5000/hello@sha256:ab, localhost:5000/hello:latest",
    "localhost:5000/hello:1.0@sha256:ab, localhost:5000/hello:1.0",
    "docker://hello@sha256:ab, docker://hello:latest"
  })
  void digestIsNoNameForWhatIsToBeWritten(String text, String tagged) {
    ImageLocation location = ImageLocation.of(text, "");

    assertEquals(
        "'" + text + "' names an image by its digest, which the image does not have yet"
            + " (parameter <imageTo>)\nhint: name it by a tag, such as " + tagged,
        assertThrows(ProblemException.class, () -> location.requireNoDigest("parameter <imageTo>"))
            .getMessage());
    assertEquals(tagged, ImageLocation.of(tagged, "").requireNoDigest("").toString());
  }

  @ParameterizedTest
  @CsvSource({
    "localhost/hello, true",
    "localhost:5000/hello, true",
    "127.0.0.1:5000/hello, true",
    "[::1]:5000/hello, true",
    "localhost.example.org/hello, false",
    "127.0.0.1.example.org/hello, false",
    "example.org/localhost/hello, false",
    "tar://localhost/hello, false",
    "hello, false"
  })
  void registryOfThisMachineIsRecognized(String text, boolean expected) {
    assertEquals(expected, ImageLocation.of(text, "").isOnLoopback());
  }

  @Test
  void isWrittenAsItWasRead() {
    for (String text : new String[] {"tar://a.tar", "docker://a", "localhost:5000/a:1"}) {
      assertEquals(text, ImageLocation.of(text, "").toString());
    }
  }
}
