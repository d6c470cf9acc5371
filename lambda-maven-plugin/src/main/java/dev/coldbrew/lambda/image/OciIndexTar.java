// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.image;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.coldbrew.lambda.file.Digest;
import dev.coldbrew.lambda.jvm.Architecture;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Writes images for several architectures to one tar, as an OCI image layout: the blobs of all
 * images, an index of their manifests, and {@code index.json}, which refers to the index.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/image-layout.md">OCI Image
 *     Layout</a>
 */
final class OciIndexTar {

  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();
  private static final String INDEX = "index.json";
  private static final String MEDIA_TYPE = "application/vnd.oci.image.index.v1+json";

  private final TarArchiveOutputStream out;
  private final Set<String> written = new HashSet<>();
  private final JsonArray manifests = new JsonArray();

  private OciIndexTar(TarArchiveOutputStream out) {
    this.out = out;
  }

  /**
   * Merges tars that contain one image each.
   *
   * @param name the name of the index
   * @return the digest of the index
   */
  static String write(Map<Architecture, Path> tars, String name, Path file) throws IOException {
    try (TarArchiveOutputStream out =
        new TarArchiveOutputStream(Files.newOutputStream(file), "UTF-8")) {
      OciIndexTar joined = new OciIndexTar(out);
      for (Map.Entry<Architecture, Path> tar : tars.entrySet()) {
        joined.add(tar.getValue(), tar.getKey());
      }
      return joined.finish(name);
    }
  }

  private void add(Path tar, Architecture architecture) throws IOException {
    try (InputStream file = new BufferedInputStream(Files.newInputStream(tar));
        TarArchiveInputStream in = new TarArchiveInputStream(file)) {
      for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (entry.getName().equals(INDEX)) {
          addManifest(new String(in.readAllBytes(), StandardCharsets.UTF_8), architecture);
        } else if (entry.isFile() && written.add(entry.getName())) {
          begin(entry.getName(), entry.getSize());
          in.transferTo(out);
          out.closeArchiveEntry();
        }
      }
    }
  }

  private void addManifest(String index, Architecture architecture) {
    JsonObject manifest = JsonParser.parseString(index)
        .getAsJsonObject()
        .getAsJsonArray("manifests")
        .get(0)
        .getAsJsonObject();
    manifest.remove("annotations");
    JsonObject platform = new JsonObject();
    platform.addProperty("architecture", architecture.imageName());
    platform.addProperty("os", "linux");
    manifest.add("platform", platform);
    manifests.add(manifest);
  }

  private String finish(String name) throws IOException {
    byte[] index = json(manifests);
    String hash = Digest.of(index);
    write("blobs/sha256/" + hash, index);
    JsonObject descriptor = new JsonObject();
    descriptor.addProperty("mediaType", MEDIA_TYPE);
    descriptor.addProperty("digest", "sha256:" + hash);
    descriptor.addProperty("size", index.length);
    JsonObject annotations = new JsonObject();
    annotations.addProperty("org.opencontainers.image.ref.name", name);
    descriptor.add("annotations", annotations);
    JsonArray one = new JsonArray();
    one.add(descriptor);
    write(INDEX, json(one));
    return "sha256:" + hash;
  }

  private static byte[] json(JsonArray manifests) {
    JsonObject index = new JsonObject();
    index.addProperty("schemaVersion", 2);
    index.addProperty("mediaType", MEDIA_TYPE);
    index.add("manifests", manifests);
    return GSON.toJson(index).getBytes(StandardCharsets.UTF_8);
  }

  private void write(String name, byte[] content) throws IOException {
    begin(name, content.length);
    out.write(content);
    out.closeArchiveEntry();
  }

  private void begin(String name, long size) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(size);
    entry.setModTime(0L);
    out.putArchiveEntry(entry);
  }
}
