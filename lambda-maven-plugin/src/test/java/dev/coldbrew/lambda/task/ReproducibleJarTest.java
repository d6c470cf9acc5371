// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.coldbrew.lambda.classpath.CompiledClasses;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.TimeZone;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReproducibleJarTest {

  @TempDir
  Path folder;

  @Test
  void manifestComesFirstThenTheFilesInOrder() throws IOException {
    try (JarFile jar = new JarFile(jar("a").toFile())) {
      assertEquals(
          List.of(
              "META-INF/",
              "META-INF/MANIFEST.MF",
              "META-INF/services/",
              "META-INF/services/x",
              "app/",
              "app/Hello.class",
              "b.txt"),
          jar.stream().map(ZipEntry::getName).toList());
      assertEquals("1.0", jar.getManifest().getMainAttributes().getValue("Manifest-Version"));
    }
  }

  @Test
  void aClassLoaderFindsItsFolders() throws IOException {
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar("a").toUri().toURL()}, null)) {
      for (String folder : List.of("META-INF", "META-INF/services/", "app", "app/")) {
        assertNotNull(loader.getResource(folder), folder);
      }
    }
  }

  @Test
  void manifestOfTheProjectIsKept() throws IOException {
    Path classes = Files.createDirectories(folder.resolve("classes/META-INF"));
    Files.writeString(
        classes.resolve("MANIFEST.MF"), "Manifest-Version: 1.0\nMulti-Release: true\n");

    try (JarFile jar = new JarFile(jar("a").toFile())) {
      assertEquals("true", jar.getManifest().getMainAttributes().getValue("Multi-Release"));
    }
  }

  @Test
  void sameClassesGiveTheSameBytesAnywhereAndAtAnyTime() throws IOException {
    byte[] first = Files.readAllBytes(jar("a"));
    Files.setLastModifiedTime(
        folder.resolve("classes/b.txt"), FileTime.fromMillis(1_000_000_000_000L));
    TimeZone home = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
      assertArrayEquals(first, Files.readAllBytes(jar("b")));
    } finally {
      TimeZone.setDefault(home);
    }
  }

  private Path jar(String name) throws IOException {
    Path classes = CompiledClasses.in(folder, "public class Hello {}");
    Files.createDirectories(classes.resolve("META-INF/services"));
    Files.writeString(classes.resolve("META-INF/services/x"), "y");
    Files.writeString(classes.resolve("b.txt"), "b");
    Path jar = folder.resolve(name + ".jar");
    ReproducibleJar.write(classes, jar);
    return jar;
  }
}
