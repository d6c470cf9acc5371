// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.aws;

import dev.coldbrew.lambda.problem.ProblemException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Role;

/**
 * Creates the execution role of a new function if the pom names none, with the one policy that
 * every function needs. Reuses the role of an earlier deployment, and completes that of an
 * interrupted one.
 */
final class RoleChange implements Change {

  /** The service that assumes the role, in every AWS partition. */
  private static final String LAMBDA = "lambda.amazonaws.com";

  static final String TRUST = """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow",\
      "Principal":{"Service":"%s"},"Action":"sts:AssumeRole"}]}""".formatted(LAMBDA);

  private static final String POLICY = "AWSLambdaBasicExecutionRole";

  /** IAM's limit for the length of a role's name. */
  private static final int LONGEST = 64;

  private static final String END = "-role";

  private final IamClient iam;
  private final String partition;
  private final String function;
  private final String name;
  private final Optional<Role> found;
  private final boolean hasPolicy;

  /**
   * @param partition the AWS partition, such as {@code aws-cn}
   * @throws ProblemException if a role of that name exists for another purpose
   */
  RoleChange(IamClient iam, String partition, String function) {
    this.iam = iam;
    this.partition = partition;
    this.function = function;
    this.name = nameFor(function);
    this.found = allowed(() -> find(iam, name));
    found.ifPresent(RoleChange::requireTrust);
    this.hasPolicy = found.isPresent() && allowed(this::findPolicy);
  }

  /** Shortens long names: a function's name may be as long as a role's. */
  static String nameFor(String function) {
    if (function.length() + END.length() <= LONGEST) {
      return function + END;
    }
    String hash = String.format("-%08x", function.hashCode());
    return function.substring(0, LONGEST - END.length() - hash.length()) + hash + END;
  }

  /** Whether there is a role of that name. */
  static boolean exists(IamClient iam, String name) {
    return find(iam, name).isPresent();
  }

  private static Optional<Role> find(IamClient iam, String name) {
    try {
      return Optional.of(iam.getRole(request -> request.roleName(name)).role());
    } catch (NoSuchEntityException e) {
      return Optional.empty();
    }
  }

  private static void requireTrust(Role role) {
    String trust = URLDecoder.decode(role.assumeRolePolicyDocument(), StandardCharsets.UTF_8);
    if (!trust.contains(LAMBDA)) {
      throw new ProblemException(
          "the role '" + role.roleName() + "' exists, but Lambda may not assume it",
          "parameter <role>, property lambda.role",
          "name another role: <role>arn:aws:iam::ACCOUNT:role/NAME</role>");
    }
  }

  private boolean findPolicy() {
    return iam
        .listAttachedRolePoliciesPaginator(request -> request.roleName(name))
        .attachedPolicies()
        .stream()
        .anyMatch(policy -> policy.policyName().equals(POLICY));
  }

  @Override
  public String step() {
    return "Role";
  }

  @Override
  public List<String> lines() {
    if (found.isEmpty()) {
      return List.of("+ " + name + ", with the policy " + POLICY);
    }
    return hasPolicy
        ? List.of("= " + name + ", from an earlier deployment")
        : List.of("~ " + name + ", from an earlier deployment: + the policy " + POLICY);
  }

  @Override
  public void apply(Deploying deploying) {
    Role role = found.orElseGet(() -> allowed(this::create));
    if (!hasPolicy) {
      allowed(() -> iam.attachRolePolicy(request -> request.roleName(name).policyArn(policyArn())));
    }
    deploying.setRole(role.arn());
  }

  private Role create() {
    try {
      return iam.createRole(request -> request
              .roleName(name)
              .assumeRolePolicyDocument(TRUST)
              .description("Execution role of a Lambda function, created by lambda:deploy"))
          .role();
    } catch (EntityAlreadyExistsException e) { // by another deployment, a moment ago
      return find(iam, name).orElseThrow(() -> e);
    }
  }

  private String policyArn() {
    return "arn:" + partition + ":iam::aws:policy/service-role/" + POLICY;
  }

  /** Turns a denied call into a problem: many users may deploy functions but not create roles. */
  private <T> T allowed(Supplier<T> call) {
    try {
      return call.get();
    } catch (IamException e) {
      if (!e.awsErrorDetails().errorCode().equals("AccessDenied")) {
        throw e;
      }
      throw new ProblemException(
          "'" + function + "' needs an execution role, and this user may not create one: "
              + LambdaFunction.message(e),
          "parameter <role>, property lambda.role",
          "set <role>, or have somebody with the permission create this one: aws iam create-role"
              + " --role-name " + name + " --assume-role-policy-document '" + TRUST
              + "' && aws iam attach-role-policy --role-name " + name + " --policy-arn "
              + policyArn(),
          e);
    }
  }
}
