// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.template;

import dev.coldbrew.lambda.deploy.FunctionSettings;
import dev.coldbrew.lambda.deploy.UrlCors;
import dev.coldbrew.lambda.file.Digest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a template with CloudFormation's own resources. CloudFormation accepts zips only from S3,
 * and treats a file with the same key as unchanged.
 */
final class CloudFormationTemplate {

  static final String BUCKET = "CodeBucket";

  private static final int DIGITS = 16;

  private final List<TemplateFunction> functions;
  private final Tree parameters = new Tree();
  private final Tree resources = new Tree();
  private final Tree outputs = new Tree();

  private CloudFormationTemplate(List<TemplateFunction> functions) {
    this.functions = functions;
  }

  static String of(List<TemplateFunction> functions) {
    CloudFormationTemplate template = new CloudFormationTemplate(functions);
    template.parameters.with(
        BUCKET, parameter().with("Description", "the S3 bucket with the zips"));
    functions.forEach(template::add);
    return Yaml.of(new Tree()
        .with("AWSTemplateFormatVersion", "2010-09-09")
        .with("Parameters", template.parameters)
        .with("Resources", template.resources)
        .with("Outputs", template.outputs));
  }

  private void add(TemplateFunction function) {
    FunctionSettings settings = function.settings();
    String id = function.id() + "Function";
    if (function.ownsLayer(functions)) {
      addLayer(function);
    }
    addAsked(function, parameters);
    if (settings.role().isEmpty()) {
      addRole(id);
    }
    Tree properties = new Tree()
        .with("FunctionName", settings.name())
        .with("Runtime", settings.runtime())
        .with("Architectures", List.of(settings.architecture()))
        .with("Handler", settings.handler())
        .with("Code", uploaded(functionKey(function), function.zip()))
        .with("MemorySize", settings.memoryMb())
        .with("Timeout", settings.timeoutSeconds())
        .with(
            "Role", settings.role().<Object>map(arn -> arn).orElse(Tree.attribute(id + "Role.Arn")))
        .with("Environment", environment(function))
        .with("Layers", layers(function, functions))
        .withIf(function.logsJson(), "LoggingConfig", new Tree().with("LogFormat", "JSON"))
        .withIf(settings.snapStart(), "SnapStart", new Tree().with("ApplyOn", "PublishedVersions"));
    // without the tags: versions have none, and Lambda does not publish the same twice
    String digest = Digest.of(Yaml.of(properties)).substring(0, DIGITS);
    resources.resource(id, "AWS::Lambda::Function", properties.with("Tags", tags(settings.tags())));
    if (settings.snapStart()) {
      addVersion(function, id, digest);
    }
    if (function.hasUrl()) {
      addUrl(function, id);
    }
  }

  private void addLayer(TemplateFunction function) {
    resources.resource(
        function.id() + "Layer",
        "AWS::Lambda::LayerVersion",
        new Tree()
            .with("LayerName", function.layerName())
            .with("Content", uploaded(layerKey(function), function.layerZip()))
            .with("CompatibleRuntimes", List.of(function.settings().runtime()))
            .with("CompatibleArchitectures", List.of(function.settings().architecture())));
  }

  private void addRole(String id) {
    Tree statement = new Tree()
        .with("Effect", "Allow")
        .with("Principal", new Tree().with("Service", "lambda.amazonaws.com"))
        .with("Action", "sts:AssumeRole");
    String basic = "arn:${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole";
    resources.resource(
        id + "Role",
        "AWS::IAM::Role",
        new Tree()
            .with(
                "AssumeRolePolicyDocument",
                new Tree().with("Version", "2012-10-17").with("Statement", List.of(statement)))
            .with("ManagedPolicyArns", List.of(new Yaml.Tagged("Sub", basic))));
  }

  /**
   * The description has the code's key, a digest of the settings, and what the user changes with
   * values that are not in the template: CloudFormation publishes a new version only if it changes.
   */
  private void addVersion(TemplateFunction function, String id, String settings) {
    resources.resource(
        id + "Version",
        "AWS::Lambda::Version",
        new Tree()
            .with("FunctionName", Tree.ref(id))
            .with(
                "Description",
                new Yaml.Tagged(
                    "Sub",
                    "${" + functionKey(function) + "}, settings " + settings
                        + (function.hasRevision()
                            ? ", values ${" + function.revision() + "}"
                            : ""))));
    resources.resource(
        id + "Alias",
        "AWS::Lambda::Alias",
        new Tree()
            .with("Name", TemplateFunction.ALIAS)
            .with("FunctionName", Tree.ref(id))
            .with("FunctionVersion", Tree.attribute(id + "Version.Version")));
  }

