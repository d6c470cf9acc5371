// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.coldbrew.lambda.task.BootstrapScript;
import dev.coldbrew.lambda.training.LoadedClasses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Container images: based on a minimal Debian, pushed to a registry on this machine, pulled from there
 * and started as Lambda would start them.
 */
class ImageIT {

  private static final String HANDLER = "example.Hello::hello";
  private static final String TARGET = "-Dlambda.target=debian-12:2.36";
  private static final String ADA = "{\"name\":\"Ada\"}";

  @TempDir
  static Path temporary;

  private static Registry registry;
  private static Path base;
  private static MavenBuild hello;
  private static String log;

  @BeforeAll
  static void pushOnce() throws Exception {
    OlderSystemIT.needsRootAndTwoPrograms();
    registry = new Registry(temporary.resolve("registry"));
    base = base("bookworm");
    hello = build("first");
    log = hello
        .run(
            "package",
            "lambda:image",
            "-Dlambda.image.base=tar://" + base,
            "-Dlambda.image.to=" + registry.host() + "/example/hello:1.0")
        .log();
  }

  @AfterAll
  static void stopRegistry() {
    if (registry != null) {
      registry.close();
    }
  }

  @Test
  void imageStartsFromItsCacheInTheSandbox() throws Exception {
    Path root = unpacked("sandbox", "1.0");
    Path logs = folder("logs");
    BootstrapScript.addOptions(
        root.resolve("var/task/bootstrap"), List.of("-Xlog:class+load:file=/tmp/logs/classes.log"));
    Path outside = sandbox("outside", root, configuration("1.0"), logs);
    List<String> lines = new ArrayList<>();

    assertEquals(
        "\"Hello, Ada!\"",
        Function.invoke(outside, HANDLER, ADA, Map.of(), lines::add).text());

    assertEquals(
        List.of(), lines.stream().filter(line -> line.contains("startup cache")).toList());
    LoadedClasses loaded =
        LoadedClasses.read(logs.resolve("classes.log"), root.resolve("var/task/lib"));
    assertTrue(loaded.fromCache().containsKey("example.Hello"), lines::toString);
    assertTrue(
        loaded.fromCache().containsKey("dev.coldbrew.lambda.runtime.LambdaMain"), lines::toString);
    assertEquals(Map.of(), loaded.fromJars());
  }

  /** In Lambda, and on a user's machine, where AWS's emulator starts the function. */
  @Test
  void entryPointOfAwssBaseImagesStartsTheFunction() throws Exception {
    Path aws = Files.createDirectories(temporary.resolve("aws-layer/usr/local/bin"));
    script(aws.resolve("aws-lambda-rie"), """
        #!/bin/sh
        echo "the emulator starts $1 for $_HANDLER"
        """);
    script(temporary.resolve("aws-layer/lambda-entrypoint.sh"), """
        #!/bin/sh
        if [ $# -ne 1 ]; then
          echo "the handler has to be the only argument" >&2
          exit 142
        fi
        export _HANDLER="$1"
        if [ -z "${AWS_LAMBDA_RUNTIME_API}" ]; then
          exec /usr/local/bin/aws-lambda-rie /var/runtime/bootstrap
        else
          exec /var/runtime/bootstrap
        fi
        """);
    Path saved = SavedImage.of(
        List.of(OlderSystemIT.root("bookworm"), temporary.resolve("aws-layer")),
        "amd64",
        List.of("/lambda-entrypoint.sh"),
        Files.createDirectory(temporary.resolve("base-aws")));

    copy("aws")
        .run(
            "lambda:image",
            "-Dlambda.image.base=tar://" + saved,
            "-Dlambda.image.to=" + registry.host() + "/example/hello:aws");

    JsonObject config = configuration("aws");
    assertEquals(List.of("/lambda-entrypoint.sh"), words(config, "Entrypoint"));
    assertEquals(List.of(HANDLER), words(config, "Cmd"));
    Path outside =
        sandbox("outside-aws", unpacked("sandbox-aws", "aws"), config, folder("logs-aws"));
    assertEquals("\"Hello, Ada!\"", Function.invoke(outside, HANDLER, ADA).text());
    Path log = temporary.resolve("emulator.log");
    OlderSystemIT.run(List.of(outside.resolve("bootstrap").toString()), log);
    assertEquals(
        "the emulator starts /var/runtime/bootstrap for " + HANDLER + "\n", Files.readString(log));
  }

