// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coldbrew.lambda.file.Permissions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ImageManifestTest {

  @TempDir
  Path folder;

  private Path image;
  private Path manifest;
  private Path library;

  @BeforeEach
  void setUp() throws Exception {
    image = folder.resolve("image");
    manifest = folder.resolve("manifest");
    library = image.resolve("lib/server/libjvm.so");
    Files.createDirectories(library.getParent());
    Files.writeString(library, "0123456789");
    Files.createDirectories(image.resolve("conf"));
    ImageManifest.write(image, manifest);
  }

  @Test
  void untouchedImageHolds() throws Exception {
    assertTrue(holds());
  }

  @Test
  void truncatedFileDoesNotHold() throws Exception {
    Files.writeString(library, "01234");

    assertFalse(holds());
  }

  @Test
  void extraBytesDoNotHold() throws Exception {
    Files.writeString(library, "x", StandardOpenOption.APPEND);

    assertFalse(holds());
  }

  @Test
  void changedByteDoesNotHold() throws Exception {
    Files.writeString(library, "0123456780");

    assertFalse(holds());
  }

  @Test
  void missingFileDoesNotHold() throws Exception {
    Files.delete(library);

    assertFalse(holds());
  }

  @Test
  void missingFolderDoesNotHold() throws Exception {
    Files.delete(image.resolve("conf"));

    assertFalse(holds());
  }

  @Test
  void additionalFileDoesNotHold() throws Exception {
    Files.createFile(image.resolve("lib/libevil.so"));

    assertFalse(holds());
  }

  @Test
  void otherModeDoesNotHold() throws Exception {
    Permissions.setExecutable(library);

    assertFalse(holds());
  }

  @Test
  @Timeout(60)
  void linkInPlaceOfAFileDoesNotHoldWhereverItLeads() throws Exception {
    for (Path target : List.of(Files.move(library, folder.resolve("same")), Path.of("/dev/zero"))) {
      Files.deleteIfExists(library);
      Files.createSymbolicLink(library, target);

      assertFalse(holds());
    }
    Files.delete(library);
  }

  @Test
  void imageWithoutManifestDoesNotHold() throws Exception {
    Files.delete(manifest);

    assertFalse(holds());
  }

  @Test
  @Timeout(60)
  void manifestThatIsADeviceDoesNotHold() throws Exception {
    Files.delete(manifest);
    Files.createSymbolicLink(manifest, Path.of("/dev/zero"));

    assertFalse(holds());
    Files.delete(manifest);
  }

  @Test
  void truncatedManifestDoesNotHold() throws Exception {
    List<String> lines = Files.readAllLines(manifest);
    Files.write(manifest, lines.subList(0, lines.size() - 1));

    assertFalse(holds());
  }

  @Test
  void manifestOfAnyOtherBytesDoesNotHold() throws Exception {
    Files.write(manifest, new byte[] {(byte) 0xff, 0, (byte) 0xfe});

    assertFalse(holds());
  }

  private boolean holds() throws Exception {
    return ImageManifest.holds(image, manifest);
  }
}
