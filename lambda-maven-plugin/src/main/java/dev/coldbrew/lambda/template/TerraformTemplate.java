// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.template;

import dev.coldbrew.lambda.deploy.FunctionSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes a file for Terraform. It contains digests of the zips, so Terraform uploads only those
 * that have changed. Large zips go through an S3 bucket.
 */
final class TerraformTemplate {

  /**
   * The first version to support the second URL permission, which AWS has required since October
   * 2025.
   */
  private static final String PROVIDER = ">= 6.29";

  /** AWS allows 38 characters, fewer than a function's name may have. */
  private static final int ROLE_PREFIX = 38;

  private final List<TemplateFunction> functions;
  private final Path folder;
  private final Hcl out = new Hcl();

  private TerraformTemplate(List<TemplateFunction> functions, Path folder) {
    this.functions = functions;
    this.folder = folder;
  }

  static String of(List<TemplateFunction> functions, Path folder) {
    TerraformTemplate template = new TerraformTemplate(functions, folder);
    template.addBeginning();
    functions.forEach(template::add);
    return template.out.toString();
  }

  private void addBeginning() {
    out.block(
        "terraform",
        terraform -> terraform.block(
            "required_providers",
            providers -> providers.map(
                "aws", quoted(Map.of("source", "hashicorp/aws", "version", PROVIDER)))));
    if (functions.stream().anyMatch(function -> function.settings().role().isEmpty())) {
      out.block("data \"aws_partition\" \"current\"", partition -> {});
    }
    if (functions.stream().anyMatch(TerraformTemplate::hasLargeZip)) {
      out.block(
          "variable \"code_bucket\"",
          variable -> variable
              .argument("type", "string")
              .argument("description", Hcl.quoted("the S3 bucket that the zips are uploaded to")));
    }
  }

  private static boolean hasLargeZip(TemplateFunction function) {
    return function.zip().isLarge()
        || function.layer().filter(layer -> layer.zip().isLarge()).isPresent();
  }

  private void add(TemplateFunction function) {
    FunctionSettings settings = function.settings();
    String id = Ids.snakeCase(function.name());
    if (function.ownsLayer(functions)) {
      addLayer(function, id);
    }
    function
        .asked()
        .forEach(variable -> out.block(
            "variable " + Hcl.quoted(variable(function, variable)),
            block -> block
                .argument("type", "string")
                .argument("sensitive", "true")
                .argument(
                    "description", Hcl.quoted(variable + " of the function " + function.name()))));
    if (settings.role().isEmpty()) {
      addRole(function, id);
    }
    addObject(id, function.zip());
    out.block(Hcl.resource("aws_lambda_function", id), block -> {
      block
          .argument("function_name", Hcl.quoted(settings.name()))
          .argument("runtime", Hcl.quoted(settings.runtime()))
          .argument("architectures", "[" + Hcl.quoted(settings.architecture()) + "]")
          .argument("handler", Hcl.quoted(settings.handler()));
      addCode(block, id, function.zip());
      block
          .argument("memory_size", String.valueOf(settings.memoryMb()))
          .argument("timeout", String.valueOf(settings.timeoutSeconds()))
          .argument("role", settings.role().map(Hcl::quoted).orElse("aws_iam_role." + id + ".arn"));
      List<String> layers = layers(function);
      if (!layers.isEmpty()) {
        block.argument("layers", "[" + String.join(", ", layers) + "]");
      }
      if (settings.snapStart()) {
        block.argument("publish", "true");
      }
      addBlocks(block, function);
      block.map("tags", quoted(settings.tags()));
    });
    if (settings.snapStart()) {
      out.block(
          Hcl.resource("aws_lambda_alias", id),
          alias -> alias
              .argument("name", Hcl.quoted(TemplateFunction.ALIAS))
              .argument("function_name", "aws_lambda_function." + id + ".function_name")
              .argument("function_version", "aws_lambda_function." + id + ".version"));
    }
    if (function.hasUrl()) {
      TerraformUrl.add(out, function, id);
    }
  }

