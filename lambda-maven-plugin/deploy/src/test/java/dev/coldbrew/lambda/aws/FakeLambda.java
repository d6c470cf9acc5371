// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.aws;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** One function, its versions, aliases, URL, policy and layers. */
final class FakeLambda {

  private static final String ARN = "arn:aws:lambda:eu-central-1:123456789012:";

  private static final Map<String, String> OPERATIONS = new LinkedHashMap<>();

  static {
    OPERATIONS.put("POST /2015-03-31/functions/?", "CreateFunction");
    OPERATIONS.put("GET /2015-03-31/functions/[^/]+", "GetFunction");
    OPERATIONS.put("PUT /2015-03-31/functions/[^/]+/configuration", "UpdateFunctionConfiguration");
    OPERATIONS.put("PUT /2015-03-31/functions/[^/]+/code", "UpdateFunctionCode");
    OPERATIONS.put("POST /2015-03-31/functions/[^/]+/versions", "PublishVersion");
    OPERATIONS.put("GET /2015-03-31/functions/[^/]+/versions", "ListVersionsByFunction");
    OPERATIONS.put("GET /2015-03-31/functions/[^/]+/aliases/.*", "GetAlias");
    OPERATIONS.put("POST /2015-03-31/functions/[^/]+/aliases", "CreateAlias");
    OPERATIONS.put("PUT /2015-03-31/functions/[^/]+/aliases/.*", "UpdateAlias");
    OPERATIONS.put("GET /2021-10-31/functions/[^/]+/url", "GetFunctionUrlConfig");
    OPERATIONS.put("POST /2021-10-31/functions/[^/]+/url", "CreateFunctionUrlConfig");
    OPERATIONS.put("PUT /2021-10-31/functions/[^/]+/url", "UpdateFunctionUrlConfig");
    OPERATIONS.put("GET /2015-03-31/functions/[^/]+/policy", "GetPolicy");
    OPERATIONS.put("POST /2015-03-31/functions/[^/]+/policy", "AddPermission");
    OPERATIONS.put("DELETE /2015-03-31/functions/[^/]+/policy/.*", "RemovePermission");
    OPERATIONS.put("POST /2017-03-31/tags/.*", "TagResource");
    OPERATIONS.put("GET /2018-10-31/layers/[^/]+/versions", "ListLayerVersions");
    OPERATIONS.put("POST /2018-10-31/layers/[^/]+/versions", "PublishLayerVersion");
  }

  /** Null for none. */
  JsonObject function;

  JsonObject tags = new JsonObject();
  String image;
  final List<JsonObject> versions = new ArrayList<>();
  final Map<String, JsonObject> aliases = new LinkedHashMap<>();
  final Map<String, JsonObject> urls = new LinkedHashMap<>();
  final Map<String, JsonArray> statements = new LinkedHashMap<>();
  final List<JsonObject> layers = new ArrayList<>();

  /** How often one has to look until an update has ended. */
  int slowness = 1;

  /** With what the next update ends; null for success. */
  String failure;

  /** The code that another deployment gives it after the next update; null for none. */
  String replacement;

  private int looks;
  private int revision;

  static String operation(String method, String path) {
    for (Map.Entry<String, String> each : OPERATIONS.entrySet()) {
      if (Pattern.matches(each.getKey(), method + " " + path)) {
        return each.getValue();
      }
    }
    throw new AssertionError(method + " " + path);
  }

