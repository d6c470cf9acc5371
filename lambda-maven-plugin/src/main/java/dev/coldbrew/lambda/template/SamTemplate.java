// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.template;

import dev.coldbrew.lambda.deploy.FunctionSettings;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes a template for AWS SAM. SAM uploads the zips and creates what the template omits: the
 * role, the version behind an alias, and both permissions for a URL that anyone may call.
 */
final class SamTemplate {

  private final List<TemplateFunction> functions;
  private final Path folder;
  private final Tree parameters = new Tree();
  private final Tree resources = new Tree();
  private final Tree outputs = new Tree();

  private SamTemplate(List<TemplateFunction> functions, Path folder) {
    this.functions = functions;
    this.folder = folder;
  }

  static String of(List<TemplateFunction> functions, Path folder) {
    SamTemplate template = new SamTemplate(functions, folder);
    functions.forEach(template::add);
    return Yaml.of(new Tree()
        .with("AWSTemplateFormatVersion", "2010-09-09")
        .with("Transform", "AWS::Serverless-2016-10-31")
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
    CloudFormationTemplate.addAsked(function, parameters);
    resources.resource(
        id,
        "AWS::Serverless::Function",
        new Tree()
            .with("FunctionName", settings.name())
            .with("Runtime", settings.runtime())
            .with("Architectures", List.of(settings.architecture()))
            .with("Handler", settings.handler())
            .with("CodeUri", function.zip().seenFrom(folder))
            .with("MemorySize", settings.memoryMb())
            .with("Timeout", settings.timeoutSeconds())
            .with("Role", settings.role())
            .with("Environment", CloudFormationTemplate.environment(function))
            .with("Layers", CloudFormationTemplate.layers(function, functions))
            .withIf(function.logsJson(), "LoggingConfig", new Tree().with("LogFormat", "JSON"))
            .withIf(
                settings.snapStart(), "SnapStart", new Tree().with("ApplyOn", "PublishedVersions"))
            .withIf(settings.snapStart(), "AutoPublishAlias", TemplateFunction.ALIAS)
            // otherwise, only some properties publish a version
            .withIf(settings.snapStart(), "AutoPublishAliasAllProperties", true)
            .withIf(
                function.hasRevision(),
                "VersionDescription",
                new Yaml.Tagged("Sub", "values ${" + function.revision() + "}"))
            .withIf(function.hasUrl(), "FunctionUrlConfig", CloudFormationTemplate.url(function))
            .with("Tags", settings.tags()));
    if (function.hasUrl()) {
      CloudFormationTemplate.addUrlOutput(id, outputs);
    }
  }

  private void addLayer(TemplateFunction function) {
    resources.resource(
        function.id() + "Layer",
        "AWS::Serverless::LayerVersion",
        new Tree()
            .with("LayerName", function.layerName())
            .with("ContentUri", function.layerZip().seenFrom(folder))
            .with("CompatibleRuntimes", List.of(function.settings().runtime()))
            .with("CompatibleArchitectures", List.of(function.settings().architecture())));
  }
}
