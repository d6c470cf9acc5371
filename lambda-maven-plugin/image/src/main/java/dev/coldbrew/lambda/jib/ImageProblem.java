// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jib;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import dev.coldbrew.lambda.image.BaseImage;
import dev.coldbrew.lambda.image.ImageLocation;
import dev.coldbrew.lambda.image.ImageLocation.Kind;
import dev.coldbrew.lambda.jvm.Architecture;
import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import org.apache.commons.compress.compressors.CompressorException;

/** Turns Jib's exceptions into problems for the user. */
final class ImageProblem {

  private static final String BASE = "parameter <imageBase>, property lambda.image.base";
  private static final String TARGET = "parameter <imageTo>, property lambda.image.to";

  private final ImageLocation location;
  private final String where;
  private final String verb;
  private final String architecture;

  private ImageProblem(ImageLocation location, String where, String verb, String architecture) {
    this.location = location;
    this.where = where;
    this.verb = verb;
    this.architecture = architecture;
  }

  static ImageProblem ofBase(ImageLocation base, Architecture architecture) {
    return new ImageProblem(base, BASE, "read", architecture.imageName());
  }

  static ImageProblem ofTarget(ImageLocation target) {
    return new ImageProblem(target, TARGET, "written", "");
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
          "'" + location + "' is not the name of an image",
          "names are like localhost:5000/hello:1.0: in lower case, and with a tag after the last colon",
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
      return BaseImage.unreadableLayer(location.toString(), other);
    }
    return switch (location.kind()) {
      case REGISTRY -> new RegistryProblem(this, location).of(e);
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
    return problem(
        "'" + location.name() + "' is not a tar that docker save wrote: " + reason(e),
        "write one: docker save --output base.tar NAME",
        e);
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
    return architecture;
  }

  ProblemException problem(String what, String hint, Throwable e) {
    return new ProblemException(what, where, hint, e);
  }
}
