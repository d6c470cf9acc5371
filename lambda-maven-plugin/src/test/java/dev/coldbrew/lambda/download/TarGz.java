// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.download;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** A small archive, with whatever an archive may have in it. */
public final class TarGz {

  static final Instant TIME = Instant.parse("2026-04-21T00:00:00Z");

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final TarArchiveOutputStream tar;

  public TarGz() {
    try {
      tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A JDK as its file {@code release} and the head of its {@code bin/java} describe it. */
  public static byte[] jdk(String version, String machine) {
    return jdk(version, machine, machine);
  }

  public static byte[] jdk(String version, String machine, String machineOfJava) {
    return home(version, machine, machineOfJava).bytes();
  }

  /** The same with one more file. */
  public static byte[] jdkWith(String version, String machine, String name, byte[] content) {
    return home(version, machine, machine)
        .file(homeOf(version) + "/" + name, content, 0644)
        .bytes();
  }

  private static String homeOf(String version) {
    return "jdk-" + version.replaceFirst("-LTS$", "");
  }

  private static TarGz home(String version, String machine, String machineOfJava) {
    String home = homeOf(version);
    return new TarGz()
        .folder(home + "/")
        .file(home + "/release", release(version, machine), 0644)
        .file(home + "/bin/java", elf(machineOfJava), 0755)
        .file(home + "/bin/jlink", "#!/bin/sh\n".getBytes(StandardCharsets.US_ASCII), 0755);
  }

  static byte[] release(String version, String machine) {
    return """
        IMPLEMENTOR="Eclipse Adoptium"
        IMPLEMENTOR_VERSION="Temurin-%s"
        JAVA_RUNTIME_VERSION="%s"
        JAVA_VERSION="%s"
        LIBC="gnu"
        OS_ARCH="%s"
        OS_NAME="Linux"
        MODULES="java.base"
        """.formatted(version, version, version.replaceFirst("\\+.*", ""), machine)
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The header of a 64-bit program, and nothing after it. */
  static byte[] elf(String machine) {
    byte[] header = new byte[64];
    byte[] magic = {0x7f, 'E', 'L', 'F', 2, 1, 1};
    System.arraycopy(magic, 0, header, 0, magic.length);
    header[0x12] = (byte) (machine.equals("x86_64") ? 62 : 183);
    return header;
  }

  TarGz folder(String name) {
    return add(new TarArchiveEntry(name), new byte[0]);
  }

  public TarGz file(String name, byte[] content, int mode) {
    TarArchiveEntry entry = new TarArchiveEntry(name, true);
    entry.setSize(content.length);
    entry.setMode(mode);
    return add(entry, content);
  }

  public TarGz file(String name) {
    return file(name, name.getBytes(StandardCharsets.UTF_8), 0644);
  }

  TarGz symbolicLink(String name, String target) {
    return link(name, target, TarConstants.LF_SYMLINK);
  }

  TarGz hardLink(String name, String target) {
    return link(name, target, TarConstants.LF_LINK);
  }

  TarGz pipe(String name) {
    return add(new TarArchiveEntry(name, TarConstants.LF_FIFO), new byte[0]);
  }

  private TarGz link(String name, String target, byte kind) {
    TarArchiveEntry entry = new TarArchiveEntry(name, kind, true);
    entry.setLinkName(target);
    return add(entry, new byte[0]);
  }

  private TarGz add(TarArchiveEntry entry, byte[] content) {
    try {
      entry.setModTime(Date.from(TIME));
      tar.putArchiveEntry(entry);
      tar.write(content);
      tar.closeArchiveEntry();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public byte[] bytes() {
    try {
      tar.close();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
