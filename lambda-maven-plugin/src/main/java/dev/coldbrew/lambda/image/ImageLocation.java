// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.image;

import dev.coldbrew.lambda.problem.ProblemException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.regex.Pattern;

/**
 * The location of an image, existing or not: in a registry, in a tar, or in a Docker daemon.
 *
 * @param name the reference of an image, or the path of a tar
 */
public record ImageLocation(Kind kind, String name) {

  /** The kinds of location. */
  public enum Kind {
    REGISTRY,
    TAR,
    DAEMON
  }

  private static final String TAR = "tar://";
  private static final String DAEMON = "docker://";
  private static final String REGISTRY = "registry://";

  /** Registries on this machine, which have no certificate, and whose traffic stays on it. */
  private static final Pattern LOOPBACK =
      Pattern.compile("(localhost|127\\.\\d+\\.\\d+\\.\\d+|\\[::1\\])(:\\d+)?/.*");

  /**
   * Parses a location in Jib's notation: {@code tar://path}, {@code docker://name}, or a reference.
   *
   * @param where the parameter that contains the text, for messages
   */
  public static ImageLocation of(String text, String where) {
    ImageLocation location;
    if (text.startsWith(TAR)) {
      location = new ImageLocation(Kind.TAR, text.substring(TAR.length()));
    } else if (text.startsWith(DAEMON)) {
      location = new ImageLocation(Kind.DAEMON, text.substring(DAEMON.length()));
    } else {
      location = new ImageLocation(
          Kind.REGISTRY, text.startsWith(REGISTRY) ? text.substring(REGISTRY.length()) : text);
    }
    if (location.name.isBlank() || location.name.contains("://")) {
      throw new ProblemException(
          "'" + text + "' is not an image name",
          where,
          "name one in a registry, such as localhost:5000/hello:1.0; or tar://FILE, or docker://NAME");
    }
    if (location.kind == Kind.REGISTRY && !text.startsWith(REGISTRY) && ImageName.isFile(text)) {
      throw fileWithoutTar(text, where);
    }
    if (location.kind != Kind.TAR && !ImageName.isValid(location.name)) {
      throw new ProblemException(
          "'" + text + "' is not an image name",
          where,
          "set a name like " + new ImageLocation(location.kind, ImageName.like(location.name))
              + ", with a repository in lower case, and a tag after the last colon");
    }
    return location;
  }

  /**
   * Parses a location of an image for a project. A relative file path starts at its folder.
   *
   * @param where the parameter that contains the text, for messages
   */
  public static ImageLocation of(String text, Path basedir, String where) throws IOException {
    ImageLocation location = of(text, where);
    Path real = basedir.toRealPath();
    if (location.isIn(Kind.TAR)) {
      Path file = real.resolve(location.name).normalize();
      return new ImageLocation(Kind.TAR, file.toString());
    }
    if (location.name.equals(text) && new File(real.toFile(), text).isFile()) {
      throw fileWithoutTar(text, where);
    }
    return location;
  }

  private static ProblemException fileWithoutTar(String text, String where) {
    return new ProblemException(
        "'" + text + "' is a file, but without tar:// it would name an image in a registry",
        where,
        "set " + TAR + text);
  }

  /**
   * Refuses a location where the image would replace what it is made from.
   *
   * @param where the parameter that contains the location, for messages
   */
  public ImageLocation requireNone(Collection<Path> inputs, String where) throws IOException {
    Path file = Path.of(kind == Kind.TAR ? name : "");
    for (Path input : inputs) {
      if (Files.isRegularFile(file) && Files.exists(input) && Files.isSameFile(file, input)) {
        throw new ProblemException(
            "'" + this + "' is what the image is made from, which it would overwrite",
            where,
            "name another file: -Dlambda.image.to=tar://target/image.tar");
      }
    }
    return this;
  }

  /**
   * Refuses a location that nothing can be written to: an image has no digest before it is written.
   *
   * @param where the parameter that contains the text, for messages
   */
  public ImageLocation requireNoDigest(String where) {
    if (kind != Kind.TAR && name.contains("@")) {
      throw new ProblemException(
          "'" + this + "' names an image by its digest, which the image does not have yet",
          where,
          "name it by a tag, such as " + withTag(tag()));
    }
    return this;
  }

  public boolean isIn(Kind other) {
    return kind == other;
  }

  /** The reference without tag and digest; only for a registry. */
  public String repository() {
    String withoutDigest = name.replaceFirst("@.*", "");
    return hasTag() ? withoutDigest.substring(0, withoutDigest.lastIndexOf(':')) : withoutDigest;
  }

  private boolean hasTag() {
    String withoutDigest = name.replaceFirst("@.*", "");
    return withoutDigest.lastIndexOf(':') > withoutDigest.lastIndexOf('/');
  }

  /** The reference's tag, or the default tag if it has none; only for a registry. */
  public String tag() {
    String withoutDigest = name.replaceFirst("@.*", "");
    return hasTag() ? withoutDigest.substring(withoutDigest.lastIndexOf(':') + 1) : "latest";
  }

  /** The image with that tag in the same repository. */
  ImageLocation withTag(String tag) {
    return new ImageLocation(kind, repository() + ":" + tag);
  }

  /** Whether the name has a registry's host; without one, the image is on Docker Hub. */
  public boolean hasHost() {
    return ImageName.hasHost(name);
  }

  /** The reference with the default tag if it has neither a tag nor a digest; only for a registry. */
  public String withDefaultTag() {
    return hasTag() || name.contains("@") ? name : name + ":" + tag();
  }

  /** Whether the image is in a registry on this machine. */
  public boolean isOnLoopback() {
    return kind == Kind.REGISTRY && LOOPBACK.matcher(name).matches();
  }

  /** As users write it. */
  @Override
  public String toString() {
    return switch (kind) {
      case TAR -> TAR + name;
      case DAEMON -> DAEMON + name;
      case REGISTRY -> name;
    };
  }
}