  private void addBlocks(Hcl block, TemplateFunction function) {
    Map<String, String> variables =
        function.variables(Hcl::quoted, variable -> "var." + variable(function, variable));
    if (!variables.isEmpty()) {
      block.block("environment", environment -> environment.map("variables", variables));
    }
    if (function.logsJson()) {
      block.block("logging_config", logging -> logging.argument("log_format", Hcl.quoted("JSON")));
    }
    if (function.settings().snapStart()) {
      block.block(
          "snap_start",
          snapStart -> snapStart.argument("apply_on", Hcl.quoted("PublishedVersions")));
    }
  }

  private void addLayer(TemplateFunction function, String id) {
    CodeZip zip = function.layerZip();
    addObject(id + "_layer", zip);
    out.block(Hcl.resource("aws_lambda_layer_version", id), block -> {
      block.argument("layer_name", Hcl.quoted(function.layerName()));
      addCode(block, id + "_layer", zip);
      block
          .argument("compatible_runtimes", "[" + Hcl.quoted(function.settings().runtime()) + "]")
          .argument(
              "compatible_architectures",
              "[" + Hcl.quoted(function.settings().architecture()) + "]");
    });
  }

  private void addObject(String id, CodeZip zip) {
    if (zip.isLarge()) {
      out.block(
          Hcl.resource("aws_s3_object", id),
          object -> object
              .argument("bucket", "var.code_bucket")
              .argument("key", Hcl.quoted(zip.fileName()))
              .argument("source", path(zip))
              .argument("source_hash", "filebase64sha256(" + path(zip) + ")"));
    }
  }

  private void addCode(Hcl block, String id, CodeZip zip) {
    if (zip.isLarge()) {
      block
          .argument("s3_bucket", "aws_s3_object." + id + ".bucket")
          .argument("s3_key", "aws_s3_object." + id + ".key");
    } else {
      block.argument("filename", path(zip));
    }
    block.argument("source_code_hash", "filebase64sha256(" + path(zip) + ")");
  }

  private void addRole(TemplateFunction function, String id) {
    out.block(
        Hcl.resource("aws_iam_role", id),
        role -> role.argument("name_prefix", Hcl.quoted(rolePrefix(function)))
            .argument(
                "assume_role_policy",
                "jsonencode({ Version = \"2012-10-17\", Statement = [{ Effect = \"Allow\","
                    + " Principal = { Service = \"lambda.amazonaws.com\" }, Action = \"sts:AssumeRole\" }] })"));
    out.block(
        Hcl.resource("aws_iam_role_policy_attachment", id),
        attachment -> attachment
            .argument("role", "aws_iam_role." + id + ".name")
            .argument(
                "policy_arn",
                "\"arn:${data.aws_partition.current.partition}"
                    + ":iam::aws:policy/service-role/AWSLambdaBasicExecutionRole\""));
  }

  private static String rolePrefix(TemplateFunction function) {
    String prefix = function.name() + "-";
    return prefix.substring(0, Math.min(prefix.length(), ROLE_PREFIX));
  }

  private List<String> layers(TemplateFunction function) {
    List<String> layers = new ArrayList<>();
    if (function.layer().isPresent()) {
      String owner = Ids.snakeCase(function.layerOwner(functions).name());
      layers.add("aws_lambda_layer_version." + owner + ".arn");
    }
    function.settings().layers().forEach(arn -> layers.add(Hcl.quoted(arn)));
    return layers;
  }

  private static String variable(TemplateFunction function, String name) {
    return Ids.snakeCase(function.name()) + "_" + name.toLowerCase(Locale.ROOT);
  }

  /** The path relative to the file, wherever Terraform is started. */
  private String path(CodeZip zip) {
    return "\"${path.module}/" + Hcl.quoted(zip.seenFrom(folder)).substring(1);
  }

  private static Map<String, String> quoted(Map<String, String> texts) {
    Map<String, String> quoted = new TreeMap<>();
    texts.forEach((key, value) -> quoted.put(key, Hcl.quoted(value)));
    return quoted;
  }
}
