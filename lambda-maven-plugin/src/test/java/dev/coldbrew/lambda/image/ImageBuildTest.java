// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coldbrew.lambda.image.ImageLocation.Kind;
import dev.coldbrew.lambda.jvm.Architecture;
import dev.coldbrew.lambda.jvm.Doctored;
import dev.coldbrew.lambda.problem.ProblemException;
import dev.coldbrew.lambda.process.Progress;
import java.io.IOException;
import java.net.Authenticator;
import java.net.ProxySelector;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written for which zips and targets, by a tool that only records calls. */
class ImageBuildTest {

  private final List<String> calls = new ArrayList<>();
  private boolean diskIsFull;
  private byte[] baseLayer;

  @TempDir
  Path folder;

  @Test
  void imageOfOneZipHasTheTagItself() throws Exception {
    ImageBuild build = build("localhost:5000/hello:1.0", false);
    build.add(zip("x86.zip", 62));

    assertEquals(
        new BuiltImages(
            "localhost:5000/hello:1.0",
            "sha256:x86_64",
            List.of(new BuiltImages.One("x86_64", "localhost:5000/hello@sha256:x86_64"))),
        build.write());
    assertEquals(
        List.of("base debian for x86_64", "write localhost:5000/hello:1.0, [/var/task/bootstrap]"),
        calls);
  }

  @Test
  void imagesOfBothArchitecturesAreInAnIndexOfTheTag() throws Exception {
    ImageBuild build = build("localhost:5000/hello:1.0", false);
    build.add(zip("arm.zip", 183));
    build.add(zip("x86.zip", 62));

    assertEquals(
        new BuiltImages(
            "localhost:5000/hello:1.0",
            "sha256:index",
            List.of(
                new BuiltImages.One("x86_64", "localhost:5000/hello@sha256:x86_64"),
                new BuiltImages.One("arm64", "localhost:5000/hello@sha256:arm64"))),
        build.write());
    assertEquals(
        List.of(
            "base debian for arm64",
            "base debian for x86_64",
            "write localhost:5000/hello:1.0-x86_64, [/var/task/bootstrap]",
            "write localhost:5000/hello:1.0-arm64, [/var/task/bootstrap]",
            "index localhost:5000/hello:1.0 {x86_64=sha256:x86_64, arm64=sha256:arm64}"),
        calls);
  }

  @Test
  void zipsForOneArchitectureAreRefused() throws Exception {
    ImageBuild build = build("localhost:5000/hello:1.0", false);
    build.add(zip("one.zip", 62));
    Path other = zip("other.zip", 62);

    assertEquals(
        "both zips are for x86_64 (file " + other + ")\n"
            + "hint: package one for arm64 as well: mvn package -Dlambda.architecture=arm64",
        assertThrows(ProblemException.class, () -> build.add(other)).getMessage());
  }

  @Test
  void zipWithoutAJvmIsRefused() throws Exception {
    ImageBuild build = build("localhost:5000/hello:1.0", false);
    Path zip = zip("other.zip", 3);

    assertEquals(
        "the zip has no JVM (file " + zip + ")\nhint: name a zip that mvn package made",
        assertThrows(ProblemException.class, () -> build.add(zip)).getMessage());
  }

  /** On a base image with that library, the zip's own copy is not loaded. */
  @Test
  void zipsCopyOfALibraryOfTheBaseIsNoReasonToRefuseIt() throws Exception {
    ImageBuild refused = build("localhost:5000/hello:1.0", false);
    Path library = Doctored.libjava().needingGlibc("2.99").writeTo(folder.resolve("library"));
    Path zip = zip("x86.zip", 62, Map.of("image/lib/outside/libstdc++.so.6", library));

    assertEquals(
        "the base image 'debian' has glibc 2.34, and 'image/lib/outside/libstdc++.so.6' of the function needs 2.99",
        assertThrows(ProblemException.class, () -> refused.add(zip))
            .getMessage()
            .replaceFirst(" \\((?s).*", ""));

    ImageBuild build = build("localhost:5000/hello:1.0", false);
    baseLayer = BaseImageTest.debian("2.34").file("./usr/lib64/libstdc++.so.6").bytes();
    build.add(zip);
    assertEquals(
        "debian, x86_64, SIZE, has glibc 2.34; the JVM needs 2.0",
        build.notes().get(0).text().replaceFirst("[\\d.]+ MB", "SIZE"));
  }

  @Test
  void tarOfDockerHoldsOneArchitecture() throws Exception {
    for (String target : List.of("tar://" + folder.resolve("hello.tar"), "docker://hello:1.0")) {
      ImageBuild build = build(target, false);
      build.add(zip("x86.zip", 62));
      Path other = zip("arm.zip", 183);
      calls.clear();

      assertEquals(
          "'" + target + "' holds an image for one architecture"
              + " (parameter <imageOtherZip>, property lambda.image.otherZip)\n"
              + "hint: write to a registry, or to a tar with <imageFormat>oci</imageFormat>",
          assertThrows(ProblemException.class, () -> build.add(other)).getMessage());
      assertEquals(List.of(), calls, "before a base image is downloaded");
    }
  }

