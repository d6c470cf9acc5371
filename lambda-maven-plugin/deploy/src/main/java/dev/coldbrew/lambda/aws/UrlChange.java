// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.aws;

import dev.coldbrew.lambda.deploy.FunctionSettings;
import dev.coldbrew.lambda.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.FunctionUrlAuthType;
import software.amazon.awssdk.services.lambda.model.GetFunctionUrlConfigResponse;
import software.amazon.awssdk.services.lambda.model.InvokeMode;
import software.amazon.awssdk.services.lambda.model.ResourceConflictException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/** Creates or updates the URL of a function or its alias, and the permissions to call it. */
final class UrlChange implements Change {

  private final LambdaFunction function;
  private final String qualifier;
  private final FunctionUrlAuthType auth;
  private final InvokeMode mode;
  private final Optional<GetFunctionUrlConfigResponse> before;
  private final PublicAccess.Statements statements;
  private final WantedCors cors;

  private UrlChange(
      LambdaFunction function,
      String qualifier,
      FunctionSettings settings,
      Optional<GetFunctionUrlConfigResponse> before,
      PublicAccess.Statements statements) {
    this.function = function;
    this.qualifier = qualifier;
    this.auth = FunctionUrlAuthType.fromValue(settings.url().orElseThrow());
    this.mode = InvokeMode.fromValue(settings.invokeMode());
    this.before = before;
    this.statements = statements;
    this.cors =
        WantedCors.of(before.map(GetFunctionUrlConfigResponse::cors).orElse(null), settings.cors());
  }

  /** For a function that does not exist yet. */
  static UrlChange ofNew(LambdaFunction function, String qualifier, FunctionSettings settings) {
    return new UrlChange(
        function, qualifier, settings, Optional.empty(), PublicAccess.Statements.NONE);
  }

  /**
   * @param qualifier the alias that the URL invokes; null for the unpublished function
   */
  static UrlChange of(LambdaFunction function, String qualifier, FunctionSettings settings) {
    return new UrlChange(
        function,
        qualifier,
        settings,
        find(function, qualifier),
        PublicAccess.read(function, qualifier));
  }

  static Optional<GetFunctionUrlConfigResponse> find(LambdaFunction function, String qualifier) {
    try {
      return Optional.of(function
          .lambda()
          .getFunctionUrlConfig(
              request -> request.functionName(function.name()).qualifier(qualifier)));
    } catch (ResourceNotFoundException e) {
      return Optional.empty();
    }
  }

  /** The existing URL. */
  Optional<String> url() {
    return before.map(GetFunctionUrlConfigResponse::functionUrl);
  }

  @Override
  public String step() {
    return "URL";
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (before.isEmpty()) {
      lines.add(
          "+ a URL" + (qualifier == null ? "" : " of " + qualifier) + ", " + auth + ", " + mode);
    } else if (isModeChanged()) {
      lines.add("~ " + before.get().authTypeAsString() + ", " + before.get().invokeModeAsString()
          + " -> " + auth + ", " + mode);
    }
    if (cors.isChanged()) {
      cors.line().ifPresent(lines::add);
    }
    for (PublicAccess access : PublicAccess.values()) {
      if (isPublic() && statements.of(access).isEmpty()) {
        lines.add("+ " + access);
      } else if (!isPublic() && statements.of(access).isPresent()) {
        lines.add("- " + access);
      }
    }
    if (!lines.isEmpty() && !cors.isChanged()) {
      cors.line().ifPresent(lines::add);
    }
    return lines;
  }

  private boolean isPublic() {
    return auth == FunctionUrlAuthType.NONE;
  }

  private boolean isModeChanged() {
    return before.get().authType() != auth || before.get().invokeMode() != mode;
  }

  @Override
  public void apply(Deploying deploying) {
    LambdaClient lambda = function.lambda();
    if (!isPublic()) { // before the URL: nobody may slip in between
      remove(PublicAccess.URL);
      remove(PublicAccess.FUNCTION);
    }
    if (before.isEmpty()) {
      deploying.setUrl(function.change(() -> lambda
          .createFunctionUrlConfig(request -> request
              .functionName(function.name())
              .qualifier(qualifier)
              .authType(auth)
              .invokeMode(mode)
              .cors(cors.request()))
          .functionUrl()));
    } else if (isModeChanged() || cors.isChanged()) {
      function.change(() -> lambda.updateFunctionUrlConfig(request -> request
          .functionName(function.name())
          .qualifier(qualifier)
          .authType(auth)
          .invokeMode(mode)
          .cors(cors.request())));
    }
    if (isPublic()) {
      add(PublicAccess.URL);
      add(PublicAccess.FUNCTION);
    }
  }

  private void add(PublicAccess access) {
    if (statements.of(access).isEmpty()) {
      function.change(() -> {
        try {
          return function.lambda().addPermission(access.request(function.name(), qualifier));
        } catch (ResourceConflictException e) {
          if (!LambdaFunction.message(e).contains("already exists")) {
            throw e;
          }
          requireAdded(access, e);
          return access;
        }
      });
    }
  }

  /** Another deployment may have added it meanwhile, or somebody something else by its id. */
  private void requireAdded(PublicAccess access, ResourceConflictException e) {
    if (PublicAccess.read(function, qualifier).of(access).isEmpty()) {
      throw new ProblemException(
          "the policy of '" + function.name() + "' has a statement '" + access.id()
              + "' that does not let everyone call the URL",
          "parameter <functionUrl>, property lambda.functionUrl",
          "aws lambda remove-permission --function-name " + function.name() + " --statement-id "
              + access.id() + (qualifier == null ? "" : " --qualifier " + qualifier),
          e);
    }
  }

  private void remove(PublicAccess access) {
    statements
        .of(access)
        .ifPresent(id -> function.change(() -> function
            .lambda()
            .removePermission(request ->
                request.functionName(function.name()).qualifier(qualifier).statementId(id))));
  }
}