  String respond(String operation, String path, String qualifier, JsonObject body) {
    String last = path.substring(path.lastIndexOf('/') + 1);
    String of = qualifier == null ? "" : qualifier;
    return switch (operation) {
      case "CreateFunction" -> create(body);
      case "GetFunction" -> get(last, qualifier);
      case "UpdateFunctionConfiguration" -> {
        requireUpdatable(body);
        body.entrySet().forEach(each -> function.add(each.getKey(), stored(each)));
        yield begin().toString();
      }
      case "UpdateFunctionCode" -> {
        requireUpdatable(body);
        function.add("Architectures", body.get("Architectures"));
        setCode(body);
        yield begin().toString();
      }
      case "PublishVersion" -> publish(body);
      case "ListVersionsByFunction" -> {
        JsonObject list = new JsonObject();
        JsonArray all = new JsonArray();
        all.add(function);
        versions.forEach(version -> {
          JsonObject listed = version.deepCopy();
          listed.remove("State");
          listed.remove("LastUpdateStatus");
          all.add(listed);
        });
        list.add("Versions", all);
        yield list.toString();
      }
      case "GetAlias" ->
        found(aliases.get(last), "Cannot find alias arn: " + last).toString();
      case "CreateAlias", "UpdateAlias" -> {
        String name = operation.equals("CreateAlias") ? body.get("Name").getAsString() : last;
        body.addProperty("Name", name);
        body.addProperty("AliasArn", ARN + "function:hello:" + name);
        body.addProperty("RevisionId", "a" + ++revision);
        aliases.put(name, body);
        yield body.toString();
      }
      case "GetFunctionUrlConfig" ->
        found(urls.get(of), "The resource you requested does not exist.").toString();
      case "CreateFunctionUrlConfig", "UpdateFunctionUrlConfig" -> {
        body.addProperty("FunctionUrl", "https://abc" + of + ".lambda-url.eu-central-1.on.aws/");
        if (urls.containsKey(of) && urls.get(of).has("Cors") && !body.has("Cors")) {
          body.add("Cors", urls.get(of).get("Cors")); // an update leaves it
        }
        urls.put(of, body);
        yield body.toString();
      }
      case "GetPolicy" -> {
        JsonObject policy = new JsonObject();
        policy.add("Statement", statements.getOrDefault(of, new JsonArray()));
        if (statements.getOrDefault(of, new JsonArray()).isEmpty()) {
          throw missing("The resource you requested does not exist.");
        }
        JsonObject response = new JsonObject();
        response.addProperty("Policy", policy.toString());
        yield response.toString();
      }
      case "AddPermission" -> {
        String id = body.get("StatementId").getAsString();
        for (JsonElement each : statements.getOrDefault(of, new JsonArray())) {
          if (each.getAsJsonObject().get("Sid").getAsString().equals(id)) {
            throw new FakeAws.Refused(
                409,
                "ResourceConflictException",
                "The statement id (" + id + ") provided already exists. Please provide a new"
                    + " statement id, or remove the existing statement.");
          }
        }
        statements.computeIfAbsent(of, key -> new JsonArray()).add(statement(body));
        yield "{}";
      }
      case "RemovePermission" -> {
        JsonArray kept = new JsonArray();
        statements.get(of).forEach(each -> {
          if (!each.getAsJsonObject().get("Sid").getAsString().equals(last)) {
            kept.add(each);
          }
        });
        statements.put(of, kept);
        yield "";
      }
      case "TagResource" -> {
        body.getAsJsonObject("Tags")
            .entrySet()
            .forEach(tag -> tags.add(tag.getKey(), tag.getValue()));
        yield "";
      }
      case "ListLayerVersions" -> {
        JsonArray all = new JsonArray();
        layers.forEach(all::add);
        JsonObject list = new JsonObject();
        list.add("LayerVersions", all);
        yield list.toString();
      }
      case "PublishLayerVersion" -> {
        body.remove("Content");
        body.addProperty("Version", layers.size() + 1);
        body.addProperty(
            "LayerVersionArn", ARN + "layer:" + path.split("/")[3] + ":" + (layers.size() + 1));
        layers.add(body);
        yield body.toString();
      }
      default -> throw new AssertionError(operation);
    };
  }

  private String create(JsonObject body) {
    if (function != null) {
      throw new FakeAws.Refused(409, "ResourceConflictException", "Function already exist: hello");
    }
    function = new JsonObject();
    body.entrySet().stream()
        .filter(each -> !List.of("Code", "Tags").contains(each.getKey()))
        .forEach(each -> function.add(each.getKey(), stored(each)));
    tags = body.has("Tags") ? body.getAsJsonObject("Tags") : new JsonObject();
    function.addProperty("FunctionArn", ARN + "function:" + name());
    function.addProperty("Version", "$LATEST");
    setCode(body.getAsJsonObject("Code"));
    begin();
    function.addProperty("State", "Pending");
    return function.toString();
  }

  private String name() {
    return function.get("FunctionName").getAsString();
  }

  /** Requests have some settings in another form than responses. */
  private static JsonElement stored(Map.Entry<String, JsonElement> setting) {
    if (!setting.getKey().equals("Layers")) {
      return setting.getValue();
    }
    JsonArray layers = new JsonArray();
    setting.getValue().getAsJsonArray().forEach(arn -> {
      JsonObject layer = new JsonObject();
      layer.add("Arn", arn);
      layers.add(layer);
    });
    return layers;
  }

