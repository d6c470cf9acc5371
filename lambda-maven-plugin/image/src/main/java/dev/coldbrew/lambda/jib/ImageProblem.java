// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jib;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import dev.coldbrew.lambda.image.BaseImage;
import dev.coldbrew.lambda.image.ImageLocation;
import dev.coldbrew.lambda.image.ImageLocation.Kind;
import dev.coldbrew.lambda.jvm.Architecture;
import dev.coldbrew.lambda.problem.ProblemException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.CompressorException;

/** Turns Jib's exceptions into problems for the user. */
final class ImageProblem {

  private static final String BASE = "parameter <imageBase>, property lambda.image.base";
  private static final String TARGET = "parameter <imageTo>, property lambda.image.to";

  /** What Jib says of an image for another platform than the configured one. */
  private static final Pattern PLATFORM =
      Pattern.compile("the configured platform .* match the platform \\(([^/]+)/");

  private final ImageLocation location;
  private final String where;
  private final String verb;
  private final Optional<Architecture> architecture;

  private ImageProblem(
      ImageLocation location, String where, String verb, Optional<Architecture> architecture) {
    this.location = location;
    this.where = where;
    this.verb = verb;
    this.architecture = architecture;
  }

  static ImageProblem ofBase(ImageLocation base, Architecture architecture) {
    return new ImageProblem(base, BASE, "read", Optional.of(architecture));
  }

  static ImageProblem ofTarget(ImageLocation target) {
    return new ImageProblem(target, TARGET, "written", Optional.empty());
  }

  ProblemException offline() {
    return problem(
        "'" + location + "' cannot be " + verb + " while Maven is offline",
        location.isIn(Kind.REGISTRY) && isOfBase()
            ? "run the command once without Maven's -o, which keeps the base image for later builds"
            : "run the command without Maven's -o, or write a tar: -Dlambda.image.to=tar://image.tar",
        null);
  }

  /** @param thrown the exception that Jib threw */
  ProblemException of(Exception thrown) throws IOException {
    return of(thrown, Optional.empty());
  }

  /**
   * As above.
   *
   * @param login which credentials were sent
   */
  ProblemException of(Exception thrown, Optional<String> login) throws IOException {
    Throwable e = thrown;
    while ((e instanceof ExecutionException || e instanceof UncheckedIOException)
        && e.getCause() != null) {
      e = e.getCause();
    }
    if (e instanceof ProblemException problem) {
      return problem;
    }
    if (e instanceof InterruptedException) {
      Thread.currentThread().interrupt();
      return problem("the work on '" + location + "' was interrupted", "run the command again", e);
    }
    if (e instanceof InvalidImageReferenceException) {
      return problem(
          "'" + location + "' is not an image name",
          "set a name like localhost:5000/hello:1.0, with a repository in lower case, and a tag"
              + " after the last colon",
          e);
    }
    if (e instanceof CacheDirectoryCreationException) {
      return new ProblemException(
          "the cache of base images cannot be written: " + ProblemException.reason(e.getCause()),
          "parameter <cacheDirectory>",
          "name another folder: -Dlambda.cacheDirectory=/some/writable/folder",
          e);
    }
    if (RegistryProblem.root(e) instanceof CompressorException other
        && reason(other)
            .contains("is not available")) { // zstd, whose library the plugin does not have
      return BaseImage.unreadableLayer(location, other);
    }
    return switch (location.kind()) {
      case REGISTRY -> new RegistryProblem(this, location, login).of(e);
      case TAR -> ofTar(e);
      case DAEMON -> ofDaemon(e);
    };
  }

  private ProblemException ofTar(Throwable e) throws IOException {
    if (!isOfBase()) {
      if (e instanceof IOException failure) {
        throw failure; // about a file: the goal has a message for it
      }
      throw new IllegalStateException(e);
    }
    if (e instanceof NoSuchFileException missing
        && Path.of(location.name()).toString().equals(missing.getFile())) {
      return problem("there is no file '" + location.name() + "'", "correct the path", e);
    }
    Matcher otherPlatform = PLATFORM.matcher(reason(e));
    if (otherPlatform.find()) {
      String own = Architecture.ofImageName(otherPlatform.group(1))
          .map(Architecture::lambdaName)
          .orElse(otherPlatform.group(1));
      return problem(
          "the base image '" + location + "' is for " + own + ", but the function is for "
              + architecture(),
          otherBase(),
          e);
    }
    if (has("manifest.json")) {
      return notSaved(": " + reason(e), e);
    }
    return has("index.json")
        ? problem(
            "'" + location + "' is an OCI image layout, which cannot be a base image",
            "convert it: skopeo copy oci-archive:" + location.name()
                + " docker-archive:base.tar, and set <imageBase>tar://base.tar</imageBase>",
            e)
        : notSaved(": it has no manifest.json", e);
  }

  private ProblemException notSaved(String reason, Throwable e) {
    return problem(
        "'" + location + "' is not a tar written by docker save" + reason,
        "write one: docker save --output base.tar NAME",
        e);
  }

  /** Whether the tar has that file; not if it is no tar. */
  private boolean has(String name) {
    try (InputStream file =
            new BufferedInputStream(Files.newInputStream(Path.of(location.name())));
        TarArchiveInputStream tar = new TarArchiveInputStream(file)) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (entry.getName().equals(name)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return false;
    }
  }

  /** What to do if the base image is for another architecture than the function. */
  String otherBase() {
    return "set a base image for " + architecture()
        + architecture
            .map(Architecture::other)
            .map(other -> ", or package the function for " + other
                + ": mvn package lambda:image -Dlambda.architecture=" + other)
            .orElse("");
  }

  private ProblemException ofDaemon(Throwable e) {
    String reason = reason(e);
    if (reason.contains("Cannot run program") || reason.contains("No such file")) {
      return problem(
          "there is no program 'docker' on this machine",
          "install Docker, or write to a registry or a tar: -Dlambda.image.to=tar://image.tar",
          e);
    }
    if (isOfBase() && reason.matches("(?is).*no such (image|object)\\b.*")) {
      return problem(
          "Docker has no image '" + location.name() + "'", "docker pull " + location.name(), e);
    }
    return problem(
        "Docker failed: " + reason.strip(), "check that its daemon is running: docker info", e);
  }

  private static String reason(Throwable e) {
    return ProblemException.reason(e);
  }

  boolean isOfBase() {
    return where.equals(BASE);
  }

  String verb() {
    return verb;
  }

  String architecture() {
    return architecture.map(Architecture::lambdaName).orElse("");
  }

  ProblemException problem(String what, String hint, Throwable e) {
    return new ProblemException(what, where, hint, e);
  }
}
