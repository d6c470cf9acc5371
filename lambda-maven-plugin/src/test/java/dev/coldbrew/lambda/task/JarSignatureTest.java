// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coldbrew.lambda.classpath.CompiledClasses;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A jar that the JDK's own tools have signed. */
class JarSignatureTest {

  @TempDir
  Path folder;

  private Path plain;
  private Path signed;
  private Path unsigned;

  @BeforeEach
  void sign() throws Exception {
    Path classes = CompiledClasses.in(folder, "public class Hello {}");
    Files.createDirectories(classes.resolve("META-INF/services"));
    Files.writeString(classes.resolve("META-INF/services/app.Service"), "app.Hello\n");
    Files.writeString(classes.resolve("META-INF/MANIFEST.MF"), """
        Manifest-Version: 1.0
        Automatic-Module-Name: app.hello

        Name: app/
        Sealed: true

        """);
    plain = folder.resolve("plain.jar");
    ReproducibleJar.write(classes, plain);
    signed = Files.copy(plain, folder.resolve("signed.jar"));
    Path keys = folder.resolve("keys");
    tool(
        "keytool",
        "-genkeypair",
        "-alias",
        "it",
        "-keyalg",
        "EC",
        "-dname",
        "CN=it",
        "-keystore",
        keys.toString(),
        "-storepass",
        "secret");
    tool(
        "jarsigner", "-keystore", keys.toString(), "-storepass", "secret", signed.toString(), "it");
    unsigned = folder.resolve("unsigned.jar");
    StagedJar.write(signed, unsigned, false, true);
  }

  @Test
  void jarIsSignedThatHasASignatureFile() throws Exception {
    assertFalse(JarSignature.isIn(plain));
    assertTrue(JarSignature.isIn(signed));
    assertFalse(JarSignature.isIn(unsigned));
  }

  @Test
  void allElseIsLeft() throws Exception {
    assertEquals(names(plain), names(unsigned));
    for (String name : names(plain)) {
      if (!name.equals(JarFile.MANIFEST_NAME)) {
        assertArrayEquals(content(plain, name), content(unsigned, name), name);
      }
    }
  }

  @Test
  void manifestLosesItsDigestsAlone() throws Exception {
    try (JarFile before = new JarFile(signed.toFile());
        JarFile jar = new JarFile(unsigned.toFile())) {
      assertEquals(3, before.getManifest().getEntries().size());
      assertEquals(
          "app.hello", jar.getManifest().getMainAttributes().getValue("Automatic-Module-Name"));
      assertEquals(1, jar.getManifest().getEntries().size());
      assertEquals("true", jar.getManifest().getAttributes("app/").getValue("Sealed"));
      assertNull(jar.getManifest().getAttributes("app/Hello.class"));
    }
  }

  @Test
  void bytesAreTheSameEachTime() throws Exception {
    Path again = folder.resolve("again.jar");
    StagedJar.write(signed, again, false, true);

    assertEquals(-1, Files.mismatch(unsigned, again));
  }

  private static List<String> names(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream().map(ZipEntry::getName).sorted().toList();
    }
  }

  private static byte[] content(Path jar, String name) throws IOException {
    try (JarFile file = new JarFile(jar.toFile());
        InputStream in = file.getInputStream(file.getEntry(name))) {
      return in.readAllBytes();
    }
  }

  private static void tool(String name, String... arguments) throws Exception {
    Path program = Path.of(System.getProperty("java.home"), "bin", name);
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    assertEquals(0, process.waitFor(), output);
  }
}
