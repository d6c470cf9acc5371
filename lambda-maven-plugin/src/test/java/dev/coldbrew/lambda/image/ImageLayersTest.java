// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageLayersTest {

  @TempDir
  Path root;

  @Test
  void codeIsInTheLastLayerAndTheJvmInTheFirst() throws Exception {
    write(
        "var/task/bootstrap",
        "var/task/image/bin/java",
        "var/task/image/lib/outside/libz.so.1",
        "var/task/lambda.aot",
        "var/task/lib/hello-1.0.jar",
        "var/task/lib/gson-2.15.0.jar",
        "var/task/lib/libnative.so",
        "var/task/priming/ada.json",
        "var/task/collector.yaml");

    assertEquals("""
        JVM
          /var/task
          /var/task/image
          /var/task/image/bin
          /var/task/image/bin/java
          /var/task/image/lib
          /var/task/image/lib/outside
          /var/task/image/lib/outside/libz.so.1
        libraries
          /var/task
          /var/task/lib
          /var/task/lib/gson-2.15.0.jar
        function
          /var/runtime/bootstrap
          /var/task
          /var/task/bootstrap
          /var/task/collector.yaml
          /var/task/lambda.aot
          /var/task/lib
          /var/task/lib/hello-1.0.jar
          /var/task/lib/libnative.so
          /var/task/priming
          /var/task/priming/ada.json
        """, listed(ImageLayers.of(root, "hello-1.0.jar")));
  }

  @Test
  void jvmAndRuntimeOfALambdaLayerAreInLowerLayers() throws Exception {
    write(
        "opt/coldbrew/id",
        "opt/coldbrew/image/bin/java",
        "opt/coldbrew/lib/gson.jar",
        "var/task/bootstrap",
        "var/task/lib/hello-1.0.jar");

    assertEquals("""
        JVM
          /opt/coldbrew
          /opt/coldbrew/image
          /opt/coldbrew/image/bin
          /opt/coldbrew/image/bin/java
        libraries
          /opt/coldbrew
          /opt/coldbrew/lib
          /opt/coldbrew/lib/gson.jar
        function
          /opt/coldbrew
          /opt/coldbrew/id
          /var/runtime/bootstrap
          /var/task
          /var/task/bootstrap
          /var/task/lib
          /var/task/lib/hello-1.0.jar
        """, listed(ImageLayers.of(root, "hello-1.0.jar")));
  }

  @Test
  void filesKeepTheirTimesAndModes() throws Exception {
    write("var/task/bootstrap", "var/task/lambda.aot");
    Path bootstrap = root.resolve("var/task/bootstrap");
    Instant time = Instant.parse("1980-01-01T00:00:00Z");
    Files.setPosixFilePermissions(bootstrap, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setLastModifiedTime(bootstrap, FileTime.from(time));

    List<ImageLayer.File> files = ImageLayers.of(root, "hello-1.0.jar").get(0).files();

    assertEquals(
        new ImageLayer.File(bootstrap, "/var/task/bootstrap", true, time),
        files.stream()
            .filter(file -> file.path().equals("/var/task/bootstrap"))
            .findFirst()
            .orElseThrow());
    assertEquals(
        List.of(false),
        files.stream()
            .filter(file -> file.path().equals("/var/task/lambda.aot"))
            .map(ImageLayer.File::executable)
            .toList());
  }

  /** As when they are unpacked where the zip has no entry for them: such a time is in the digest. */
  @Test
  void foldersHaveTheTimeOfThePackage() throws Exception {
    write("var/task/bootstrap", "var/task/lib/hello-1.0.jar");

    assertEquals(
        List.of("/var/task 1980-01-01T00:00:00Z", "/var/task/lib 1980-01-01T00:00:00Z"),
        ImageLayers.of(root, "hello-1.0.jar").get(0).files().stream()
            .filter(file -> Files.isDirectory(file.source()))
            .map(file -> file.path() + " " + file.modified())
            .toList());
  }

  private void write(String... names) throws Exception {
    for (String name : names) {
      Path file = root.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, name);
    }
  }

  private static String listed(List<ImageLayer> layers) {
    StringBuilder text = new StringBuilder();
    for (ImageLayer layer : layers) {
      text.append(layer.name()).append('\n');
      layer.files().forEach(file -> text.append("  ").append(file.path()).append('\n'));
    }
    return text.toString();
  }
}
