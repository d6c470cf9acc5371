// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jib;

import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InsecureRegistryException;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.RegistryAuthenticationFailedException;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.image.json.UnlistedPlatformInManifestListException;
import com.google.cloud.tools.jib.registry.RegistryCredentialsNotSentException;
import com.google.cloud.tools.jib.registry.credentials.CredentialRetrievalException;
import dev.coldbrew.lambda.image.ImageLocation;
import dev.coldbrew.lambda.problem.ProblemException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Turns Jib's exceptions about a registry into problems for the user. */
final class RegistryProblem {

  private final ImageProblem image;
  private final ImageLocation location;
  private final Optional<String> login;

  /** @param login which credentials were sent */
  RegistryProblem(ImageProblem image, ImageLocation location, Optional<String> login) {
    this.image = image;
    this.location = location;
    this.login = login;
  }

  ProblemException of(Throwable e) {
    String registry = registry();
    if (e instanceof RegistryCredentialsNotSentException) {
      return image.problem(
          "'" + registry
              + "' requires a password, which is not sent over an unencrypted connection",
          "give the registry a certificate; or, if you trust the network, add"
              + " -DsendCredentialsOverHttp=true",
          e);
    }
    Optional<Integer> status = HttpStatus.of(e);
    if (status.isPresent()) {
      return refused(status.get(), e);
    }
    if (e instanceof RegistryAuthenticationFailedException) {
      return refusedLogin(registry, e);
    }
    if (e instanceof CredentialRetrievalException) {
      return image.problem(
          "the credentials for '" + registry + "' cannot be obtained: " + reason(root(e)),
          login(registry),
          e);
    }
    if (e instanceof UnlistedPlatformInManifestListException) {
      return image.problem(
          "'" + location + "' has no image for " + image.architecture(), image.otherBase(), e);
    }
    if (e instanceof InsecureRegistryException || e instanceof SSLException) {
      return image.problem(
          "'" + registry + "' has no TLS certificate that this machine trusts: " + reason(root(e)),
          "import its certificate into the JDK that runs Maven; or, to use it without a trusted one, add"
              + " -Dlambda.image.insecure",
          e);
    }
    return unreachable(registry, e);
  }

  /** Without the parameters of the request, in which Jib shows the token of a login. */
  private ProblemException refusedLogin(String registry, Throwable e) {
    String all = reason(root(e));
    String shown = all.replaceFirst("(?s); parameters: .*", "");
    return image.problem(
        "the login at '" + registry + "' failed: " + shown.replaceFirst("^.* because: ", ""),
        login(registry),
        shown.equals(all) ? e : null);
  }

  private ProblemException unreachable(String registry, Throwable e) {
    if (reason(e).startsWith("Cannot run Jib in offline mode")) {
      return image.offline();
    }
    if (e instanceof UnknownHostException) {
      String host = e.getMessage().replaceFirst(":.*", "");
      return image.problem(
          registry.replaceFirst(":\\d+$", "").equals(host)
              ? "the name of the registry '" + registry + "' cannot be resolved"
              : "the host '" + host + "', through which the registry '" + registry
                  + "' is reached, cannot be resolved",
          (location.hasHost()
                  ? "correct the name, or connect to the network"
                  : "name the host of the registry: a name without one, such as '" + location
                      + "', means Docker Hub; or connect to the network")
              + "; behind a proxy, set a <proxy> in ~/.m2/settings.xml"
              + (image.isOfBase()
                  ? "; or name another base image: -Dlambda.image.base=tar://base.tar"
                  : ""),
          e);
    }
    if (e instanceof ConnectException) {
      return image.problem(
          shown() + " cannot be reached: " + reason(e),
          location.hasHost()
              ? "start it, or correct the name"
              : "name the host of the registry, or connect to the network",
          e);
    }
    if (e instanceof SocketTimeoutException) {
      return image.problem(
          shown() + " has stopped responding",
          "run the command again, with a longer timeout in milliseconds:"
              + " -Djib.httpTimeout=60000",
          e);
    }
    return image.problem(
        "'" + location + "' cannot be " + image.verb() + ": " + reason(e),
        "run the command again: layers that are already there are not sent again",
        e);
  }

  private ProblemException refused(int status, Throwable e) {
    String registry = registry();
    String what = "%s responded %s for '%s'"
        .formatted(shown(), HttpStatus.text(status), location.withDefaultTag());
    return switch (status) {
      case 407 ->
        new ProblemException(
            "the proxy for '" + registry + "' did not accept a login",
            "<proxy> in Maven's settings",
            "correct its <username> and <password> in ~/.m2/settings.xml",
            e);
      case 401 ->
        login.isPresent()
            ? image.problem(
                what + ", with " + login.get(),
                "correct the password there; mvn -X shows where the login comes from",
                e)
            : image.problem(what, login(registry), e);
      case 403 ->
        image.problem(
            what,
            "grant that user the permission, or name another repository; mvn -X shows where the login"
                + " comes from",
            e);
      case 404 ->
        image.problem(
            what,
            image.isOfBase()
                ? "correct the name: the registry has no such repository or tag"
                : "create the repository there first, or correct the name",
            e);
      case 429 ->
        image.problem(what, "wait, then run the command again; a login may raise the limit", e);
      default ->
        image.problem(
            what + details(e),
            status >= 500
                ? "run the command again: layers that are already there are not sent again"
                : "look at the registry's log",
            e);
    };
  }

  /** The registry's own explanation. */
  private static String details(Throwable e) {
    return e instanceof RegistryException ? ": " + reason(e).strip() : "";
  }

  /** Users who named no host have not seen that of Docker Hub. */
  private String shown() {
    return location.hasHost() ? "the registry '" + registry() + "'" : "Docker Hub";
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

  static Throwable root(Throwable e) {
    return e.getCause() == null ? e : root(e.getCause());
  }

  private static String reason(Throwable e) {
    return ProblemException.reason(e);
  }
}