  @Test
  void changeOfTheCodeAffectsOnlyTheLastLayer() throws Exception {
    MavenBuild changed = copy("changed");
    Path source = changed.file("src/main/java/example/Hello.java");
    Files.writeString(source, Files.readString(source).replace("Hello, ", "Goodbye, "));
    registry.newUploads();

    changed.run(
        "package",
        "lambda:image",
        "-Dlambda.image.base=tar://" + base,
        "-Dlambda.image.to=" + registry.host() + "/example/hello:2.0");

    List<String> before = layers("1.0");
    List<String> after = layers("2.0");
    assertEquals(4, before.size());
    assertEquals(before.subList(0, 3), after.subList(0, 3));
    assertTrue(!before.get(3).equals(after.get(3)));
    assertEquals(
        List.of("layer", "configuration", "manifest"),
        registry.newUploads().stream()
            .map(digest -> digest.equals(after.get(3))
                ? "layer"
                : digest.equals(registry.digest("2.0")) ? "manifest" : "configuration")
            .sorted((one, other) -> order(one) - order(other))
            .toList());
  }

  @Test
  void sameZipGivesTheSameImageWhereverItGoes() throws Exception {
    String digest = registry.digest("1.0");

    assertTrue(
        log.contains("[INFO] Image     " + registry.host() + "/example/hello:1.0, " + digest), log);
    for (String target : List.of("tar://image.tar", registry.host() + "/example/hello:again")) {
      MavenBuild again = copy("again-" + target.replaceAll("\\W+", "-"));
      again.run("lambda:image", "-Dlambda.image.base=tar://" + base, "-Dlambda.image.to=" + target);
      assertEquals(
          digest,
          JsonParser.parseString(Files.readString(again.file("target/lambda/image.json")))
              .getAsJsonObject()
              .get("digest")
              .getAsString());
    }
  }

  @Test
  void imageOnABaseFromARegistryIsATarOfOci() throws Exception {
    MavenBuild other = copy("oci");

    String printed = other
        .run(
            "lambda:image",
            "-Dlambda.image.base=" + registry.host() + "/example/hello:1.0",
            "-Dlambda.image.format=oci")
        .log();

    Path folder = Files.createDirectory(temporary.resolve("layout"));
    OlderSystemIT.run(
        List.of(
            "tar",
            "-xf",
            other.file("target/lambda/image.tar").toString(),
            "-C",
            folder.toString()),
        temporary.resolve("layout.log"));
    JsonObject index =
        JsonParser.parseString(Files.readString(folder.resolve("index.json"))).getAsJsonObject();
    String digest =
        index.getAsJsonArray("manifests").get(0).getAsJsonObject().get("digest").getAsString();
    assertTrue(printed.contains("[INFO] Image     target/lambda/image.tar, " + digest), printed);
    JsonObject manifest = JsonParser.parseString(
            Files.readString(folder.resolve("blobs").resolve(digest.replace(':', '/'))))
        .getAsJsonObject();
    assertEquals(
        layers("1.0"), digests(manifest).subList(0, 4), "the base image's layers, as they were");
  }

  @Test
  void baseImageWithAnOlderGlibcIsRefused() throws Exception {
    MavenBuild build = copy("older");
    Path bullseye = base("bullseye");

    String problem = build
        .runAndFail("lambda:image", "-Dlambda.image.base=tar://" + bullseye)
        .problem();

    assertEquals(
        """
        the base image 'tar://%s' has glibc 2.31, and 'image/FILE' of the function needs VERSION (parameter <imageBase>, property lambda.image.base)
        hint: set a newer base image, or use a JDK that needs no libraries of its system, such as Temurin: mvn package lambda:image -Dlambda.jdk=25 -Dlambda.jdk.download""".formatted(bullseye),
        problem
            .replaceFirst("'image/[^']+'", "'image/FILE'")
            .replaceFirst("needs 2\\.\\d+", "needs VERSION"));
  }

