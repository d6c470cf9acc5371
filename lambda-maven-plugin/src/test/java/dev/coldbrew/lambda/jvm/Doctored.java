// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.V17;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.ClassWriter;

/** Copies of the running JDK's own libraries that pretend to be of another machine or glibc. */
public final class Doctored {

  static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

  private byte[] bytes;

  private Doctored(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A small one that needs libjvm.so and glibc, and nothing else. */
  public static Doctored libjava() throws IOException {
    return new Doctored(Files.readAllBytes(JAVA_HOME.resolve("lib/libjava.so")));
  }

  /** Every "GLIBC_2.dd" in it becomes the one given, of the same length. */
  public Doctored needingGlibc(String version) {
    return replaced("GLIBC_2\\.\\d\\d", "GLIBC_" + version);
  }

  Doctored needing(String soname) {
    return replaced("libjvm\\.so", soname);
  }

  Doctored forAarch64() {
    bytes[0x12] = (byte) 183;
    return this;
  }

  private Doctored replaced(String pattern, String text) {
    String latin1 = new String(bytes, StandardCharsets.ISO_8859_1);
    bytes = Pattern.compile(pattern)
        .matcher(latin1)
        .replaceAll(text)
        .getBytes(StandardCharsets.ISO_8859_1);
    return this;
  }

  public Path writeTo(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes);
  }

  /** A java.base.jmod with no more in it than the class that says which build it is. */
  static Path baseJmod(Path file, String build) throws IOException {
    ClassWriter versionProps = new ClassWriter(0);
    versionProps.visit(V17, 0, "java/lang/VersionProps", null, "java/lang/Object", null);
    versionProps.visitField(ACC_STATIC, "java_runtime_version", "Ljava/lang/String;", null, build);
    versionProps.visitEnd();
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(new byte[] {'J', 'M', 1, 0});
      ZipOutputStream zip = new ZipOutputStream(out);
      zip.putNextEntry(new ZipEntry("classes/java/lang/VersionProps.class"));
      zip.write(versionProps.toByteArray());
      zip.closeEntry();
      zip.finish();
    }
    return file;
  }

  /** A folder that looks like the home of a JDK. */
  static Path home(Path home, String... release) throws IOException {
    Files.createDirectories(home.resolve("bin"));
    Files.write(home.resolve("release"), java.util.List.of(release));
    return home;
  }

  /** The same, with jlink and a folder for modules. */
  static Path jdk(Path home, String version) throws IOException {
    home(home, "JAVA_VERSION=\"" + version + "\"", "OS_NAME=\"Linux\"", "OS_ARCH=\"x86_64\"");
    Files.createFile(home.resolve("bin/jlink"));
    Files.createDirectory(home.resolve("jmods"));
    return home;
  }
}
