// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.image;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.coldbrew.lambda.jvm.Architecture;
import dev.coldbrew.lambda.jvm.NativeNeeds;
import dev.coldbrew.lambda.problem.ProblemException;
import dev.coldbrew.lambda.task.BootstrapScript;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * A base image, as far as the function depends on it. Refuses a base image on which the function's
 * JVM cannot start.
 */
public final class BaseImage {

  private static final String WHERE = "parameter <imageBase>, property lambda.image.base";

  /**
   * The entry point of AWS's base images: starts /var/runtime/bootstrap, outside Lambda in AWS's
   * emulator.
   */
  private static final List<String> AWS_ENTRY_POINT = List.of("/lambda-entrypoint.sh");

  private static final String LIBRARY_PATH = "LD_LIBRARY_PATH=";

  /** Lambda's limit for an image, unpacked. */
  private static final long MAX_GB = 10;

  /** The shell that runs the function's bootstrap. */
  private static final String SHELL = "bin/bash";

  private final String name;
  private final JsonObject configuration;
  private final ImageFiles files;
  private final Optional<Version> glibc;

  private BaseImage(
      String name, JsonObject configuration, ImageFiles files, Optional<Version> glibc) {
    this.name = name;
    this.configuration = configuration;
    this.files = files;
    this.glibc = glibc;
  }

