// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coldbrew.lambda.emulator.InvocationResult;
import dev.coldbrew.lambda.task.BootstrapScript;
import dev.coldbrew.lambda.training.LoadedClasses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A function whose JVM is in a layer that it shares with another. */
class LayerIT {

  private static final String HANDLER = "example.Hello::hello";
  private static final String ADA = "{\"name\":\"Ada\"}";

  @TempDir
  static Path temporary;

  private static MavenBuild hello;
  private static String log;
  private static Zip zip;
  private static Zip layer;

  @BeforeAll
  static void packageOnce() {
    hello = MavenBuild.of("hello", temporary.resolve("first")).with("-Dlambda.image=layer");
    log = hello.run("install").log();
    zip = new Zip(hello.file("target/hello-1.0.zip"));
    layer = new Zip(hello.file("target/hello-1.0-layer.zip"));
  }

  @Test
  void imageAndRuntimeAreInTheLayerAlone() throws Exception {
    assertEquals(
        Set.of("bootstrap", "lib/hello-1.0.jar", "CACHE"),
        zip.checksums().keySet().stream()
            .filter(name -> !name.equals("lib/"))
            .map(name -> name.replaceFirst("^lambda\\.(aot|jsa)$", "CACHE"))
            .collect(Collectors.toSet()));
    Set<String> names = layer.checksums().keySet();
    assertTrue(
        names.containsAll(Set.of("coldbrew/id", "coldbrew/image/bin/java")), names::toString);
    assertEquals(
        Set.of("aws-lambda-java-core-V.jar", "gson-V.jar", "lambda-runtime-V.jar"),
        names.stream()
            .filter(name -> name.matches("coldbrew/lib/.+"))
            .map(name -> name.replaceFirst("coldbrew/lib/", "")
                .replaceFirst("-[0-9.]+(-SNAPSHOT)?\\.jar", "-V.jar"))
            .collect(Collectors.toSet()));
  }

  @Test
  void bothAreCountedAndProven() {
    List<String> lines = log.lines()
        .filter(line -> line.matches("\\[INFO] (Layer|Cache|Zip) .*"))
        .map(line -> line.replaceAll("[0-9.]+ MB", "N MB")
            .replaceFirst(" id [0-9a-f]{16},", " id ID,")
            .replaceFirst("(AOT|CDS)", "KIND"))
        .toList();

    assertEquals(
        "[INFO] Layer     holds the image and the runtime; functions whose builds make the same layer can share it",
        lines.get(0));
    assertTrue(
        lines
            .get(1)
            .matches("\\[INFO] Cache     KIND, N MB, trained by 1 event; (\\d+) of \\1 application"
                + " and library classes come from it"),
        log);
    assertEquals(
        List.of(
            "[INFO] Layer     target/hello-1.0-layer.zip, id ID, N MB of N MB, unpacks to N MB of N MB",
            "[INFO] Zip       target/hello-1.0.zip, N MB of N MB, unpacks to N MB of N MB with its layer"),
        lines.subList(2, lines.size()));
  }

  @Test
  void layerIsInstalledBesideTheZip() throws IOException {
    Path installed = Maven.TARGET.resolve("local-repo/example/hello/1.0/hello-1.0-layer.zip");
    assertEquals(-1, Files.mismatch(layer.file(), installed));
  }

  @Test
  void otherFunctionWithTheSameNeedsMakesTheSameLayer() throws Exception {
    MavenBuild other = MavenBuild.of("hello", temporary.resolve("second"));
    Path source = other.file("src/main/java/example/Hello.java");
    Files.writeString(source, Files.readString(source).replace("Hello, ", "Goodbye, "));

    other.run("package", "-Dlambda.image=layer");

    assertEquals(-1, Files.mismatch(layer.file(), other.file("target/hello-1.0-layer.zip")));
    Path task = unpack(new Zip(other.file("target/hello-1.0.zip")), "shared");
    assertEquals("\"Goodbye, Ada!\"", Function.invoke(task, HANDLER, ADA).text());

    other.run("package");
    assertEquals(
        List.of("target/hello-1.0.zip"),
        List.of("target/hello-1.0.zip", "target/hello-1.0-layer.zip", "target/opt/coldbrew")
            .stream()
            .filter(name -> Files.exists(other.file(name)))
            .toList());
  }