  /** A proxy that lets nobody through, but wants to know who it is. */
  @Test
  void registryIsReachedThroughTheProxyOfMavensSettings() throws Exception {
    try (LoginProxy proxy = new LoginProxy()) {
      MavenBuild build = copy("proxy");
      Path settings = Files.writeString(build.file("proxy.xml"), """
          <settings>
            <proxies>
              <proxy>
                <protocol>https</protocol>
                <host>127.0.0.1</host>
                <port>%d</port>
                <username>ada</username>
                <password>s3cret</password>
                <nonProxyHosts>*.apache.org|*.maven.org</nonProxyHosts>
              </proxy>
            </proxies>
          </settings>
          """.formatted(proxy.port()));

      String problem = build
          .with("--settings", settings.toString())
          .runAndFail("lambda:image", "-Dlambda.image.base=registry.example.com/base:1.0")
          .problem();

      assertEquals("""
          the registry 'registry.example.com' responded 404 Not Found for 'registry.example.com/base:1.0' (parameter <imageBase>, property lambda.image.base)
          hint: correct the name: the registry has no such repository or tag""", problem);
      assertEquals(
          List.of(
              "CONNECT registry.example.com:443 HTTP/1.1",
              "CONNECT registry.example.com:443 HTTP/1.1 as Basic YWRhOnMzY3JldA=="),
          proxy.requests().subList(0, 2));
    }
  }

  /** A task folder whose bootstrap starts an image as its configuration says. */
  private static Path sandbox(String name, Path root, JsonObject config, Path logs)
      throws IOException {
    List<String> command = new ArrayList<>(words(config, "Entrypoint"));
    command.addAll(words(config, "Cmd"));
    Path outside = Files.createDirectory(temporary.resolve(name));
    script(outside.resolve("bootstrap"), """
        #!/bin/sh
        unset _HANDLER LAMBDA_TASK_ROOT
        exec env %s bwrap --ro-bind '%s' / --tmpfs /tmp --bind '%s' /tmp/logs --proc /proc --dev /dev \\
          --unshare-pid --unshare-ipc --unshare-user --uid 993 --gid 990 --die-with-parent \\
          --chdir %s %s
        """.formatted(
            String.join(" ", words(config, "Env")),
            root,
            logs,
            config.get("WorkingDir").getAsString(),
            String.join(" ", command)));
    return outside;
  }

  /** One that the function may write to. */
  private static Path folder(String name) throws IOException {
    Path folder = Files.createDirectory(temporary.resolve(name));
    return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
  }

  private static void script(Path file, String text) throws IOException {
    Files.setPosixFilePermissions(
        Files.writeString(file, text), PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** For that Debian: the zip has the libraries that its JVM needs besides glibc. */
  private static MavenBuild build(String name) {
    return MavenBuild.of("hello", temporary.resolve(name)).with(TARGET);
  }

  private static MavenBuild copy(String name) {
    return hello.copy(temporary.resolve(name)).with(TARGET);
  }

  private static int order(String kind) {
    return List.of("layer", "configuration", "manifest").indexOf(kind);
  }

  private static Path base(String suite) throws Exception {
    return SavedImage.of(
        OlderSystemIT.root(suite),
        "amd64",
        Files.createDirectory(temporary.resolve("base-" + suite)));
  }

  private static List<String> layers(String tag) throws IOException {
    return digests(registry.manifest(tag));
  }

  private static List<String> digests(JsonObject manifest) {
    return StreamSupport.stream(manifest.getAsJsonArray("layers").spliterator(), false)
        .map(layer -> layer.getAsJsonObject().get("digest").getAsString())
        .collect(Collectors.toList());
  }

  private static JsonObject configuration(String tag) throws IOException {
    String digest =
        registry.manifest(tag).getAsJsonObject("config").get("digest").getAsString();
    return JsonParser.parseString(Files.readString(registry.blob(digest)))
        .getAsJsonObject()
        .getAsJsonObject("config");
  }

  private static List<String> words(JsonObject configuration, String name) {
    return StreamSupport.stream(configuration.getAsJsonArray(name).spliterator(), false)
        .map(JsonElement::getAsString)
        .toList();
  }

  /** With tar, which shares no code with Jib. */
  private static Path unpacked(String name, String tag) throws Exception {
    Path root = Files.createDirectory(temporary.resolve(name));
    for (String layer : layers(tag)) {
      OlderSystemIT.run(
          List.of("tar", "-xzf", registry.blob(layer).toString(), "-C", root.toString()),
          temporary.resolve(name + ".log"));
    }
    return root;
  }
}
