// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.image;

import dev.coldbrew.lambda.problem.ProblemException;
import java.util.regex.Pattern;

/**
 * Where an image is, or is to be: in a registry, in a tar or with a Docker daemon.
 *
 * @param name the reference of an image, or the path of a tar
 */
public record ImageLocation(Kind kind, String name) {

  /** The ways to keep an image. */
  public enum Kind {
    REGISTRY,
    TAR,
    DAEMON
  }

  private static final String TAR = "tar://";
  private static final String DAEMON = "docker://";
  private static final String REGISTRY = "registry://";

  /** Registries of this machine, which have no certificate, and whose connection nobody else sees. */
  private static final Pattern LOOPBACK =
      Pattern.compile("(localhost|127\\.\\d+\\.\\d+\\.\\d+|\\[::1\\])(:\\d+)?/.*");

  /**
   * Reads what Jib's users write: {@code tar://path}, {@code docker://name}, or a reference.
   *
   * @param where the parameter that it comes from
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
          "'" + text + "' is no image",
          where,
          "name one in a registry, such as localhost:5000/hello:1.0; or tar://FILE, or docker://NAME");
    }
    return location;
  }

  public boolean isIn(Kind other) {
    return kind == other;
  }

  /** Of a reference in a registry: without tag and digest. */
  public String repository() {
    String withoutDigest = name.replaceFirst("@.*", "");
    return hasTag() ? withoutDigest.substring(0, withoutDigest.lastIndexOf(':')) : withoutDigest;
  }

  private boolean hasTag() {
    String withoutDigest = name.replaceFirst("@.*", "");
    return withoutDigest.lastIndexOf(':') > withoutDigest.lastIndexOf('/');
  }

  /** Of a reference in a registry; the usual one where it names none. */
  public String tag() {
    return hasTag() ? name.substring(name.lastIndexOf(':') + 1) : "latest";
  }

  /** The image of that tag in the same repository. */
  ImageLocation withTag(String tag) {
    return new ImageLocation(kind, repository() + ":" + tag);
  }

  /** Whether it is in a registry of this machine. */
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
