// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.template;

import dev.coldbrew.lambda.deploy.UrlCors;
import java.util.List;

/** Writes a function's URL for Terraform, with the permissions to call it. */
final class TerraformUrl {

  private TerraformUrl() {}

  static void add(Hcl out, TemplateFunction function, String id) {
    out.block(Hcl.resource("aws_lambda_function_url", id), url -> {
      called(url, function, id)
          .argument("authorization_type", Hcl.quoted(function.settings().url().orElseThrow()));
      if (function.streams()) {
        url.argument("invoke_mode", Hcl.quoted(function.settings().invokeMode()));
      }
      addCors(url, function.settings().cors());
    });
    if (function.hasPublicUrl()) {
      out.block(
          Hcl.resource("aws_lambda_permission", id + "_url"),
          permission -> called(permission, function, id)
              .argument("action", Hcl.quoted("lambda:InvokeFunctionUrl"))
              .argument("principal", Hcl.quoted("*"))
              .argument("function_url_auth_type", Hcl.quoted("NONE")));
      out.block(
          Hcl.resource("aws_lambda_permission", id + "_url_invoke"),
          permission -> called(permission, function, id)
              .argument("action", Hcl.quoted("lambda:InvokeFunction"))
              .argument("principal", Hcl.quoted("*"))
              .argument("invoked_via_function_url", "true"));
    }
    out.block(
        "output " + Hcl.quoted(id + "_url"),
        output -> output.argument("value", "aws_lambda_function_url." + id + ".function_url"));
  }

  private static Hcl called(Hcl block, TemplateFunction function, String id) {
    block.argument("function_name", "aws_lambda_function." + id + ".function_name");
    return function.settings().snapStart()
        ? block.argument("qualifier", "aws_lambda_alias." + id + ".name")
        : block;
  }

  private static void addCors(Hcl url, UrlCors settings) {
    if (settings.equals(UrlCors.NONE)) {
      return;
    }
    url.block("cors", cors -> {
      addList(cors, "allow_origins", settings.allowOrigins());
      addList(cors, "allow_methods", settings.allowMethods());
      addList(cors, "allow_headers", settings.allowHeaders());
      addList(cors, "expose_headers", settings.exposeHeaders());
      if (settings.maxAge() > 0) {
        cors.argument("max_age", String.valueOf(settings.maxAge()));
      }
      if (settings.allowCredentials()) {
        cors.argument("allow_credentials", "true");
      }
    });
  }

  private static void addList(Hcl block, String name, List<String> values) {
    if (!values.isEmpty()) {
      block.argument(name, Hcl.list(values));
    }
  }
}
