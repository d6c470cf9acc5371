// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.coldbrew.lambda.file.DraftFolder;
import dev.coldbrew.lambda.image.ImageAccess;
import dev.coldbrew.lambda.image.ImageLocation;
import dev.coldbrew.lambda.image.ImagePlan;
import dev.coldbrew.lambda.jib.JibImageTool;
import dev.coldbrew.lambda.jvm.Architecture;
import dev.coldbrew.lambda.jvm.Jdk;
import dev.coldbrew.lambda.process.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.net.Authenticator;
import java.net.ProxySelector;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A function for arm64, built and started on x86_64: its JVM is linked from Debian's JDK 17 for arm64,
 * and runs under qemu. The kernel does not start it itself, unless binfmt_misc is set up.
 */
class ArmIT {

  /** The ELF header's e_machine, lower byte. */
  private static final int AARCH64 = 183;

  private static final int X86_64 = 62;

  @TempDir
  static Path temporary;

  private static Path jdk;
  private static MavenBuild hello;
  private static String log;

  @BeforeAll
  static void needsQemuAndARootOfArm64() throws Exception {
    assumeTrue(System.getProperty("os.arch").equals("amd64"), "this machine is not x86_64");
    assumeTrue(System.getProperty("user.name").equals("root"), "only root makes root file systems");
    for (String program : List.of("debootstrap", "dpkg-deb", "qemu-aarch64-static")) {
      assumeTrue(OlderSystemIT.isOnPath(program), program + " is not installed");
    }
    InstalledJdk.find("17");
    jdk = root().resolve("usr/lib/jvm/java-17-openjdk-arm64");
    hello = MavenBuild.of("hello", temporary);
    log = hello
        .run("package", "-Dlambda.architecture=arm64", "-Dlambda.jdk=" + jdk)
        .log();
  }

  @Test
  void functionForArm64IsBuiltProvenAndInvokedOnX86() throws Exception {
    assertTrue(log.contains(", aarch64, needs glibc 2.34; provided.al2023 has 2.34)\n"), log);
    assertTrue(log.contains("[INFO] Cache     CDS, "), log);
    assertTrue(
        log.replaceAll("(\\d+) of \\1 app", "all of N app")
            .contains(
                "trained by 1 event; all of N application and library classes come from it\n"),
        log);
    Path task = new Zip(hello.file("target/hello-1.0.zip")).unpack(temporary.resolve("task"));
    TreeMap<String, Integer> machines = machines(task);
    assertEquals(AARCH64, machines.get("image/bin/java"));
    assertEquals(AARCH64, machines.get("image/lib/server/libjvm.so"));
    assertEquals(AARCH64, machines.get("image/lib/outside/libz.so.1"));
    assertTrue(machines.values().stream().allMatch(machine -> machine == AARCH64), log);
    assertFalse(Files.exists(task.resolve("image/bin/java.real")));

    BuildOutput invoked = hello.run(
        "-q",
        "lambda:invoke",
        "-Dlambda.architecture=arm64",
        "-Dlambda.jdk=" + jdk,
        "-Dlambda.payload={\"name\":\"Ada\"}");

    assertEquals("\"Hello, Ada!\"\n", invoked.log());
  }

  @Test
  void jdkForTheOtherArchitectureIsRefused() {
    MavenBuild other = MavenBuild.of("hello", temporary.resolve("other"));

    assertEquals(
        """
        Debian %s at '%s' is for Linux aarch64, but provided.al2023 is Linux x86_64 (parameter <jdk>, property lambda.jdk)
        hint: set the path of a JDK for Linux x86_64: <jdk>/path/of/the/jdk</jdk>""".formatted(Jdk.at(jdk).version(), jdk),
        other
            .runAndFail("package", "-Dlambda.architecture=x86_64", "-Dlambda.jdk=" + jdk)
            .problem());
  }

