// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.aws;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.lambda.model.AddPermissionRequest;
import software.amazon.awssdk.services.lambda.model.FunctionUrlAuthType;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/**
 * The two policy statements that let anyone call a function's URL. Since October 2025, Lambda
 * requires both, and responds with 403 without the second.
 */
enum PublicAccess {
  URL("lambda:InvokeFunctionUrl", "lambda:FunctionUrlAuthType", "NONE", "UrlPolicyInvokeURL"),
  FUNCTION(
      "lambda:InvokeFunction", "lambda:InvokedViaFunctionUrl", "true", "UrlPolicyInvokeFunction");

  /** The ids of those statements that the function's policy contains. */
  record Statements(Optional<String> url, Optional<String> function) {

    static final Statements NONE = new Statements(Optional.empty(), Optional.empty());

    /** The id of the statement; empty if there is none. */
    Optional<String> of(PublicAccess access) {
      return access == URL ? url : function;
    }
  }

  private final String action;
  private final String key;
  private final String value;
  private final String id;

  /**
   * @param key of its only condition: one that also names an organization is not for everyone
   */
  PublicAccess(String action, String key, String value, String id) {
    this.action = action;
    this.key = key;
    this.value = value;
    this.id = id;
  }

  /** Of the statement that is added for it. */
  String id() {
    return id;
  }

  /**
   * @param qualifier the alias whose URL it is; null for the function's own
   */
  static Statements read(LambdaFunction function, String qualifier) {
    try {
      String policy = function
          .lambda()
          .getPolicy(request -> request.functionName(function.name()).qualifier(qualifier))
          .policy();
      return new Statements(URL.find(policy), FUNCTION.find(policy));
    } catch (ResourceNotFoundException e) {
      return Statements.NONE;
    }
  }

  /** Finds the statement whatever its id: AWS's console uses another one. */
  private Optional<String> find(String policy) {
    for (JsonElement each :
        JsonParser.parseString(policy).getAsJsonObject().getAsJsonArray("Statement")) {
      JsonObject statement = each.getAsJsonObject();
      if (statement.get("Effect").getAsString().equals("Allow")
          && statement.get("Action").equals(new JsonPrimitive(action))
          && isEveryone(statement.get("Principal"))
          && statement.has("Condition")
          && isOnlyCondition(statement.getAsJsonObject("Condition"))) {
        return Optional.of(statement.get("Sid").getAsString());
      }
    }
    return Optional.empty();
  }

  /** Whichever operator it has. */
  private boolean isOnlyCondition(JsonObject conditions) {
    List<JsonObject> compared =
        conditions.asMap().values().stream().map(JsonElement::getAsJsonObject).toList();
    return compared.size() == 1
        && compared.get(0).size() == 1
        && compared.get(0).has(key)
        && compared.get(0).get(key).getAsString().equals(value);
  }

  private static boolean isEveryone(JsonElement principal) {
    JsonElement one = principal.isJsonObject() ? principal.getAsJsonObject().get("AWS") : principal;
    return one != null && one.isJsonPrimitive() && one.getAsString().equals("*");
  }

  AddPermissionRequest request(String function, String qualifier) {
    AddPermissionRequest.Builder request = AddPermissionRequest.builder()
        .functionName(function)
        .qualifier(qualifier)
        .statementId(id)
        .action(action)
        .principal("*");
    return this == URL
        ? request.functionUrlAuthType(FunctionUrlAuthType.NONE).build()
        : request.invokedViaFunctionUrl(true).build();
  }

  @Override
  public String toString() {
    return "permission " + action + " by the URL, for everyone";
  }
}
