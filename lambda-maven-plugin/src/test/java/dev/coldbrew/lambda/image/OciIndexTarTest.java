// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.coldbrew.lambda.file.Digest;
import dev.coldbrew.lambda.jvm.Architecture;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OciIndexTarTest {

  private static final String LAYOUT = "{\"imageLayoutVersion\": \"1.0.0\"}";

  @TempDir
  Path folder;

  @Test
  void indexLeadsToTheImagesOfBothArchitectures() throws Exception {
    Path joined = folder.resolve("joined.tar");

    String digest = OciIndexTar.write(tars(), "hello:1.0", joined);

    Map<String, String> files = read(joined);
    assertEquals(
        List.of("blobs/sha256/common", "blobs/sha256/one", "blobs/sha256/two"),
        files.keySet().stream()
            .filter(name -> name.matches("blobs/sha256/[a-z]+"))
            .toList());
    assertEquals(LAYOUT, files.get("oci-layout"));
    JsonObject first = manifest(files.get("index.json"), 0);
    assertEquals(digest, first.get("digest").getAsString());
    assertEquals(
        "hello:1.0",
        first
            .getAsJsonObject("annotations")
            .get("org.opencontainers.image.ref.name")
            .getAsString());
    String index = files.get("blobs/" + digest.replace(':', '/'));
    assertEquals(digest, "sha256:" + Digest.of(index.getBytes(StandardCharsets.UTF_8)));
    assertEquals(index.length(), first.get("size").getAsInt());
    assertEquals(
        JsonParser.parseString(
            "{\"digest\": \"sha256:one\", \"platform\": {\"architecture\": \"amd64\", \"os\": \"linux\"}}"),
        manifest(index, 0));
    assertEquals(
        JsonParser.parseString(
            "{\"digest\": \"sha256:two\", \"platform\": {\"architecture\": \"arm64\", \"os\": \"linux\"}}"),
        manifest(index, 1));
  }

  @Test
  void sameImagesGiveTheSameBytes() throws Exception {
    Path one = folder.resolve("one.tar");
    Path two = folder.resolve("two.tar");

    OciIndexTar.write(tars(), "hello:1.0", one);
    OciIndexTar.write(tars(), "hello:1.0", two);

    assertEquals(-1, Files.mismatch(one, two));
  }

  private Map<Architecture, Path> tars() throws IOException {
    Map<Architecture, Path> tars = new LinkedHashMap<>();
    tars.put(Architecture.X86_64, tar("one"));
    tars.put(Architecture.ARM64, tar("two"));
    return tars;
  }

  private Path tar(String manifest) throws IOException {
    Path file = folder.resolve("of-" + manifest + ".tar");
    try (OutputStream bytes = Files.newOutputStream(file);
        TarArchiveOutputStream out = new TarArchiveOutputStream(bytes)) {
      put(out, "blobs/sha256/common", "the base image's");
      put(out, "blobs/sha256/" + manifest, manifest);
      put(out, "oci-layout", LAYOUT);
      put(
          out,
          "index.json",
          "{\"manifests\": [{\"digest\": \"sha256:%s\", \"annotations\": {}}]}"
              .formatted(manifest));
    }
    return file;
  }

  private static void put(TarArchiveOutputStream out, String name, String text) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(text.length());
    out.putArchiveEntry(entry);
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.closeArchiveEntry();
  }

  private static Map<String, String> read(Path tar) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (InputStream bytes = Files.newInputStream(tar);
        TarArchiveInputStream in = new TarArchiveInputStream(bytes)) {
      for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        files.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return files;
  }

  private static JsonObject manifest(String index, int number) {
    return JsonParser.parseString(index)
        .getAsJsonObject()
        .getAsJsonArray("manifests")
        .get(number)
        .getAsJsonObject();
  }
}