  @Test
  void imagesOfBothArchitecturesAreInOneIndex() throws Exception {
    MavenBuild both = hello.copy(temporary.resolve("both"));
    Path other =
        Files.move(both.file("target/hello-1.0.zip"), temporary.resolve("hello-arm64.zip"));
    try (Registry registry = new Registry(temporary.resolve("registry"))) {
      pushBase(registry);

      String printed = both.run(
              "package",
              "lambda:image",
              "-Dlambda.target=debian-12:2.36",
              "-Dlambda.image.otherZip=" + other,
              "-Dlambda.image.base=" + registry.host() + "/debian:12",
              "-Dlambda.image.to=" + registry.host() + "/hello:1.0")
          .log();

      String name = registry.host() + "/hello";
      for (String line : List.of(
          "Index     " + name + ":1.0, " + registry.digest("1.0"),
          "Image     x86_64 " + name + "@" + registry.digest("1.0-x86_64"),
          "Image     arm64 " + name + "@" + registry.digest("1.0-arm64"))) {
        assertTrue(printed.contains("[INFO] " + line + "\n"), printed);
      }
      List<String> listed = new ArrayList<>();
      for (JsonElement image : registry.manifest("1.0").getAsJsonArray("manifests")) {
        JsonObject platform = image.getAsJsonObject().getAsJsonObject("platform");
        listed.add(platform.get("architecture").getAsString() + " "
            + image.getAsJsonObject().get("digest").getAsString());
      }
      assertEquals(
          List.of(
              "amd64 " + registry.digest("1.0-x86_64"), "arm64 " + registry.digest("1.0-arm64")),
          listed);
      assertEquals(AARCH64, java(registry, "1.0-arm64"));
      assertEquals(X86_64, java(registry, "1.0-x86_64"));
    }
  }

  /** A base image for both, as AWS's is. */
  private static void pushBase(Registry registry) throws Exception {
    JibImageTool tool = new JibImageTool();
    ImageAccess access = new ImageAccess(
        false,
        false,
        temporary.resolve("base-cache"),
        Files.createDirectory(temporary.resolve("base-work")),
        Path.of("docker"),
        host -> Optional.empty(),
        ProxySelector.of(null),
        new Authenticator() {},
        Progress.silent(),
        line -> {});
    String name = registry.host() + "/debian:12";
    Map<Architecture, String> digests = new EnumMap<>(Architecture.class);
    for (Architecture architecture : Architecture.values()) {
      Path root = architecture == Architecture.ARM64 ? root() : OlderSystemIT.root("bookworm");
      Path work = Files.createDirectory(temporary.resolve("base-" + architecture));
      Path saved = SavedImage.of(root, architecture.imageName(), work);
      Path tar = work.resolve("fetched.tar");
      tool.fetchBase(ImageLocation.of("tar://" + saved, "saved"), architecture, tar, access);
      ImagePlan plan = new ImagePlan(
          tar, architecture, List.of(), List.of(), "none", Map.of(), Instant.EPOCH, false);
      ImageLocation target = ImageLocation.of(name + "-" + architecture, "target");
      digests.put(architecture, tool.write(plan, target, "debian:12", access));
    }
    tool.writeIndex(ImageLocation.of(name, "target"), digests, false, access);
  }

  /** The machine of an image's java. */
  private static int java(Registry registry, String tag) throws Exception {
    Path folder = Files.createDirectory(temporary.resolve("image-" + tag));
    for (JsonElement layer : registry.manifest(tag).getAsJsonArray("layers")) {
      Path blob = registry.blob(layer.getAsJsonObject().get("digest").getAsString());
      OlderSystemIT.run(
          List.of("tar", "-xzf", blob.toString(), "-C", folder.toString()),
          temporary.resolve("image.log"));
    }
    return machines(folder.resolve("var/task")).get("image/bin/java");
  }

  private static TreeMap<String, Integer> machines(Path task) throws IOException {
    TreeMap<String, Integer> machines = new TreeMap<>();
    try (Stream<Path> files = Files.walk(task)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        try (InputStream in = Files.newInputStream(file)) {
          byte[] head = in.readNBytes(0x14);
          if (head.length == 0x14 && head[0] == 0x7f && head[1] == 'E') {
            machines.put(task.relativize(file).toString(), head[0x12] & 0xff);
          }
        }
      }
    }
    return machines;
  }

  /** Kept for all builds of this user. */
  private static Path root() throws Exception {
    Path root = OlderSystemIT.ROOTS.resolve("bookworm-arm64");
    if (!Files.exists(root)) {
      Files.createDirectories(OlderSystemIT.ROOTS);
      try (DraftFolder draft = DraftFolder.create(OlderSystemIT.ROOTS, "arm64-")) {
        unpack(draft.path());
        Files.move(draft.path(), root);
      } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
        assertTrue(Files.isDirectory(root), e::toString); // another build was quicker
      }
    }
    return root;
  }

  /** A minimal system, in which the JDK is unpacked as well: nothing there has to be configured. */
  private static void unpack(Path root) throws Exception {
    Path log = temporary.resolve("root.log");
    OlderSystemIT.debootstrap(
        "bookworm", root, log, "--arch=arm64", "--include=openjdk-17-jdk-headless");
    try (DirectoryStream<Path> packages =
        Files.newDirectoryStream(root.resolve("var/cache/apt/archives"), "openjdk-*.deb")) {
      for (Path file : packages) {
        OlderSystemIT.run(List.of("dpkg-deb", "-x", file.toString(), root.toString()), log);
      }
    }
  }
}
