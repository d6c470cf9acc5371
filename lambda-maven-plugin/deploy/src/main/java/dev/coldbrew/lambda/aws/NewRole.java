// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.aws;

import dev.coldbrew.lambda.problem.ProblemException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;

/**
 * Retries the first call that names a role, because AWS takes some seconds to propagate a new role.
 */
final class NewRole {

  /** It usually takes ten seconds. */
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private NewRole() {}

  /**
   * Repeats a call until Lambda can assume the role that it names.
   *
   * @throws ProblemException if the role does not exist, or Lambda still cannot assume it after the
   *     time limit
   */
  static <T> T call(String role, IamClient iam, Waiting waiting, Supplier<T> call) {
    Attempt<T> attempt = new Attempt<>(role, iam, call);
    return waiting
        .until("the role '" + role + "', until Lambda can assume it", LIMIT, attempt)
        .orElseThrow(() -> new ProblemException(
            "Lambda cannot assume the role '" + role + "'",
            "parameter <role>, property lambda.role",
            "let lambda.amazonaws.com assume it, in its trust policy: aws iam"
                + " update-assume-role-policy --role-name " + nameOf(role)
                + " --policy-document '" + RoleChange.TRUST + "'",
            attempt.refused));
  }

  private static String nameOf(String role) {
    return role.substring(role.lastIndexOf('/') + 1);
  }

  private static final class Attempt<T> implements Supplier<Optional<T>> {

    private final String role;
    private final IamClient iam;
    private final Supplier<T> call;
    private InvalidParameterValueException refused;

    Attempt(String role, IamClient iam, Supplier<T> call) {
      this.role = role;
      this.iam = iam;
      this.call = call;
    }

    @Override
    public Optional<T> get() {
      try {
        return Optional.of(call.get());
      } catch (InvalidParameterValueException e) {
        if (!isOfNewRole(LambdaFunction.message(e))) {
          throw e;
        }
        if (refused == null) {
          requireRole();
        }
        refused = e;
        return Optional.empty();
      }
    }

    /** The second message concerns the key that encrypts the environment variables. */
    private static boolean isOfNewRole(String message) {
      return message.contains("cannot be assumed by Lambda")
          || message.contains("KMS key is invalid for CreateGrant");
    }

    /** Lambda's message is the same for a missing role and for one that it may not assume. */
    private void requireRole() {
      boolean isThere;
      try {
        isThere = RoleChange.exists(iam, nameOf(role));
      } catch (IamException e) { // whoever deploys need not be allowed to look
        isThere = true;
      }
      if (!isThere) {
        throw new ProblemException(
            "there is no role '" + role + "'",
            "parameter <role>, property lambda.role",
            "correct it; or remove it, and the goal creates a role for a new function");
      }
    }
  }
}