  /**
   * Reads a base image in the format of {@code docker save}, but with compressed layers.
   *
   * @param location where it came from
   * @param functionBytes the size of the function's own layers, unpacked
   * @throws ProblemException if both together unpack to more than Lambda allows
   */
  public static BaseImage read(Path tar, ImageLocation location, long functionBytes)
      throws IOException {
    JsonObject configuration = new JsonObject();
    ImageFiles files = new ImageFiles(MAX_GB * (1L << 30) - functionBytes);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(tar));
        TarArchiveInputStream entries = new TarArchiveInputStream(in)) {
      for (TarArchiveEntry entry = entries.getNextEntry();
          entry != null;
          entry = entries.getNextEntry()) {
        if (entry.getName().endsWith(".tar.gz")) {
          readLayer(entries, files, location);
        } else if (entry.getName().equals("config.json")) {
          String text = new String(entries.readAllBytes(), StandardCharsets.UTF_8);
          configuration = JsonParser.parseString(text).getAsJsonObject();
        }
      }
    }
    Optional<Version> glibc = Optional.empty();
    for (byte[] libc : files.libcs()) {
      Optional<Version> version = NativeNeeds.glibcOf(libc);
      if (version.isPresent() && (glibc.isEmpty() || glibc.get().compareTo(version.get()) < 0)) {
        glibc = version;
      }
    }
    return new BaseImage(location.toString(), configuration, files, glibc);
  }

  private static void readLayer(InputStream compressed, ImageFiles files, ImageLocation base)
      throws IOException {
    try {
      files.add(new GZIPInputStream(compressed, 1 << 16));
    } catch (ImageFiles.TooLargeException e) {
      throw new ProblemException(
          "the base image '" + base + "' and the function unpack to more than " + MAX_GB
              + " GB, which is Lambda's limit for an image",
          WHERE,
          "set a smaller base image",
          e);
    } catch (IOException e) {
      throw unreadableLayer(base, e);
    }
  }

  /**
   * The problem of a layer that is not compressed with gzip but, for example, with zstd. Jib would treat it
   * as a plain tar, and the image would be broken.
   */
  public static ProblemException unreadableLayer(ImageLocation base, Throwable cause) {
    return new ProblemException(
        "the base image '" + base + "' has a layer that is not a gzip-compressed tar",
        WHERE,
        base.isIn(ImageLocation.Kind.REGISTRY)
            // In one step, skopeo before 1.10 refuses such layers.
            ? "copy it with skopeo copy --dest-decompress docker://" + base.name()
                + " dir:base && skopeo copy dir:base docker-archive:base.tar, and set"
                + " <imageBase>tar://base.tar</imageBase>"
            : "set a base image whose layers are compressed with gzip, or not at all",
        cause);
  }

  /**
   * Refuses a base image on which the function would not start.
   *
   * @param needs the native needs of the function's JVM
   */
  public void check(NativeNeeds needs, Architecture architecture) {
    String own = text("architecture");
    if (!own.equals(architecture.imageName())) {
      Optional<Architecture> known = Architecture.ofImageName(own);
      throw problem(
          "is for " + known.map(Architecture::lambdaName).orElse(own) + ", but the function is for "
              + architecture,
          "set a base image for " + architecture
              + known
                  .map(other -> ", or package the function for " + other
                      + ": mvn package lambda:image -Dlambda.architecture=" + other)
                  .orElse(""));
    }
    if (glibc.isEmpty()) {
      throw problem(
          files.hasMusl()
              ? "has musl, but the function's JVM needs glibc"
              : "has no glibc, which the function's JVM needs",
          "set a base image with glibc " + needs.glibc()
              + " or newer, or remove the parameter to use AWS's");
    }
    if (glibc.get().compareTo(needs.glibc()) < 0) {
      throw problem(
          "has glibc %s, and 'image/%s' of the function needs %s"
              .formatted(glibc.get(), needs.glibcFile(), needs.glibc()),
          needs.isOfOutside()
              ? "set a newer base image, or use a JDK that needs no libraries of its system, such as"
                  + " Temurin: mvn package lambda:image -Dlambda.jdk=25 -Dlambda.jdk.download"
              : "set a newer base image, or package the function for this one: <target>NAME:"
                  + glibc.get() + "</target>");
    }
    if (!files.has(SHELL)) {
      throw problem(
          "has no /bin/bash, which starts the function's bootstrap",
          "set a base image with bash, or remove the parameter to use AWS's");
    }
    for (Map.Entry<String, String> library : needs.libraries().entrySet()) {
      if (!files.hasLibrary(library.getKey())) {
        throw problem(
            "has no %s, which 'image/%s' of the function needs"
                .formatted(library.getKey(), library.getValue()),
            "set a base image with that library, or package the function for this one, so that its"
                + " zip has the library: <target>NAME:" + glibc.get() + "</target>");
      }
    }
  }

  private ProblemException problem(String what, String hint) {
    return new ProblemException("the base image '" + name + "' " + what, WHERE, hint);
  }

  /** Whether the image has AWS's entry point, which starts the function. */
  public boolean startsBootstrap() {
    return words("Entrypoint").equals(AWS_ENTRY_POINT);
  }

  /**
   * Whether a function loads the image's library of that soname instead of its own copy: the
   * bootstrap puts the folder of the copies behind those of LD_LIBRARY_PATH.
   */
  public boolean comesFirst(String soname) {
    String folders = words("Env").stream()
        .filter(variable -> variable.startsWith(LIBRARY_PATH))
        .map(variable -> variable.substring(LIBRARY_PATH.length()))
        .filter(value -> !value.isEmpty())
        .reduce(BootstrapScript.SYSTEM_LIBRARIES, (first, last) -> last);
    return Stream.of(folders.split(":")).anyMatch(folder -> files.has(folder + "/" + soname));
  }

  /** A list in the configuration of the image's process. */
  private List<String> words(String key) {
    List<String> words = new ArrayList<>();
    JsonElement config = configuration.get("config");
    if (config != null
        && config.isJsonObject()
        && config.getAsJsonObject().get(key) instanceof JsonArray array) {
      array.forEach(word -> words.add(word.getAsString()));
    }
    return words;
  }

  private String text(String key) {
    JsonElement value = configuration.get(key);
    return value == null ? "an architecture that it does not name" : value.getAsString();
  }

  public Version glibc() {
    return glibc.orElseThrow();
  }

  /** The size of its unpacked layers, in bytes. */
  public long bytes() {
    return files.bytes();
  }
}
