// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.task;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes a jar whose bytes depend on nothing but what is put into it, and its order. */
final class JarWriter implements AutoCloseable {

  /** The earliest time that the format can hold without an extra field. */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0, 2);

  private final ZipOutputStream out;
  private final boolean compresses;

  JarWriter(Path jar, boolean compresses) throws IOException {
    OutputStream file = Files.newOutputStream(jar);
    this.out = new ZipOutputStream(file);
    this.compresses = compresses;
  }

  /** Stored like every empty entry of the JDK's own jar tool: compressed, it would take two bytes. */
  void putFolder(String name) throws IOException {
    store(new ZipEntry(name + "/"), new byte[0]);
  }

  void putFile(String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    if (!compresses) {
      store(entry, content);
      return;
    }
    entry.setTimeLocal(TIME);
    write(entry, content);
  }

  private void store(ZipEntry entry, byte[] content) throws IOException {
    CRC32 checksum = new CRC32();
    checksum.update(content);
    entry.setTimeLocal(TIME);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(checksum.getValue());
    write(entry, content);
  }

  private void write(ZipEntry entry, byte[] content) throws IOException {
    out.putNextEntry(entry);
    out.write(content);
    out.closeEntry();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