  @Test
  void baseThatHoldsOneArchitectureIsNotReadForTheOther() throws Exception {
    for (String base : List.of("tar://../base.tar", "docker://base:1.0")) {
      ImageBuild build = build(base, "localhost:5000/hello:1.0", false);
      build.add(zip("x86.zip", 62));
      Path other = zip("arm.zip", 183);
      calls.clear();

      assertEquals(
          "the base image '" + base
              + "' is for x86_64 only, and lambda.image.otherZip needs arm64 as well (parameter <imageBase>, property lambda.image.base)\n"
              + "hint: set a base image in a registry that has both, such as AWS's:"
              + " -Dlambda.image.base=public.ecr.aws/lambda/provided:al2023",
          assertThrows(ProblemException.class, () -> build.add(other)).getMessage());
      assertEquals(List.of(), calls);
    }
  }

  @Test
  void imageThatIsTooLargeForLambdaIsNotWritten() throws Exception {
    ImageBuild build = build("localhost:5000/hello:1.0", false);
    Path zip = zip("x86.zip", 62);
    // With its header, it leaves 48 bytes to a function of 88.
    baseLayer = new TarOfImage.Layer().header("usr/share/large", (10L << 30) - 560);

    assertEquals("""
        the base image 'debian' and the function unpack to more than 10 GB, which is Lambda's limit for an image (parameter <imageBase>, property lambda.image.base)
        hint: set a smaller base image""", assertThrows(ProblemException.class, () -> build.add(zip)).getMessage());
    assertEquals(List.of("base debian for x86_64"), calls);
  }

  @Test
  void tarIsThereOnlyWhole() throws Exception {
    Path tar = folder.resolve("target/hello.tar");
    ImageBuild build = build("tar://" + tar, false);
    build.add(zip("x86.zip", 62));

    build.write();

    assertEquals("image", Files.readString(tar));
    assertEquals("write tar://" + tar + ".part, [/var/task/bootstrap]", calls.get(1));
    assertEquals(false, Files.exists(Path.of(tar + ".part")));
  }

  @Test
  void tarThatCannotBeWrittenLeavesTheOneBeforeAndNoDraft() throws Exception {
    Path tar = Files.writeString(folder.resolve("hello.tar"), "the one before");
    ImageBuild build = build("tar://" + tar, false);
    build.add(zip("x86.zip", 62));
    diskIsFull = true;

    assertEquals("no space left", assertThrows(IOException.class, build::write).getMessage());
    assertEquals("the one before", Files.readString(tar));
    assertEquals(false, Files.exists(Path.of(tar + ".part")));
  }

  private ImageBuild build(String target, boolean oci) throws IOException {
    return build("debian", target, oci);
  }

  private ImageBuild build(String base, String target, boolean oci) throws IOException {
    ImageAccess access = new ImageAccess(
        false,
        false,
        folder,
        Files.createTempDirectory(folder, "work"),
        Path.of("docker"),
        host -> Optional.empty(),
        ProxySelector.of(null),
        new Authenticator() {},
        Progress.silent(),
        line -> {});
    ImageSettings settings = new ImageSettings(
        ImageLocation.of(base, ""),
        ImageLocation.of(target, ""),
        oci,
        "hello:1.0",
        "app.Hello::hello",
        "hello.jar",
        Map.of(),
        Instant.EPOCH);
    return new ImageBuild(settings, new Notes(), access);
  }

  /** Of a function whose JVM is for that machine, by its number in ELF. */
  private Path zip(String name, int machine) throws IOException {
    return zip(name, machine, Map.of());
  }

  private Path zip(String name, int machine, Map<String, Path> others) throws IOException {
    byte[] java = new byte[64];
    System.arraycopy(new byte[] {0x7f, 'E', 'L', 'F', 2, 1}, 0, java, 0, 6);
    java[0x12] = (byte) machine;
    Path zip = folder.resolve(name);
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("image/bin/java"));
      out.write(java);
      out.putNextEntry(new ZipEntry("bootstrap"));
      out.write("#!/bin/bash\n".getBytes(StandardCharsets.UTF_8));
      for (Map.Entry<String, Path> other : others.entrySet()) {
        out.putNextEntry(new ZipEntry(other.getKey()));
        Files.copy(other.getValue(), out);
      }
    }
    return zip;
  }

  private final class Notes implements ImageTool {

    @Override
    public void fetchBase(
        ImageLocation base, Architecture architecture, Path tar, ImageAccess access)
        throws IOException {
      calls.add("base " + base + " for " + architecture);
      new TarOfImage(architecture.imageName(), "null")
          .layer(baseLayer == null ? BaseImageTest.debian("2.34").bytes() : baseLayer)
          .writeTo(tar);
    }

    @Override
    public String write(ImagePlan plan, ImageLocation target, String name, ImageAccess access)
        throws IOException {
      calls.add("write " + target + ", " + plan.entryPoint());
      if (target.isIn(Kind.TAR)) {
        Files.writeString(Path.of(target.name()), "image");
        if (diskIsFull) {
          throw new IOException("no space left");
        }
      }
      return "sha256:" + plan.architecture();
    }

    @Override
    public String writeIndex(
        ImageLocation target, Map<Architecture, String> digests, boolean oci, ImageAccess access) {
      calls.add("index " + target + " " + new TreeMap<>(digests));
      return "sha256:index";
    }
  }
}
