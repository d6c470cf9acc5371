// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.coldbrew.lambda.file.Digest;
import dev.coldbrew.lambda.file.FileTree;
import dev.coldbrew.lambda.jvm.Jdk;
import dev.coldbrew.lambda.process.Shell;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole JDK from a mirror of Adoptium's that Maven's settings name: this machine's 25, which calls
 * itself an update that no machine has.
 */
class JdkDownloadIT {

  private static final String ARCHIVE =
      "/adoptium/temurin25-binaries/releases/download/jdk-25.0.99%2B1/jdk.tar.gz";

  @TempDir
  Path temporary;

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private HttpServer mirror;
  private Jdk jdk;
  private String architecture;
  private Path archive;

  @BeforeEach
  void startMirror() throws Exception {
    jdk = InstalledJdk.find("25");
    architecture = jdk.system().equals("Linux x86_64") ? "x64" : "aarch64";
    archive = archive();
    mirror = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    mirror.createContext("/", this::respond);
    mirror.start();
  }

  @AfterEach
  void stopMirror() {
    if (mirror != null) {
      mirror.stop(0);
    }
  }

  @Test
  void jdkOfTheZipIsDownloadedOnce() throws Exception {
    MavenBuild hello = MavenBuild.of("hello", temporary);
    Path settings = hello.file("mirror.xml");
    Files.writeString(
        settings,
        Files.readString(settings)
            .replace(
                "https://nexus.example.com/repository/adoptium",
                "http://127.0.0.1:" + mirror.getAddress().getPort()));
    hello.with(
        "--settings",
        settings.toString(),
        "-Dlambda.cacheDirectory=" + temporary.resolve("cache"),
        "-Dlambda.jdk=25.0.99");
    String problem = hello.runAndFail("compile", "lambda:bundle").problem();

    BuildOutput first = hello.run("compile", "lambda:bundle", "-Dlambda.jdk.download");
    BuildOutput second = hello.run("lambda:bundle", "--offline");

    assertTrue(
        problem.endsWith(
            "hint: let it be downloaded: mvn compile lambda:bundle -Dlambda.cacheDirectory="
                + Shell.quoted(temporary.resolve("cache").toString())
                + " -Dlambda.jdk=25.0.99 -Dlambda.jdk.download"),
        problem);
    Path home = temporary.resolve("cache/jdks/jdk-25.0.99+1-linux-" + architecture);
    String name = jdk.vendor() + " 25.0.99";
    String downloaded = "[INFO] JDK       " + name + ", downloaded to " + home;
    assertTrue(first.log().lines().anyMatch(downloaded::equals), first::toString);
    assertTrue(first.log().contains("(" + name + ", "), first::toString);
    assertTrue(second.log().contains("(" + name + ", "), second::toString);
    assertEquals(List.of("/v3/assets/feature_releases/25/ga", ARCHIVE), requests);
  }

  private Path archive() throws Exception {
    Path home = temporary.resolve("jdk-25.0.99+1");
    FileTree.copy(jdk.home(), home);
    Files.deleteIfExists(home.resolve("lib/src.zip"));
    Path release = home.resolve("release");
    Files.writeString(release, Files.readString(release).replace(jdk.version(), "25.0.99"));
    Path file = temporary.resolve("jdk.tar.gz");
    Process tar = new ProcessBuilder(
            "tar",
            "--use-compress-program=gzip -1",
            "-cf",
            file.toString(),
            home.getFileName().toString())
        .directory(temporary.toFile())
        .inheritIO()
        .start();
    assertEquals("exit status 0", ProcessEnd.of(tar, 5));
    return file;
  }

  private void respond(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getRawPath();
    requests.add(path);
    try (exchange) {
      if (path.equals(ARCHIVE)) {
        exchange.sendResponseHeaders(200, Files.size(archive));
        try (OutputStream out = exchange.getResponseBody()) {
          Files.copy(archive, out);
        }
      } else {
        byte[] json = release().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, json.length);
        exchange.getResponseBody().write(json);
      }
    }
  }

  private String release() throws IOException {
    return """
        [{"release_name": "jdk-25.0.99+1", "version_data": {"openjdk_version": "25.0.99+1-LTS"},
          "binaries": [{"os": "linux", "architecture": "%s", "image_type": "jdk",
            "jvm_impl": "hotspot", "heap_size": "normal", "project": "jdk",
            "package": {"name": "jdk.tar.gz", "link": "https://github.com%s", "size": %d,
              "checksum": "%s"}}]}]""".formatted(architecture, ARCHIVE, Files.size(archive), Digest.of(archive));
  }
}
