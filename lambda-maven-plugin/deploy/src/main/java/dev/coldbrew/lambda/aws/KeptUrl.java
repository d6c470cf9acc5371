// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.aws;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.lambda.model.GetFunctionUrlConfigResponse;
import software.amazon.awssdk.services.lambda.model.LambdaException;

/**
 * A URL that the pom does not name, or no longer. It stays, since somebody may call it; the plan shows
 * it, since a user may think that it was removed.
 */
final class KeptUrl implements Change {

  private static final int SERVER_ERROR = 500;

  private final GetFunctionUrlConfigResponse url;

  private KeptUrl(GetFunctionUrlConfigResponse url) {
    this.url = url;
  }

  /**
   * @param qualifier the alias whose URL it is; null for the function's own
   * @return empty if there is none
   */
  static Optional<Change> of(LambdaFunction function, String qualifier) {
    try {
      return UrlChange.find(function, qualifier).map(KeptUrl::new);
    } catch (LambdaException e) {
      if (e.isThrottlingException() || e.statusCode() >= SERVER_ERROR) {
        throw e;
      }
      // Whoever deploys no URL need not be allowed to look, and some regions have none.
      return Optional.empty();
    }
  }

  @Override
  public String step() {
    return "URL";
  }

  @Override
  public List<String> lines() {
    return List.of("= " + url.functionUrl() + ", " + url.authTypeAsString());
  }

  @Override
  public void apply(Deploying deploying) {}
}
