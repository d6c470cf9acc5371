// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuiltImagesTest {

  @TempDir
  Path folder;

  @Test
  void isReadAsItWasWritten() throws Exception {
    Path file = folder.resolve("target/image.json");
    BuiltImages images = new BuiltImages(
        "localhost:5000/hello:1.0",
        "sha256:0",
        List.of(new BuiltImages.One("x86_64", "localhost:5000/hello@sha256:0")));

    images.write(file);

    assertEquals("""
        {
          "target": "localhost:5000/hello:1.0",
          "digest": "sha256:0",
          "images": [
            {
              "architecture": "x86_64",
              "image": "localhost:5000/hello@sha256:0"
            }
          ]
        }
        """, Files.readString(file));
    assertEquals(Optional.of(images), BuiltImages.read(file));
    assertEquals(Optional.empty(), BuiltImages.read(folder.resolve("none")));
  }
}
