// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFilesTest {

  private final ImageFiles files = new ImageFiles(10L << 30);

  @Test
  void linksAreFollowed() throws Exception {
    add(new TarOfImage.Layer()
        .file("./usr/bin/bash")
        .link("./bin", "usr/bin")
        .link("./usr/bin/sh", "bash")
        .link("./usr/local/sh", "../bin/sh")
        .link("./absolute", "/bin/sh")
        .link("./up", "usr/folder/../bin")
        .link("./usr/folder", "/opt/a/b")
        .file("./opt/a/bin/bash")
        .hardLink("./usr/bin/rbash", "./usr/bin/bash")
        .link("./broken", "usr/none")
        .link("./circle", "circle"));

    for (String path : List.of(
        "usr/bin/bash", "bin/bash", "bin/sh", "usr/local/sh", "absolute", "bin/rbash", "up/bash")) {
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

  /** Whiteouts may come after the files beside them, and hide only what lower layers have. */
  @Test
  void whiteoutsDoNotHideFilesOfTheirOwnLayer() throws Exception {
    add(new TarOfImage.Layer().file("bin/bash").file("opt/a/old").file("lib/old"));
    add(new TarOfImage.Layer()
        .file("bin/bash")
        .file("bin/.wh.bash")
        .file("opt/a/new")
        .file("opt/.wh.a")
        .file("lib/new")
        .file("lib/.wh..wh..opq"));

    assertTrue(files.has("bin/bash"));
    assertTrue(files.has("opt/a/new"));
    assertTrue(files.has("lib/new"));
    assertFalse(files.has("opt/a/old"));
    assertFalse(files.has("lib/old"));
  }

  @Test
  void whiteoutBeforeItsReplacementHidesTheLowerLayerOnly() throws Exception {
    add(new TarOfImage.Layer().file("lib/libc.so.6", new byte[] {1}).file("lib/old"));
    add(new TarOfImage.Layer().file(".wh.lib").file("lib/libc.so.6", new byte[] {2}));
    add(new TarOfImage.Layer().file("lib/more"));

    assertEquals(List.of((byte) 2), firstBytesOfLibcs());
    assertFalse(files.has("lib/old"));
    assertTrue(files.has("lib/more"));
  }

  @Test
  void whiteoutRemovesALinkAndNotItsTarget() throws Exception {
    add(new TarOfImage.Layer().file("usr/bin/bash").link("bin", "usr/bin"));
    add(new TarOfImage.Layer().file(".wh.bin"));

    assertFalse(files.has("bin/bash"));
    assertTrue(files.has("usr/bin/bash"));
  }

  /** A hard link is the file itself: it stays if the other name is removed or replaced. */
  @Test
  void hardLinkOutlivesItsTarget() throws Exception {
    add(new TarOfImage.Layer()
        .file("usr/lib/libc-2.31.so", new byte[] {1})
        .hardLink("usr/lib/libc.so.6", "./usr/lib/libc-2.31.so")
        .file("bin/bash"));
    add(new TarOfImage.Layer().hardLink("bin/sh", "bin/bash").link("bin/ksh", "bash"));
    add(new TarOfImage.Layer().file("bin/.wh.bash").file("usr/lib/.wh.libc-2.31.so"));

    assertTrue(files.has("bin/sh"));
    assertFalse(files.has("bin/ksh"));
    assertEquals(List.of((byte) 1), firstBytesOfLibcs());
  }

  @Test
  void hardLinkToALinkIsThatLink() throws Exception {
    add(new TarOfImage.Layer().file("bin/bash").link("bin/sh", "bash").hardLink("sh", "bin/sh"));

    assertFalse(files.has("sh"), "bash is not beside it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"usr/lib", "/usr/lib", "./usr/lib/", "bin/../usr/lib"})
  void upperLayerAddsToTheTargetOfALink(String target) throws Exception {
    add(new TarOfImage.Layer().file("usr/lib/a").file("bin/bash").link("lib", target));
    add(new TarOfImage.Layer().file("lib/b").file("lib/.wh.a"));

    assertTrue(files.has("usr/lib/b"));
    assertTrue(files.has("lib/b"));
    assertFalse(files.has("usr/lib/a"));
  }

  @Test
  void folderOfTheUpperLayerTakesThePlaceOfALink() throws Exception {
    add(new TarOfImage.Layer().file("usr/lib/libz.so.1").link("lib", "usr/lib"));
    add(new TarOfImage.Layer().folder("lib/").file("lib/b"));

    assertTrue(files.has("lib/b"));
    assertFalse(files.has("lib/libz.so.1"));
    assertFalse(files.has("usr/lib/b"));
    assertTrue(files.has("usr/lib/libz.so.1"));
  }

  @Test
  void folderOfTheUpperLayerKeepsTheFilesOfTheLower() throws Exception {
    add(new TarOfImage.Layer().folder("lib/").file("lib/a"));
    add(new TarOfImage.Layer().folder("lib/").file("lib/b"));

    assertTrue(files.has("lib/a"));
    assertTrue(files.has("lib/b"));
  }

  @Test
  void linkOrFileOfTheUpperLayerTakesThePlaceOfAFolder() throws Exception {
    add(new TarOfImage.Layer().file("usr/lib/b").file("lib/a").file("etc/a").file("usr/etc"));
    add(new TarOfImage.Layer().link("lib", "usr/lib").file("etc").hardLink("bin", "usr/etc"));

    assertFalse(files.has("lib/a"));
    assertTrue(files.has("lib/b"));
    assertTrue(files.has("etc"));
    assertFalse(files.has("etc/a"));
    assertTrue(files.has("bin"));
  }

  @Test
  void libraryWhoseTargetWasRemovedIsNotThere() throws Exception {
    add(new TarOfImage.Layer()
        .link("lib/libz.so.1", "libz.so.1.3")
        .file("lib/libz.so.1.3")
        .link("lib/ld-musl-x86_64.so.1", "libmusl.so")
        .file("lib/libmusl.so"));
    assertTrue(files.hasLibrary("libz.so.1") && files.hasMusl());

    add(new TarOfImage.Layer().file("lib/.wh.libz.so.1.3").file("lib/.wh.libmusl.so"));

    assertFalse(files.hasLibrary("libz.so.1"));
    assertFalse(files.hasMusl());
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

    assertEquals(List.of((byte) 2), firstBytesOfLibcs());
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

  @Test
  void layersThatUnpackToMoreThanTheLimitAreNotReadOn() throws Exception {
    ImageFiles small = new ImageFiles(2_000);
    small.add(new ByteArrayInputStream(
        new TarOfImage.Layer().file("a", new byte[1_000]).bytes()));

    assertThrows(
        ImageFiles.TooLargeException.class,
        () -> small.add(new ByteArrayInputStream(
            new TarOfImage.Layer().file("b", new byte[1_001]).bytes())));
  }

  /** What its header says is enough. */
  @Test
  void fileThatIsTooLargeIsNotEvenRead() throws Exception {
    byte[] header = new TarOfImage.Layer().header("a", 11L << 30);

    assertThrows(
        ImageFiles.TooLargeException.class, () -> files.add(new ByteArrayInputStream(header)));
  }

  @Test
  @Timeout(20)
  void layerOfCountlessEmptyEntriesIsNotReadOn() throws Exception {
    TarOfImage.Layer layer = new TarOfImage.Layer();
    for (int i = 0; i < 1_000; i++) {
      layer.file("f");
    }

    assertThrows(
        ImageFiles.TooLargeException.class,
        () -> new ImageFiles(100_000).add(new ByteArrayInputStream(layer.bytes())));
  }

  @Test
  void libcThatIsTooLargeIsNotRead() throws Exception {
    assertEquals(
        "lib/libc.so.6 has 200 MB",
        assertThrows(
                IOException.class,
                () -> files.add(new ByteArrayInputStream(
                    new TarOfImage.Layer().header("lib/libc.so.6", 200L << 20))))
            .getMessage());
  }

  private List<Byte> firstBytesOfLibcs() {
    List<Byte> first = new ArrayList<>();
    files.libcs().forEach(libc -> first.add(libc[0]));
    return first;
  }

  private void add(TarOfImage.Layer layer) throws Exception {
    files.add(new ByteArrayInputStream(layer.bytes()));
  }
}
