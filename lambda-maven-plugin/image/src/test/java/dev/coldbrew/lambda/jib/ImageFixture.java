// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jib;

import dev.coldbrew.lambda.file.Digest;
import dev.coldbrew.lambda.image.ImageAccess;
import dev.coldbrew.lambda.image.ImageLayer;
import dev.coldbrew.lambda.image.ImageLocation;
import dev.coldbrew.lambda.image.ImagePlan;
import dev.coldbrew.lambda.jvm.Architecture;
import dev.coldbrew.lambda.process.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.ProxySelector;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Small images, and how they are written. */
final class ImageFixture {

  static final Instant TIME = Instant.parse("1980-01-01T00:00:00Z");

  private final Path folder;
  private final List<String> log = new ArrayList<>();
  private boolean offline;
  private boolean insecure;
  private Optional<PasswordAuthentication> login = Optional.empty();
  private Path docker = Path.of("docker");
  private ProxySelector proxies = ProxySelector.of(null);
  private Authenticator proxyLogin = new Authenticator() {};

  ImageFixture(Path folder) {
    this.folder = folder;
  }

  ImageFixture offline() {
    offline = true;
    return this;
  }

  ImageFixture login(String user, String password) {
    login = Optional.of(new PasswordAuthentication(user, password.toCharArray()));
    return this;
  }

  /** Through that proxy, whatever registry it is. */
  ImageFixture proxy(int port, Authenticator proxyLogin) {
    this.proxies = ProxySelector.of(InetSocketAddress.createUnresolved("127.0.0.1", port));
    this.proxyLogin = proxyLogin;
    insecure = true;
    return this;
  }

  ImageFixture docker(Path program) {
    docker = program;
    return this;
  }

  /** What Jib has logged. */
  List<String> log() {
    synchronized (log) {
      return List.copyOf(log);
    }
  }

  ImageAccess access() throws IOException {
    return new ImageAccess(
        offline,
        insecure,
        folder.resolve("cache"),
        Files.createTempDirectory(folder, "work"),
        docker,
        registry -> login,
        proxies,
        proxyLogin,
        Progress.silent(),
        line -> {
          synchronized (log) {
            log.add(line);
          }
        });
  }

  static ImageLocation at(String text) {
    return ImageLocation.of(text, "");
  }

  /** A base image, as {@code docker save} writes it. */
  Path base(String architecture) throws IOException {
    byte[] layer = tar(Map.of("etc/os-release", "a system\n".getBytes(StandardCharsets.UTF_8)));
    String configuration = """
        {"architecture": "%s", "os": "linux", "config": {"Env": ["PATH=/bin"]},
         "rootfs": {"type": "layers", "diff_ids": ["sha256:%s"]}}""".formatted(architecture, Digest.of(layer));
    String manifest = "[{\"Config\": \"c.json\", \"RepoTags\": null, \"Layers\": [\"l.tar\"]}]";
    return Files.write(
        folder.resolve("saved-" + architecture + ".tar"),
        tar(Map.of(
            "manifest.json",
            manifest.getBytes(StandardCharsets.UTF_8),
            "c.json",
            configuration.getBytes(StandardCharsets.UTF_8),
            "l.tar",
            layer)));
  }

  /** A tar of texts. */
  Path tar(String name, Map<String, String> texts) throws IOException {
    Map<String, byte[]> files = new HashMap<>();
    texts.forEach((file, text) -> files.put(file, text.getBytes(StandardCharsets.UTF_8)));
    return Files.write(folder.resolve(name), tar(files));
  }

  private static byte[] tar(Map<String, byte[]> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream out = new TarArchiveOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
        entry.setSize(file.getValue().length);
        entry.setModTime(0L);
        out.putArchiveEntry(entry);
        out.write(file.getValue());
        out.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  /** With the layers of a function whose code has that text. */
  ImagePlan plan(String code, boolean oci) throws IOException {
    return plan(Architecture.X86_64, code, oci);
  }

  ImagePlan plan(Architecture architecture, String code, boolean oci) throws IOException {
    Path base = folder.resolve("base-" + architecture + ".tar");
    new JibImageTool()
        .fetchBase(at("tar://" + base(architecture.imageName())), architecture, base, access());
    return plan(base, architecture, code, oci);
  }

  ImagePlan plan(Path base, Architecture architecture, String code, boolean oci)
      throws IOException {
    return new ImagePlan(
        base,
        architecture,
        List.of(
            layer("JVM", "/var/task/image/java", "ELF of " + architecture, true),
            layer("function", "/var/task/hello.jar", code, false)),
        List.of("/var/task/bootstrap"),
        "app.Hello::hello",
        Map.of("team", "orders"),
        TIME,
        oci);
  }

  private ImageLayer layer(String name, String path, String content, boolean executable)
      throws IOException {
    Path task = Files.createTempDirectory(folder, "task");
    Path file = Files.writeString(task.resolve("file"), content);
    return new ImageLayer(
        name,
        List.of(
            new ImageLayer.File(task, "/var/task", true, TIME),
            new ImageLayer.File(file, path, executable, TIME)));
  }

  /** An executable script. */
  Path script(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    file.toFile().setExecutable(true);
    return file;
  }
}
