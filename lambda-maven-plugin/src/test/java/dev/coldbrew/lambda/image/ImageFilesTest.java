// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ImageFilesTest {

  private final ImageFiles files = new ImageFiles();

  @Test
  void linksAreFollowed() throws Exception {
    add(new TarOfImage.Layer()
        .file("./usr/bin/bash")
        .link("./bin", "usr/bin")
        .link("./usr/bin/sh", "bash")
        .link("./usr/local/sh", "../bin/sh")
        .link("./absolute", "/bin/sh")
        .hardLink("./usr/bin/rbash", "./usr/bin/bash")
        .link("./broken", "usr/none")
        .link("./circle", "circle"));

    for (String path :
        List.of("usr/bin/bash", "bin/bash", "bin/sh", "usr/local/sh", "absolute", "bin/rbash")) {
      assertTrue(files.has(path), path);
    }
    for (String path : List.of("bin", "broken", "circle", "circle/bash", "usr/bin/zsh")) {
      assertFalse(files.has(path), path);
    }
  }

  @Test
  void upperLayerRemovesWhatALowerOneHas() throws Exception {
    add(new TarOfImage.Layer().file("bin/bash").file("etc/a").file("opt/b/c").file("opt/d"));
    add(new TarOfImage.Layer().file("bin/.wh.bash").file("opt/.wh..wh..opq").file("opt/e"));

    assertFalse(files.has("bin/bash"));
    assertFalse(files.has("opt/b/c"));
    assertFalse(files.has("opt/d"));
    assertTrue(files.has("etc/a"));
    assertTrue(files.has("opt/e"));
  }

  @Test
  @Timeout(20)
  void thousandsOfFoldersCanBeRemoved() throws Exception {
    TarOfImage.Layer lower = new TarOfImage.Layer();
    TarOfImage.Layer upper = new TarOfImage.Layer();
    for (int i = 0; i < 20_000; i++) {
      lower.file("opt/" + i + "/a").file("opt/" + i + "/b");
      upper.file("opt/.wh." + i);
    }
    add(lower.file("opt-b/a"));

    add(upper);

    assertFalse(files.has("opt/0/a"));
    assertFalse(files.has("opt/19999/b"));
    assertTrue(files.has("opt-b/a"));
  }

  @Test
  void folderThatIsRemovedTakesItsFilesAlong() throws Exception {
    add(new TarOfImage.Layer().file("lib/libc.so.6", new byte[] {1}).file("lib2/a"));
    add(new TarOfImage.Layer().file(".wh.lib"));

    assertFalse(files.has("lib/libc.so.6"));
    assertFalse(files.libcs().iterator().hasNext());
    assertTrue(files.has("lib2/a"));
  }

  @Test
  void libraryOfTheUpperLayerTakesThePlaceOfTheLower() throws Exception {
    add(new TarOfImage.Layer().file("lib64/libc.so.6", new byte[] {1}));
    add(new TarOfImage.Layer().file("lib64/libc.so.6", new byte[] {2}));

    List<Byte> first = new ArrayList<>();
    files.libcs().forEach(libc -> first.add(libc[0]));
    assertEquals(List.of((byte) 2), first);
    assertEquals(2, files.bytes(), "both are in the image");
  }

  @Test
  void librariesAreFoundWhereverTheyAre() throws Exception {
    add(new TarOfImage.Layer()
        .link("usr/lib64/libz.so.1", "libz.so.1.2.11")
        .file("usr/lib64/libz.so.1.2.11")
        .file("lib/ld-musl-x86_64.so.1"));

    assertTrue(files.hasLibrary("libz.so.1"));
    assertFalse(files.hasLibrary("libstdc++.so.6"));
    assertTrue(files.hasMusl());
  }

  private void add(TarOfImage.Layer layer) throws Exception {
    files.add(new ByteArrayInputStream(layer.bytes()));
  }
}
