// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.aws;

import com.google.gson.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Roles with their attached policies. */
final class FakeIam {

  /** Trust policies by the roles' names. */
  final Map<String, String> roles = new TreeMap<>();

  /** The names of attached policies by the roles' names. */
  final Map<String, List<String>> policies = new TreeMap<>();

  String respond(String operation, JsonObject form) {
    String role = form.get("RoleName").getAsString();
    return switch (operation) {
      case "GetRole" -> result(operation, role(role));
      case "CreateRole" -> {
        if (roles.containsKey(role)) {
          throw new FakeAws.Refused(
              409, "EntityAlreadyExists", "Role with name " + role + " already exists.");
        }
        roles.put(role, form.get("AssumeRolePolicyDocument").getAsString());
        policies.put(role, new ArrayList<>());
        yield result(operation, role(role));
      }
      case "AttachRolePolicy" -> {
        String policy = form.get("PolicyArn").getAsString();
        policies.get(role).add(policy.substring(policy.lastIndexOf('/') + 1));
        yield result(operation, "");
      }
      case "ListAttachedRolePolicies" -> {
        StringBuilder members = new StringBuilder();
        policies
            .get(role)
            .forEach(policy ->
                members.append("<member><PolicyName>" + policy + "</PolicyName></member>"));
        yield result(
            operation,
            "<AttachedPolicies>" + members + "</AttachedPolicies><IsTruncated>false</IsTruncated>");
      }
      default -> throw new AssertionError(operation);
    };
  }

  private String role(String name) {
    if (!roles.containsKey(name)) {
      throw new FakeAws.Refused(
          404, "NoSuchEntity", "The role with name " + name + " cannot be found.");
    }
    return "<Role><RoleName>" + name + "</RoleName><Arn>" + FakeAws.ACCOUNT + "role/" + name
        + "</Arn><AssumeRolePolicyDocument>"
        + URLEncoder.encode(roles.get(name), StandardCharsets.UTF_8)
        + "</AssumeRolePolicyDocument></Role>";
  }

  private static String result(String operation, String body) {
    return "<%1$sResponse><%1$sResult>%2$s</%1$sResult></%1$sResponse>".formatted(operation, body);
  }
}
