// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coldbrew.lambda.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageLocationTest {

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
        "'" + text + "' is not the name of an image (parameter <imageTo>)\n"
            + "hint: name one in a registry, such as localhost:5000/hello:1.0; or tar://FILE, or"
            + " docker://NAME",
        problem.getMessage());
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
