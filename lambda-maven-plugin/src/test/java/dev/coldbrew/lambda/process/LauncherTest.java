// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class LauncherTest {

  @Test
  void commandIsSplitAtBlanksOutsideQuotes() {
    Launcher launcher = Launcher.of(" qemu-aarch64-static  -L \"/a root\" -E 'A=b c' ");

    assertEquals(
        List.of("qemu-aarch64-static", "-L", "/a root", "-E", "A=b c"), launcher.command());
    assertEquals("qemu-aarch64-static -L '/a root' -E 'A=b c'", launcher.toString());
    assertFalse(launcher.isDirect());
  }

  @Test
  void quotesMayBeInsideAWord() {
    assertEquals(
        List.of("qemu", "--root=/a root", "", "5\""),
        Launcher.of("qemu --root=\"/a root\" '' 5\"").command());
  }

  @Test
  void programComesBehindIt() {
    assertEquals(
        List.of("qemu", "bin/java", "-version"),
        Launcher.of("qemu").start(Path.of("bin/java"), List.of("-version")));
    assertEquals(
        List.of("bin/java", "-version"),
        Launcher.DIRECT.start(Path.of("bin/java"), List.of("-version")));
  }

  @Test
  void missingOneStartsNothingDirectly() {
    Launcher launcher = Launcher.missing("no qemu", "install it");

    assertTrue(launcher.isMissing());
    assertFalse(launcher.isDirect());
    assertTrue(Launcher.DIRECT.isDirect());
  }
}