  private void setCode(JsonObject code) {
    if (code.has("ZipFile")) {
      byte[] zip = Base64.getDecoder().decode(code.get("ZipFile").getAsString());
      function.addProperty("CodeSha256", sha256(zip));
    } else if (code.has("S3Key")) {
      function.addProperty("CodeSha256", "of " + code.get("S3Key").getAsString());
    } else {
      image = code.get("ImageUri").getAsString();
      function.addProperty("CodeSha256", "of " + image);
    }
  }

  static String sha256(byte[] bytes) {
    try {
      return Base64.getEncoder()
          .encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private void requireUpdatable(JsonObject body) {
    if (looks > 0) {
      throw new FakeAws.Refused(
          409,
          "ResourceConflictException",
          "The operation cannot be performed at this time. An update is in progress for resource: "
              + ARN + "function:hello");
    }
    JsonElement wanted = body.remove("RevisionId");
    if (wanted != null && !wanted.equals(function.get("RevisionId"))) {
      throw new FakeAws.Refused(
          412,
          "PreconditionFailedException",
          "The Revision Id provided does not match the latest Revision Id. Call the"
              + " GetFunction/GetAlias API to retrieve the latest Revision Id");
    }
  }

  private JsonObject begin() {
    looks = slowness;
    function.addProperty("LastUpdateStatus", looks > 0 ? "InProgress" : "Successful");
    function.addProperty("RevisionId", "r" + ++revision);
    return function;
  }

  private String get(String name, String qualifier) {
    if (function == null) {
      throw missing("Function not found: " + ARN + "function:" + name);
    }
    if (looks > 0) {
      looks--;
    } else if (!function.get("LastUpdateStatus").getAsString().equals("Successful")
        && !function.get("LastUpdateStatus").getAsString().equals("Failed")) {
      function.addProperty("LastUpdateStatus", failure == null ? "Successful" : "Failed");
      function.addProperty("LastUpdateStatusReason", failure);
      function.addProperty("RevisionId", "r" + ++revision);
      function.addProperty("State", "Active");
      failure = null;
      if (replacement != null) {
        function.addProperty("CodeSha256", replacement);
      }
    } else {
      function.addProperty("State", "Active");
    }
    JsonObject response = new JsonObject();
    JsonElement configuration = qualifier == null
        ? function
        : versions.stream()
            .filter(version -> version.get("Version").getAsString().equals(qualifier))
            .findFirst()
            .orElseThrow();
    response.add("Configuration", configuration);
    response.add("Tags", tags);
    JsonObject code = new JsonObject();
    code.add("ResolvedImageUri", image == null ? null : new JsonPrimitive(image));
    response.add("Code", code);
    return response.toString();
  }

  private String publish(JsonObject body) {
    requireUpdatable(body);
    JsonObject version = JsonParser.parseString(function.toString()).getAsJsonObject();
    if (!versions.isEmpty()
        && content(versions.get(versions.size() - 1)).equals(content(version))) {
      return versions.get(versions.size() - 1).toString();
    }
    version.addProperty("Version", String.valueOf(versions.size() + 1));
    version.addProperty("RevisionId", "v" + versions.size());
    version.addProperty("State", "Active");
    versions.add(version);
    return version.toString();
  }

  private static JsonObject content(JsonObject version) {
    JsonObject content = version.deepCopy();
    List.of("Version", "RevisionId", "State", "StateReason", "LastUpdateStatus")
        .forEach(content::remove);
    return content;
  }

  private static JsonObject statement(JsonObject permission) {
    boolean isUrl = permission.has("FunctionUrlAuthType");
    return JsonParser.parseString("""
        {"Sid": %s, "Effect": "Allow", "Principal": "*", "Action": %s, "Condition": {"%s": {"%s": "%s"}}}""".formatted(
                permission.get("StatementId"),
                permission.get("Action"),
                isUrl ? "StringEquals" : "Bool",
                isUrl ? "lambda:FunctionUrlAuthType" : "lambda:InvokedViaFunctionUrl",
                isUrl ? "NONE" : "true"))
        .getAsJsonObject();
  }

  private static JsonObject found(JsonObject resource, String otherwise) {
    if (resource == null) {
      throw missing(otherwise);
    }
    return resource;
  }

  private static FakeAws.Refused missing(String message) {
    return new FakeAws.Refused(404, "ResourceNotFoundException", message);
  }
}
