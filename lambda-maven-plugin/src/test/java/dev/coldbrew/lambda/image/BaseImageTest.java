// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.image;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coldbrew.lambda.jvm.Architecture;
import dev.coldbrew.lambda.jvm.NativeNeeds;
import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Base images that a function cannot start on. Their glibc is this machine's, with another version. */
class BaseImageTest {

  private static final String WHERE = " (parameter <imageBase>, property lambda.image.base)\n";

  private static final ImageLocation DEBIAN = ImageLocation.of("debian", "");

  @TempDir
  Path folder;

  @Test
  void baseThatHasWhatTheFunctionNeedsIsTaken() throws Exception {
    BaseImage image =
        read(new TarOfImage("amd64", "null").layer(debian("2.34").file("usr/lib/libz.so.1")));

    assertDoesNotThrow(
        () -> image.check(needs(Map.of("libz.so.1", "lib/libzip.so")), Architecture.X86_64));
    assertEquals(Version.parse("2.34"), image.glibc());
    assertFalse(image.startsBootstrap());
  }

  @Test
  void awssEntryPointIsRecognized() throws Exception {
    assertTrue(read(new TarOfImage("amd64", "[\"/lambda-entrypoint.sh\"]")).startsBootstrap());
    assertFalse(read(new TarOfImage("amd64", "[\"/bin/sh\", \"-c\"]")).startsBootstrap());
  }

  @Test
  void otherArchitectureIsRefused() throws Exception {
    assertEquals(
        "the base image 'debian' is for arm64, but the function is for x86_64" + WHERE
            + "hint: set a base image for x86_64, or package the function for arm64:"
            + " mvn package lambda:image -Dlambda.architecture=arm64",
        problem(new TarOfImage("arm64", "null").layer(debian("2.34"))));
    assertEquals(
        "the base image 'debian' is for s390x, but the function is for x86_64" + WHERE
            + "hint: set a base image for x86_64",
        problem(new TarOfImage("s390x", "null").layer(debian("2.34"))));
  }

  @Test
  void olderGlibcIsRefused() throws Exception {
    assertEquals(
        "the base image 'debian' has glibc 2.17, and 'image/bin/java' of the function needs 2.34"
            + WHERE
            + "hint: set a newer base image, or package the function for this one:"
            + " <target>NAME:2.17</target>",
        problem(new TarOfImage("amd64", "null").layer(debian("2.17"))));
  }

  /** As AWS's have a libstdc++, and the zip has that of a newer Debian. */
  @Test
  void librariesThatTheBaseLoadsFirstReplaceThoseOfTheZip() throws Exception {
    byte[] found = debian("2.34")
        .link("lib64", "usr/lib64")
        .link("usr/lib64/libstdc++.so.6", "libstdc++.so.6.0.29")
        .file("usr/lib64/libstdc++.so.6.0.29")
        .file("opt/lib/libgcc_s.so.1")
        .link("usr/lib64/libbroken.so.1", "libbroken.so.1.0")
        .bytes();
    TarOfImage aws = new TarOfImage("amd64", "null").layer(found);

    assertTrue(read(aws).comesFirst("libstdc++.so.6"));
    assertFalse(read(aws).comesFirst("libgcc_s.so.1"));
    assertFalse(read(aws).comesFirst("libbroken.so.1"));
    BaseImage other =
        read(new TarOfImage("amd64", "null", List.of("A=b", "LD_LIBRARY_PATH=/usr/lib:/opt/lib"))
            .layer(found));
    assertFalse(other.comesFirst("libstdc++.so.6"));
    assertTrue(other.comesFirst("libgcc_s.so.1"));
  }

  @Test
  void libraryOfTheZipThatNeedsANewerGlibcIsRefused() throws Exception {
    BaseImage image = read(new TarOfImage("amd64", "null").layer(debian("2.34")));
    NativeNeeds needs = new NativeNeeds(
        Optional.of(Architecture.X86_64),
        Version.parse("2.36"),
        "lib/outside/libstdc++.so.6",
        Map.of());

    assertEquals(
        "the base image 'debian' has glibc 2.34, and 'image/lib/outside/libstdc++.so.6' of the"
            + " function needs 2.36" + WHERE
            + "hint: set a newer base image, or use a JDK that needs no libraries of its system,"
            + " such as Temurin: mvn package lambda:image -Dlambda.jdk=25 -Dlambda.jdk.download",
        assertThrows(ProblemException.class, () -> image.check(needs, Architecture.X86_64))
            .getMessage());
  }

  @Test
  void muslIsRefused() throws Exception {
    assertEquals(
        "the base image 'debian' has musl, but the function's JVM needs glibc" + WHERE
            + "hint: set a base image with glibc 2.34 or newer, or remove the parameter to use AWS's",
        problem(new TarOfImage("amd64", "null")
            .layer(new TarOfImage.Layer().file("bin/bash").file("lib/ld-musl-x86_64.so.1"))));
  }

