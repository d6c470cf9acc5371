// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.aws;

import dev.coldbrew.lambda.problem.ProblemException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.model.ThrottleReason;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

/**
 * An error response of an AWS service. Its message is kept unchanged, because it names users,
 * actions and resources. The hint depends on the error code.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/CommonErrors.html">Common errors</a>
 */
final class ServiceProblem {

  private static final Pattern DENIED =
      Pattern.compile("User: (\\S+) is not authorized to perform: (\\S+)");
  private static final Pattern ELSEWHERE =
      Pattern.compile("Functions from '([^']+)' are not reachable in this region");
  private static final Pattern FUNCTION = Pattern.compile(":function:([a-zA-Z0-9-_]+)");

  /** Where a message goes on with all environment variables and their values, which may be secret. */
  private static final String VARIABLES = " String measured:";

  private static final String OTHERS_LOG = "see the log of that server";

  private static final String FEWER_VARIABLES =
      "keep large values elsewhere, such as in S3 or Secrets Manager, and name them in <environment>";

  private final AwsServiceException exception;
  private final AwsSettings settings;
  private final Region region;
  private final Optional<String> server;
  private final String code;
  private final String message;

  /**
   * @param server that somebody has set in place of AWS's own; empty for none
   */
  ServiceProblem(
      AwsServiceException exception, AwsSettings settings, Region region, Optional<String> server) {
    this.exception = exception;
    this.settings = settings;
    this.region = region;
    this.server = server;
    Optional<AwsErrorDetails> details = Optional.ofNullable(exception.awsErrorDetails());
    code = details.map(AwsErrorDetails::errorCode).orElse("");
    message = details.map(AwsErrorDetails::errorMessage).map(String::strip).orElse("");
  }

  ProblemException translated() {
    return switch (code) {
      case "ExpiredToken", "ExpiredTokenException" ->
        problem("AWS's credentials have expired: " + message, settings.renewal());
      case "UnrecognizedClientException", "InvalidClientTokenId", "InvalidAccessKeyId" ->
        problem(
            "AWS does not know these credentials: " + message,
            settings.renewal() + "; if others work here, enable the region in your account");
      case "InvalidSignatureException", "SignatureDoesNotMatch" -> signature();
      case "RequestTimeTooSkewed" -> clock();
      case "AccessDenied", "AccessDeniedException" -> denied();
      case "ResourceNotFoundException" -> notFound();
      case "ResourceConflictException" -> conflict();
      case "PermanentRedirect", "AuthorizationHeaderMalformed" ->
        problem(message, "use a bucket in region " + region.id());
      case "CodeStorageExceededException" ->
        problem(
            message,
            "delete old versions: aws lambda delete-function --function-name NAME --qualifier"
                + " VERSION");
      case "InvalidRequestContentException" -> problem(message, "change the event");
      case "InvalidParameterValueException", "ValidationException" -> invalid();
      default -> byStatus();
    };
  }

  private ProblemException byStatus() {
    if (exception instanceof TooManyRequestsException tooMany
        && tooMany.reason()
            == ThrottleReason.RESERVED_FUNCTION_CONCURRENT_INVOCATION_LIMIT_EXCEEDED) {
      return problem(
          "the function's reserved concurrency is used up: " + message,
          "aws lambda delete-function-concurrency --function-name NAME");
    }
    if (exception.isThrottlingException() || exception.statusCode() == 429) {
      return problem(
          "AWS is throttling requests: " + described(), "wait a minute, and run the command again");
    }
    if (exception.statusCode() == 413) {
      return problem(
          "the request is too large: " + described(),
          message.contains("UpdateFunctionConfiguration")
              ? FEWER_VARIABLES
              : "make the zip or the event smaller");
    }
    if (exception.statusCode() >= 500
        && exception.statusCode() != 502) { // which Lambda has reasons for
      return problem(
          code.isEmpty() ? described() : status() + ": " + described(),
          server.isPresent()
              ? OTHERS_LOG
              : "run the command again; AWS's status page: https://health.aws.amazon.com/health/status");
    }
    if (code.isEmpty()) {
      return problem(
          described(),
          server.isPresent() ? OTHERS_LOG : "see whether a proxy has responded in place of AWS");
    }
    return problem(
        described(),
        "the code is explained in https://docs.aws.amazon.com/lambda/latest/api/CommonErrors.html");
  }

  private ProblemException signature() {
    if (message.startsWith("Signature expired")
        || message.startsWith("Signature not yet current")) {
      return clock();
    }
    return problem("the secret key is not that of the access key: " + message, settings.renewal());
  }

  private ProblemException clock() {
    return problem("this machine's clock is wrong: " + message, "sudo timedatectl set-ntp true");
  }

  private ProblemException denied() {
    Matcher denied = DENIED.matcher(message);
    if (!denied.find()) {
      return problem(described(), "ask the account's administrator for the permission");
    }
    return problem(
        message,
        message.contains("explicit deny")
            ? "have the deny of " + denied.group(2) + " removed"
            : "have " + denied.group(2) + " allowed in a policy of " + denied.group(1));
  }

  private ProblemException notFound() {
    Matcher elsewhere = ELSEWHERE.matcher(message);
    if (elsewhere.find()) {
      return problem(message, "mvn ... -D" + AwsSettings.REGION + "=" + elsewhere.group(1));
    }
    if (message.startsWith("Function not found")) {
      return problem(
          message,
          "mvn lambda:deploy; if it is in another region, name that: -D" + AwsSettings.REGION
              + "=REGION");
    }
    return problem(
        message,
        message.toLowerCase(Locale.ROOT).contains("layer")
            ? "correct <layers>; this shows a layer's versions: aws lambda list-layer-versions"
                + " --layer-name NAME"
            : "correct the setting that names it in the plugin's <configuration>");
  }

  private ProblemException conflict() {
    Matcher function = FUNCTION.matcher(message);
    return problem(
        message,
        "wait until it is done: aws lambda wait function-updated-v2 --function-name "
            + (function.find() ? function.group(1) : "NAME"));
  }

  private ProblemException invalid() {
    int variables = message.indexOf(VARIABLES);
    if (variables >= 0) { // without a cause: its message is printed with -e
      return new ProblemException(message.substring(0, variables), where(), FEWER_VARIABLES);
    }
    if (message.startsWith("Unzipped size") || message.contains("maximum allowed size")) {
      return problem(
          message, "see what is large, and leave it out: mvn package, without -Dlambda.check.skip");
    }
    return problem(
        message,
        message.contains("cannot be assumed by Lambda")
            ? "let lambda.amazonaws.com assume the role in its trust policy"
            : "change that setting in the plugin's <configuration>");
  }

  /** The error code, and the message if there is one. */
  private String described() {
    if (code.isEmpty()) {
      return status() + " and no error message";
    }
    return message.isEmpty() ? code : code + ": " + message;
  }

  private String status() {
    return server.map("'%s'"::formatted).orElse("AWS") + " responded with status "
        + exception.statusCode();
  }

  private ProblemException problem(String what, String hint) {
    return new ProblemException(what, where(), hint, exception);
  }

  private String where() {
    Optional<String> service =
        Optional.ofNullable(exception.awsErrorDetails()).map(AwsErrorDetails::serviceName);
    return service.map(name -> name + ", ").orElse("") + "region " + region.id();
  }
}