  private void addUrl(TemplateFunction function, String id) {
    Yaml.Tagged called = Tree.ref(function.settings().snapStart() ? id + "Alias" : id);
    resources.resource(
        id + "Url", "AWS::Lambda::Url", url(function).with("TargetFunctionArn", called));
    if (function.hasPublicUrl()) {
      resources.resource(
          id + "UrlPermission",
          "AWS::Lambda::Permission",
          permission(called, "lambda:InvokeFunctionUrl").with("FunctionUrlAuthType", "NONE"));
      resources.resource(
          id + "UrlInvokePermission",
          "AWS::Lambda::Permission",
          permission(called, "lambda:InvokeFunction").with("InvokedViaFunctionUrl", true));
    }
    addUrlOutput(id, outputs);
  }

  private static Tree permission(Yaml.Tagged called, String action) {
    return new Tree().with("Action", action).with("FunctionName", called).with("Principal", "*");
  }

  private Tree uploaded(String key, CodeZip zip) {
    parameters.with(
        key,
        parameter()
            .with(
                "Description",
                "the S3 key of " + zip.fileName()
                    + " in that bucket; use a new key for each upload"));
    return new Tree().with("S3Bucket", Tree.ref(BUCKET)).with("S3Key", Tree.ref(key));
  }

  /** The parameter for the key of its zip. */
  static String functionKey(TemplateFunction function) {
    return function.id() + "FunctionKey";
  }

  /** The parameter for the key of its layer's zip. */
  static String layerKey(TemplateFunction function) {
    return function.id() + "LayerKey";
  }

  /** Also for SAM, whose templates may contain everything that CloudFormation's may. */
  static void addAsked(TemplateFunction function, Tree parameters) {
    for (String variable : function.asked()) {
      parameters.with(
          function.parameter(variable),
          parameter()
              .with("NoEcho", true)
              .with("Description", variable + " of the function " + function.name()));
    }
    if (function.hasRevision()) {
      parameters.with(
          function.revision(),
          parameter().with("Default", "1").with("Description", function.revisionDescription()));
    }
  }

  private static Tree parameter() {
    return new Tree().with("Type", "String");
  }

  static Tree url(TemplateFunction function) {
    return new Tree()
        .with("AuthType", function.settings().url())
        .withIf(function.streams(), "InvokeMode", function.settings().invokeMode())
        .with("Cors", cors(function.settings().cors()));
  }

  private static Tree cors(UrlCors cors) {
    return new Tree()
        .with("AllowOrigins", cors.allowOrigins())
        .with("AllowMethods", cors.allowMethods())
        .with("AllowHeaders", cors.allowHeaders())
        .with("ExposeHeaders", cors.exposeHeaders())
        .withIf(cors.maxAge() > 0, "MaxAge", cors.maxAge())
        .withIf(cors.allowCredentials(), "AllowCredentials", true);
  }

  static void addUrlOutput(String id, Tree outputs) {
    outputs.with(id + "Url", new Tree().with("Value", Tree.attribute(id + "Url.FunctionUrl")));
  }

  static Tree environment(TemplateFunction function) {
    return new Tree()
        .with(
            "Variables",
            function.<Object>variables(
                value -> value, variable -> Tree.ref(function.parameter(variable))));
  }

  static List<Object> layers(TemplateFunction function, List<TemplateFunction> functions) {
    List<Object> layers = new ArrayList<>();
    if (function.layer().isPresent()) {
      layers.add(Tree.ref(function.layerOwner(functions).id() + "Layer"));
    }
    layers.addAll(function.settings().layers());
    return layers;
  }

  private static List<Map<String, Object>> tags(Map<String, String> tags) {
    List<Map<String, Object>> list = new ArrayList<>();
    tags.forEach((key, value) -> {
      Map<String, Object> tag = new LinkedHashMap<>();
      tag.put("Key", key);
      tag.put("Value", value);
      list.add(tag);
    });
    return list;
  }
}