  @Test
  void imageWithNothingInItIsRefused() throws Exception {
    assertEquals(
        "the base image 'debian' has no glibc, which the function's JVM needs" + WHERE
            + "hint: set a base image with glibc 2.34 or newer, or remove the parameter to use AWS's",
        problem(new TarOfImage("amd64", "null")));
  }

  @Test
  void imageWithoutAShellIsRefused() throws Exception {
    assertEquals(
        "the base image 'debian' has no /bin/bash, which starts the function's bootstrap" + WHERE
            + "hint: set a base image with bash, or remove the parameter to use AWS's",
        problem(new TarOfImage("amd64", "null")
            .layer(debian("2.34"))
            .layer(new TarOfImage.Layer().file("usr/bin/.wh.bash"))));
  }

  @Test
  void imageWithoutALibraryThatTheJvmNeedsIsRefused() throws Exception {
    BaseImage image = read(new TarOfImage("amd64", "null").layer(debian("2.34")));

    assertEquals(
        "the base image 'debian' has no libz.so.1, which 'image/lib/libzip.so' of the function needs"
            + WHERE
            + "hint: set a base image with that library, or package the function for this one, so"
            + " that its zip has the library: <target>NAME:2.34</target>",
        assertThrows(
                ProblemException.class,
                () -> image.check(needs(Map.of("libz.so.1", "lib/libzip.so")), Architecture.X86_64))
            .getMessage());
  }

  /** As Jib passes on one that is compressed with zstd in a registry, or in a tar. */
  @Test
  void layerThatIsNotCompressedWithGzipIsRefused() throws Exception {
    byte[] zstd = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 4, 0, 1, 0, 0};
    Path ofRegistry = new TarOfImage("amd64", "null")
        .compressedLayer(zstd)
        .writeTo(folder.resolve("registry.tar"));
    Path ofTar = new TarOfImage("amd64", "null")
        .layer(Arrays.copyOf(zstd, 1024))
        .writeTo(folder.resolve("tar.tar"));

    assertEquals(
        "the base image 'debian' has a layer that is not a gzip-compressed tar" + WHERE
            + "hint: copy it with skopeo copy --dest-decompress docker://debian dir:base && skopeo"
            + " copy dir:base docker-archive:base.tar, and set <imageBase>tar://base.tar</imageBase>",
        assertThrows(ProblemException.class, () -> BaseImage.read(ofRegistry, DEBIAN, 0))
            .getMessage());
    assertEquals(
        "the base image 'tar://base.tar' has a layer that is not a gzip-compressed tar" + WHERE
            + "hint: set a base image whose layers are compressed with gzip, or not at all",
        assertThrows(
                ProblemException.class,
                () -> BaseImage.read(ofTar, ImageLocation.of("tar://base.tar", ""), 0))
            .getMessage());
  }

  private String problem(TarOfImage tar) throws Exception {
    BaseImage image = read(tar);
    return assertThrows(
            ProblemException.class, () -> image.check(needs(Map.of()), Architecture.X86_64))
        .getMessage();
  }

  private BaseImage read(TarOfImage image) throws IOException {
    return BaseImage.read(image.writeTo(folder.resolve("base.tar")), DEBIAN, 0);
  }

  private static NativeNeeds needs(Map<String, String> libraries) {
    return new NativeNeeds(
        Optional.of(Architecture.X86_64), Version.parse("2.34"), "bin/java", libraries);
  }

  /** In which folders lead to others. */
  static TarOfImage.Layer debian(String glibc) throws IOException {
    String libc = Files.readString(libc(), StandardCharsets.ISO_8859_1)
        .replaceAll("GLIBC_2[.]\\d\\d", "GLIBC_" + glibc)
        .replaceAll("release version 2[.]\\d+", "release version " + glibc)
        .replace("GLIBC_ABI_DT_RELR", "GLIBC_ABI_DT_NONE"); // which 2.36 is the first to have
    return new TarOfImage.Layer()
        .link("./bin", "usr/bin")
        .link("./lib", "usr/lib")
        .file("./usr/bin/bash")
        .file("./usr/lib/libc.so.6", libc.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static Path libc() {
    Optional<Path> libc = Stream.of(
            "/lib/x86_64-linux-gnu/libc.so.6",
            "/lib/aarch64-linux-gnu/libc.so.6",
            "/lib64/libc.so.6")
        .map(Path::of)
        .filter(Files::isRegularFile)
        .findFirst();
    assumeTrue(libc.isPresent(), "this machine has no glibc where one usually is");
    return libc.get();
  }
}