  @Test
  void otherLayerIsRefusedAtTheStart() throws Exception {
    Path task = unpack(zip, "mixed");
    Path id = task.resolve("../../opt/coldbrew/id");
    String own = Files.readString(id).strip();
    Files.writeString(id, "0123456789abcdef\n");
    List<String> lines = new ArrayList<>();

    InvocationResult result = Function.invoke(task, HANDLER, ADA, Map.of(), lines::add);

    assertTrue(result.failed());
    assertTrue(
        lines.contains(
            "Coldbrew's layer here is 0123456789abcdef, and the function was built with " + own),
        lines::toString);
  }

  /** Of a function that is trained, an AOT cache takes the place of the image's own archive. */
  @Test
  void layerWithTheImagesOwnArchiveIsAnother() throws Exception {
    MavenBuild aot = MavenBuild.of("hello", temporary.resolve("aot"))
        .with("-Dlambda.image=layer", "-Dlambda.jdk=" + InstalledJdk.find("25").home());

    List<String> archives = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (String option : List.of("-Dlambda.train.skip=true", "-Dlambda.train.skip=false")) {
      String built = aot.run("package", option).log();
      Path root = temporary.resolve("of" + option);
      new Zip(aot.file("target/hello-1.0-layer.zip"))
          .unpack(Files.createDirectories(root).resolve("opt"));
      Path task = new Zip(aot.file("target/hello-1.0.zip"))
          .unpack(Files.createDirectory(root.resolve("var")).resolve("task"));
      assertEquals("\"Hello, Ada!\"", Function.invoke(task, HANDLER, ADA).text());
      String id = Files.readString(root.resolve("opt/coldbrew/id")).strip();
      assertTrue(built.contains("layer.zip, id " + id + ", "), built);
      ids.add(id);
      archives.add(
          option + " " + Files.exists(root.resolve("opt/coldbrew/image/lib/server/classes.jsa")));
    }

    assertEquals(
        List.of("-Dlambda.train.skip=true true", "-Dlambda.train.skip=false false"), archives);
    assertEquals(2, ids.size());
  }

  /** Read-only folders at Lambda's own paths, and another user. */
  @Test
  void startsFromItsCacheAtLambdasPaths() throws Exception {
    assumeTrue(OlderSystemIT.isOnPath("bwrap"), "bwrap is not installed");
    Path root = temporary.resolve("lambda");
    Path task = unpack(zip, "lambda");
    Path opt = root.resolve("opt");
    Path logs = Files.createDirectory(root.resolve("logs"));
    Files.setPosixFilePermissions(logs, PosixFilePermissions.fromString("rwxrwxrwx"));
    BootstrapScript.addOptions(
        task.resolve("bootstrap"), List.of("-Xlog:class+load:file=/tmp/logs/classes.log"));
    Path outside = Files.createDirectory(root.resolve("outside"));
    Files.writeString(outside.resolve("bootstrap"), """
        #!/bin/sh
        exec bwrap --ro-bind / / --tmpfs /var --ro-bind '%s' /var/task --ro-bind '%s' /opt \\
          --tmpfs /tmp --bind '%s' /tmp/logs --proc /proc --dev /dev --unshare-pid --unshare-user \\
          --uid 993 --gid 990 --die-with-parent --setenv LAMBDA_TASK_ROOT /var/task \\
          --chdir /var/task /var/task/bootstrap
        """.formatted(task, opt, logs));
    Files.setPosixFilePermissions(
        outside.resolve("bootstrap"), PosixFilePermissions.fromString("rwxr-xr-x"));

    assertEquals("\"Hello, Ada!\"", Function.invoke(outside, HANDLER, ADA).text());

    LoadedClasses loaded = LoadedClasses.read(
        logs.resolve("classes.log"), task.resolve("lib"), opt.resolve("coldbrew/lib"));
    assertTrue(loaded.fromCache().containsKey("example.Hello"));
    assertTrue(loaded.fromCache().containsKey("dev.coldbrew.lambda.runtime.LambdaMain"));
    assertEquals(Map.of(), loaded.fromJars());
  }

  /** With the layer beside it, as in Lambda. */
  private static Path unpack(Zip function, String name) throws Exception {
    Path root = temporary.resolve(name);
    layer.unpack(Files.createDirectories(root).resolve("opt"));
    return function.unpack(Files.createDirectory(root.resolve("var")).resolve("task"));
  }
}
