// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.aws;

import dev.coldbrew.lambda.problem.ProblemException;
import dev.coldbrew.lambda.problem.Suggestion;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * Turns exceptions of AWS's SDK into problems. This class handles failures before a service
 * responds; {@link ServiceProblem} handles errors from the services.
 */
final class AwsProblems {

  private final AwsSettings settings;
  private final Region region;

  /** Null before the first request. */
  private URI address;

  AwsProblems(AwsSettings settings, Region region) {
    this.settings = settings;
    this.region = region;
  }

  /** Notes the address of the last request, which exceptions do not contain. */
  void sentTo(URI uri) {
    address = uri;
  }

  ProblemException of(SdkException e) {
    return e instanceof AwsServiceException ofService
        ? new ServiceProblem(
                ofService, settings, region, isOfAws() ? Optional.empty() : Optional.of(server()))
            .translated()
        : translated(e);
  }

  private ProblemException translated(SdkException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownHostException) {
        return unknownHost(e);
      }
      if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
        return unreachable(cause, e);
      }
      if (cause instanceof SocketTimeoutException) {
        return new ProblemException(
            "'" + server() + "' did not respond in time: " + cause.getMessage(),
            where(),
            "run the command again",
            e);
      }
      if (cause instanceof SSLException) {
        return new ProblemException(
            "no secure connection to '" + server() + "': " + cause.getMessage(),
            where(),
            "have Java trust your network's certificate: export"
                + " MAVEN_OPTS=-Djavax.net.ssl.trustStore=FILE",
            e);
      }
      if (ProblemException.reason(cause).contains("Proxy returns \"HTTP/1.1 407")) {
        return new ProblemException(
            "the proxy for '" + server() + "' asks for another password",
            "<proxy> in Maven's settings",
            "correct its <username> and <password> in ~/.m2/settings.xml",
            e);
      }
    }
    return new ProblemException(
        "the request to '" + server() + "' failed: " + ProblemException.reason(root(e)),
        where(),
        "run the command again; with -e it shows where that comes from",
        e);
  }

  private ProblemException unknownHost(SdkException e) {
    List<String> regions = Region.regions().stream().map(Region::id).toList();
    if (!regions.contains(region.id())) {
      return new ProblemException(
          "there is no region '" + region.id() + "' that this version of the plugin knows, and no '"
              + server() + "'",
          where(),
          "-D" + AwsSettings.REGION + "="
              + Suggestion.closest(region.id(), regions).orElse("eu-central-1"),
          e);
    }
    return unreachable(new UnknownHostException("unknown host"), e);
  }

  private ProblemException unreachable(Throwable cause, SdkException e) {
    return new ProblemException(
        "'" + server() + "' cannot be reached: " + cause.getMessage(),
        where(),
        isOfAws()
            ? "connect to the network; if it has a proxy, set a <proxy> in ~/.m2/settings.xml"
            : "start that server, or remove AWS_ENDPOINT_URL from the environment, and endpoint_url from "
                + AwsProfile.files(),
        e);
  }

  /** And not an endpoint that somebody has set. */
  private boolean isOfAws() {
    String domain = PartitionMetadata.of(region).dnsSuffix();
    return address == null || address.getHost() != null && address.getHost().endsWith("." + domain);
  }

  private String server() {
    return address == null
        ? "https://" + PartitionMetadata.of(region).dnsSuffix()
        : address.getScheme() + "://" + address.getRawAuthority();
  }

  private String where() {
    return "region " + region.id();
  }

  private static Throwable root(Throwable e) {
    return e.getCause() == null ? e : root(e.getCause());
  }
}
