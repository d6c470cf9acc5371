// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.aws;

import dev.coldbrew.lambda.problem.ProblemException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.GetFunctionResponse;
import software.amazon.awssdk.services.lambda.model.LastUpdateStatus;
import software.amazon.awssdk.services.lambda.model.PreconditionFailedException;
import software.amazon.awssdk.services.lambda.model.ResourceConflictException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.State;

/** A function in AWS. Lambda accepts one update at a time, and each update takes time. */
final class LambdaFunction {

  /** Snapshots take minutes, and so do updates of functions in a VPC. */
  private static final Duration LIMIT = Duration.ofMinutes(15);

  /**
   * The service's message while an update is in progress; its other conflicts do not resolve by
   * themselves.
   */
  private static final String NOT_NOW = "The operation cannot be performed at this time.";

  /** Such a state does not end by itself either. */
  private static final String FAILED = "state: Failed";

  private final LambdaClient lambda;
  private final String name;
  private final Waiting waiting;

  LambdaFunction(LambdaClient lambda, String name, Waiting waiting) {
    this.lambda = lambda;
    this.name = name;
    this.waiting = waiting;
  }

  LambdaClient lambda() {
    return lambda;
  }

  String name() {
    return name;
  }

  Waiting waiting() {
    return waiting;
  }

  /** Reads the function once no update is in progress; empty if it does not exist. */
  Optional<GetFunctionResponse> read() {
    try {
      return Optional.of(settled(null, "the update of '" + name + "' that is under way"));
    } catch (ResourceNotFoundException e) {
      return Optional.empty();
    }
  }

  /** Waits until an update, or the function's creation, has ended, and checks that it succeeded. */
  FunctionConfiguration updated() {
    String what = "the update of '" + name + "'";
    FunctionConfiguration seen = settled(null, what).configuration();
    if (seen.lastUpdateStatus() == LastUpdateStatus.FAILED) {
      throw failed(what, seen.lastUpdateStatusReason());
    }
    requireRunning(seen, "'" + name + "'");
    return seen;
  }

  /** Waits for a published version, of which a snapshot may have to be taken. */
  void awaitVersion(String number) {
    requireRunning(version(number), described(number));
  }

  /**
   * A published version, whole: lists leave out some settings. Waits for its snapshot, as the
   * deployment that published it may have been interrupted.
   */
  FunctionConfiguration version(String number) {
    return settled(number, described(number)).configuration();
  }

  private String described(String version) {
    return "version " + version + " of '" + name + "'";
  }

  /** Makes a call that changes the function, as soon as no other update is in progress. */
  <T> T change(Supplier<T> call) {
    try {
      return waiting
          .until("another update of '" + name + "'", LIMIT, () -> unlessBusy(call))
          .orElseThrow(() -> late("another update of '" + name + "'"));
    } catch (PreconditionFailedException | ResourceConflictException e) {
      if (message(e).contains(FAILED)) {
        throw new ProblemException(
            "'" + name + "' could not be created, and cannot be updated: " + message(e),
            "goal lambda:deploy",
            "delete it, and run the command again: aws lambda delete-function --function-name "
                + name,
            e);
      }
      throw new ProblemException(
          "'" + name + "' was changed by another deployment at the same time: " + message(e),
          "goal lambda:deploy",
          "run the command again when the other one has ended",
          e);
    }
  }

  private static <T> Optional<T> unlessBusy(Supplier<T> call) {
    try {
      return Optional.of(call.get());
    } catch (ResourceConflictException e) {
      if (message(e).startsWith(NOT_NOW) && !message(e).contains(FAILED)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** The service's message, without the SDK's codes. */
  static String message(AwsServiceException e) {
    String message = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorMessage();
    return message == null ? ProblemException.reason(e) : message;
  }

  private GetFunctionResponse settled(String qualifier, String what) {
    return waiting
        .until(
            what,
            LIMIT,
            () -> Optional.of(
                    lambda.getFunction(request -> request.functionName(name).qualifier(qualifier)))
                .filter(found -> isSettled(found.configuration())))
        .orElseThrow(() -> late(what));
  }

  private static boolean isSettled(FunctionConfiguration seen) {
    return seen.state() != State.PENDING && seen.lastUpdateStatus() != LastUpdateStatus.IN_PROGRESS;
  }

  private static void requireRunning(FunctionConfiguration seen, String what) {
    if (seen.state() == State.FAILED) {
      throw failed(what, seen.stateReason());
    }
  }

  private static ProblemException late(String what) {
    return new ProblemException(
        what + " had not ended after " + LIMIT.toMinutes() + " minutes",
        "goal lambda:deploy",
        "run the command again: it waits for that, and goes on from there");
  }

  private static ProblemException failed(String what, String reason) {
    return new ProblemException(
        what + " failed: " + reason,
        "goal lambda:deploy",
        "correct that, and run the command again: it goes on from there");
  }
}
