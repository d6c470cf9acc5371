// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.image;

import com.google.gson.Gson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** An image in a tar, as Jib writes one. */
final class TarOfImage {

  private final String configuration;
  private final List<byte[]> layers = new ArrayList<>();

  TarOfImage(String architecture, String entryPoint) {
    this(architecture, entryPoint, List.of());
  }

  /** @param variables its environment, such as {@code PATH=/bin} */
  TarOfImage(String architecture, String entryPoint, List<String> variables) {
    configuration = """
        {"architecture": "%s", "os": "linux", "config": {"Entrypoint": %s, "Env": %s}}""".formatted(architecture, entryPoint, new Gson().toJson(variables));
  }

  TarOfImage layer(Layer layer) throws IOException {
    return layer(layer.bytes());
  }

  /** With that content, compressed with gzip. */
  TarOfImage layer(byte[] content) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(content);
    }
    return compressedLayer(compressed.toByteArray());
  }

  /** With these bytes as they are. */
  TarOfImage compressedLayer(byte[] compressed) {
    layers.add(compressed);
    return this;
  }

  Path writeTo(Path file) throws IOException {
    try (OutputStream bytes = Files.newOutputStream(file);
        TarArchiveOutputStream out = new TarArchiveOutputStream(bytes)) {
      for (int i = 0; i < layers.size(); i++) {
        put(out, i + ".tar.gz", layers.get(i));
      }
      put(out, "config.json", configuration.getBytes(StandardCharsets.UTF_8));
      put(out, "manifest.json", "[]".getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }

  private static void put(TarArchiveOutputStream out, String name, byte[] content)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(content.length);
    out.putArchiveEntry(entry);
    out.write(content);
    out.closeArchiveEntry();
  }

  /** One of its layers. */
  static final class Layer {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream out = new TarArchiveOutputStream(bytes);

    Layer file(String name, byte[] content) throws IOException {
      put(out, name, content);
      return this;
    }

    Layer file(String name) throws IOException {
      return file(name, new byte[0]);
    }

    /** Its name ends with a slash. */
    Layer folder(String name) throws IOException {
      out.putArchiveEntry(new TarArchiveEntry(name));
      out.closeArchiveEntry();
      return this;
    }

    /** The beginning of a layer, with a file of that size that does not follow. */
    byte[] header(String name, long size) throws IOException {
      TarArchiveEntry entry = new TarArchiveEntry(name);
      entry.setSize(size);
      out.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_STAR);
      out.putArchiveEntry(entry);
      out.flush();
      return Arrays.copyOf(bytes.toByteArray(), 512);
    }

    Layer link(String name, String target) throws IOException {
      return link(name, target, TarConstants.LF_SYMLINK);
    }

    Layer hardLink(String name, String target) throws IOException {
      return link(name, target, TarConstants.LF_LINK);
    }

    private Layer link(String name, String target, byte kind) throws IOException {
      TarArchiveEntry entry = new TarArchiveEntry(name, kind);
      entry.setLinkName(target);
      out.putArchiveEntry(entry);
      out.closeArchiveEntry();
      return this;
    }

    byte[] bytes() throws IOException {
      out.finish();
      return bytes.toByteArray();
    }
  }
}
