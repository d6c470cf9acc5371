// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jib;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InsecureRegistryException;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.RegistryAuthenticationFailedException;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.image.json.UnlistedPlatformInManifestListException;
import com.google.cloud.tools.jib.registry.RegistryCredentialsNotSentException;
import com.google.cloud.tools.jib.registry.credentials.CredentialRetrievalException;
import dev.coldbrew.lambda.image.BaseImage;
import dev.coldbrew.lambda.image.ImageLocation;
import dev.coldbrew.lambda.image.ImageLocation.Kind;
import dev.coldbrew.lambda.jvm.Architecture;
import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLException;
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
        location.isIn(Kind.REGISTRY) && where.equals(BASE)
            ? "run the command once without Maven's -o: the base image is kept then"
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
      return problem("'" + location + "' was interrupted", "start the build again", e);
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
    if (root(e) instanceof CompressorException other
        && reason(other).contains("is not available")) { // zstd: the plugin lacks its library
      return BaseImage.unreadableLayer(location.toString(), other);
    }
    return switch (location.kind()) {
      case REGISTRY -> ofRegistry(e);
      case TAR -> ofTar(e);
      case DAEMON -> ofDaemon(e);
    };
  }

  private ProblemException ofRegistry(Throwable e) {
    String registry = registry();
    if (e instanceof RegistryCredentialsNotSentException) {
      return problem(
          "'" + registry + "' asks for a password, which is not sent without encryption",
          "give the registry a certificate; or, if nobody else sees that connection, add"
              + " -DsendCredentialsOverHttp=true",
          e);
    }
    Optional<Integer> status = HttpStatus.of(e);
    if (status.isPresent()) {
      return refused(status.get(), e);
    }
    if (e instanceof RegistryAuthenticationFailedException) {
      return problem(
          "the login at '" + registry + "' failed: " + reason(root(e)), login(registry), e);
    }
    if (e instanceof CredentialRetrievalException) {
      return problem(
          "the credentials for '" + registry + "' cannot be obtained: " + reason(root(e)),
          login(registry),
          e);
    }
    if (e instanceof UnlistedPlatformInManifestListException) {
      return problem(
          "'" + location + "' has no image for " + architecture,
          "set a base image for " + architecture
              + ", or build the function for the other architecture: <architecture>",
          e);
    }
    if (e instanceof InsecureRegistryException || e instanceof SSLException) {
      return problem(
          "'" + registry + "' has no TLS connection that this machine trusts: " + reason(root(e)),
          "import its certificate into the JDK that runs Maven; if it has none, and may be used so:"
              + " -Dlambda.image.insecure",
          e);
    }
    return unreachable(registry, e);
  }

  private ProblemException unreachable(String registry, Throwable e) {
    if (reason(e).startsWith("Cannot run Jib in offline mode")) {
      return offline();
    }
    if (e instanceof UnknownHostException) {
      return problem(
          "there is no registry '" + registry + "': its name has no address",
          "correct the name, or connect to the network; to one behind a proxy with"
              + " -Dhttps.proxyHost=HOST -Dhttps.proxyPort=PORT",
          e);
    }
    if (e instanceof ConnectException) {
      return problem(
          "the registry '" + registry + "' cannot be reached: " + reason(e),
          "start it, or correct the name",
          e);
    }
    if (e instanceof SocketTimeoutException) {
      return problem(
          "the registry '" + registry + "' has stopped responding",
          "run the command again, perhaps with more patience, in milliseconds:"
              + " -Djib.httpTimeout=60000",
          e);
    }
    return problem(
        "'" + location + "' cannot be " + verb + ": " + reason(e),
        "run the command again: what is there already is not sent twice",
        e);
  }

  private ProblemException refused(int status, Throwable e) {
    String registry = registry();
    String what = "the registry '%s' responded %s for '%s'"
        .formatted(registry, HttpStatus.text(status), location.name());
    return switch (status) {
      case 401 -> problem(what, login(registry), e);
      case 403 ->
        problem(
            what,
            "give that user the permission, or name another repository; mvn -X shows where the login"
                + " comes from",
            e);
      case 404 ->
        problem(
            what,
            where.equals(BASE)
                ? "correct the name: HOST/REPOSITORY:TAG"
                : "create the repository there first, or correct the name",
            e);
      case 429 -> problem(what, "wait, and run the command again; a login may allow more", e);
      default ->
        problem(
            what + details(e),
            status >= 500
                ? "run the command again: what is there already is not sent twice"
                : "look into the registry's log",
            e);
    };
  }

  /** In the registry's own words. */
  private static String details(Throwable e) {
    return e instanceof RegistryException ? ": " + reason(e).strip() : "";
  }

  private ProblemException ofTar(Throwable e) throws IOException {
    if (where.equals(TARGET)) {
      if (e instanceof IOException failure) {
        throw failure; // of a file, for which the goal has words
      }
      throw new IllegalStateException(e);
    }
    if (e instanceof NoSuchFileException missing
        && Path.of(location.name()).toString().equals(missing.getFile())) {
      return problem("there is no file '" + location.name() + "'", "correct the path", e);
    }
    return problem(
        "'" + location.name() + "' is not a tar that docker save has written: " + reason(e),
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
    if (where.equals(BASE) && reason.matches("(?is).*no such (image|object)\\b.*")) {
      return problem(
          "Docker has no image '" + location.name() + "'", "docker pull " + location.name(), e);
    }
    return problem(
        "Docker failed: " + reason.strip(), "see whether its daemon runs: docker info", e);
  }

  private String registry() {
    try {
      return ImageReference.parse(location.name()).getRegistry();
    } catch (InvalidImageReferenceException e) {
      return location.name();
    }
  }

  private static String login(String registry) {
    return "log in with docker login " + registry + ", or write a <server> with the id " + registry
        + " into ~/.m2/settings.xml";
  }

  private static Throwable root(Throwable e) {
    return e.getCause() == null ? e : root(e.getCause());
  }

  private static String reason(Throwable e) {
    return ProblemException.reason(e);
  }

  private ProblemException problem(String what, String hint, Throwable e) {
    return new ProblemException(what, where, hint, e);
  }
}
