// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coldbrew.lambda.process.Tool;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class NativeNeedsTest {

  @TempDir
  Path image;

  @Test
  void newestGlibcIsNamedWithTheFileThatNeedsIt() throws Exception {
    Files.createDirectory(image.resolve("bin"));
    Files.copy(Doctored.JAVA_HOME.resolve("bin/java"), image.resolve("bin/java"));
    Files.createDirectory(image.resolve("lib"));
    Files.createFile(image.resolve("lib/modules"));
    Doctored.libjava().needingGlibc("2.99").writeTo(image.resolve("lib/libjava.so"));

    NativeNeeds needs = NativeNeeds.of(image);

    assertEquals(Optional.of(Architecture.of(null)), needs.architecture());
    assertEquals(Version.parse("2.99"), needs.glibc());
    assertEquals("lib/libjava.so", needs.glibcFile());
  }

  @Test
  void libraryThatIsNeitherInTheImageNorGlibcsIsNeeded() throws Exception {
    Doctored.libjava().needing("libz.so.1").writeTo(image.resolve("lib/libjava.so"));
    Doctored.libjava().needing("libz.so.2").writeTo(image.resolve("lib/liblcms.so"));
    Doctored.libjava().needing("libawt.so").writeTo(image.resolve("lib/libfonts.so"));
    Doctored.libjava().needing("libawt.so").writeTo(image.resolve("lib/libawt.so"));

    assertEquals(Map.of("libz.so.1", "lib/libjava.so"), NativeNeeds.of(image).libraries());
  }

  @Test
  void outsideLibraryCountsUnlessTheSystemLoadsItsOwn() throws Exception {
    Doctored.libjava().needing("libs.so.6").writeTo(image.resolve("lib/libjava.so"));
    Files.createDirectory(image.resolve("lib/outside"));
    Doctored.libjava()
        .needingGlibc("2.99")
        .needing("libz.so.1")
        .writeTo(image.resolve("lib/outside/libs.so.6"));

    NativeNeeds all = NativeNeeds.of(image);
    NativeNeeds own = NativeNeeds.of(image, "libs.so.6"::equals);

    assertEquals(Version.parse("2.99"), all.glibc());
    assertTrue(all.isOfOutside());
    assertEquals(Map.of("libz.so.1", "lib/outside/libs.so.6"), all.libraries());
    assertEquals("lib/libjava.so", own.glibcFile());
    assertFalse(own.isOfOutside());
    assertEquals(Map.of(), own.libraries());
  }

  @Test
  void folderWithoutAJvmIsOfNoArchitecture() throws Exception {
    assertEquals(Optional.empty(), NativeNeeds.of(image).architecture());
  }

  @Test
  void glibcsVersionIsTheOneThatItNames() throws Exception {
    Path libc = Path.of("/lib/x86_64-linux-gnu/libc.so.6");
    Path getconf = Path.of("/usr/bin/getconf");
    assumeTrue(Files.isRegularFile(libc) && Files.isExecutable(getconf));
    String version = new Tool("getconf", List.of(getconf.toString(), "GNU_LIBC_VERSION"))
        .run(image.resolve("getconf.log"), Duration.ofSeconds(30))
        .strip();

    assertEquals(
        version, "glibc " + NativeNeeds.glibcOf(Files.readAllBytes(libc)).orElseThrow());
  }

  @Test
  void librariesOfOthersAreNoGlibc() throws Exception {
    assertEquals(Optional.empty(), NativeNeeds.glibcOf(new byte[0]));
    assertEquals(
        Optional.empty(),
        NativeNeeds.glibcOf(Files.readAllBytes(Doctored.JAVA_HOME.resolve("lib/libjava.so"))));
  }
}
