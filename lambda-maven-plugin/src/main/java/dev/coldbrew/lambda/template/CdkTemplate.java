// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.template;

import dev.coldbrew.lambda.deploy.FunctionSettings;
import dev.coldbrew.lambda.deploy.UrlCors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes a stack for a CDK app in Java. CDK uploads the zips unchanged, and creates the role and
 * both permissions for a URL that anyone may call.
 */
final class CdkTemplate {

  private static final String LAMBDA = "software.amazon.awscdk.services.lambda.";

  private final List<TemplateFunction> functions;
  private final Path folder;
  private final JavaSource out = new JavaSource();

  private CdkTemplate(List<TemplateFunction> functions, Path folder) {
    this.functions = functions;
    this.folder = folder;
  }

  /** A source file. */
  static String of(List<TemplateFunction> functions, StackClass stack) {
    CdkTemplate template = new CdkTemplate(functions, stack.app());
    template.out.use("software.amazon.awscdk.Stack");
    template.out.use("software.amazon.awscdk.StackProps");
    template.out.use("software.constructs.Construct");
    functions.forEach(template::add);
    return (stack.packageName().isEmpty() ? "" : "package " + stack.packageName() + ";\n\n")
        + template.out.imports()
        + """

        /** Paths are as seen from the folder of the CDK app, in which CDK is started. */
        public class %1$s extends Stack {

          public %1$s(Construct scope, String id, StackProps props) {
            super(scope, id, props);
        %2$s  }
        }
        """.formatted(stack.name(), template.out.body());
  }

  private void add(TemplateFunction function) {
    FunctionSettings settings = function.settings();
    String id = function.id() + "Function";
    String variable = JavaSource.variable(id);
    if (function.ownsLayer(functions)) {
      addLayer(function);
    }
    function
        .asked()
        .forEach(name -> addParameter(
            function.parameter(name),
            "noEcho(true)",
            name + " of the function " + function.name()));
    if (function.hasRevision()) {
      addParameter(function.revision(), "defaultValue(\"1\")", function.revisionDescription());
    }
    List<String> calls = new ArrayList<>(List.of(
        "functionName(" + JavaSource.quoted(settings.name()) + ")",
        "runtime(" + runtime(settings.runtime()) + ")",
        "architecture(" + architecture(settings.architecture()) + ")",
        "handler(" + JavaSource.quoted(settings.handler()) + ")",
        "code(" + code(function.zip()) + ")",
        "memorySize(" + settings.memoryMb() + ")",
        "timeout(" + seconds(settings.timeoutSeconds()) + ")"));
    settings
        .role()
        .ifPresent(arn -> calls.add("role(" + out.use("software.amazon.awscdk.services.iam.Role")
            + ".fromRoleArn(this, \"" + id + "Role\", " + JavaSource.quoted(arn) + "))"));
    if (!settings.environment().isEmpty()) {
      calls.add("environment(" + environment(function) + ")");
    }
    List<String> layers = layers(function, id);
    if (!layers.isEmpty()) {
      calls.add("layers(" + out.list(layers) + ")");
    }
    if (function.logsJson()) {
      calls.add("loggingFormat(" + out.use(LAMBDA + "LoggingFormat") + ".JSON)");
    }
    if (settings.snapStart()) {
      calls.add("snapStart(" + out.use(LAMBDA + "SnapStartConf") + ".ON_PUBLISHED_VERSIONS)");
    }
    if (function.hasRevision()) {
      calls.add("currentVersionOptions(" + out.use(LAMBDA + "VersionOptions")
          + ".builder().description(\"values \" + " + JavaSource.variable(function.revision())
          + ".getValueAsString()).build())");
    }
    out.build(LAMBDA + "Function", id, calls);
    settings
        .tags()
        .forEach((key, value) -> out.line(out.use("software.amazon.awscdk.Tags") + ".of(" + variable
            + ").add(" + JavaSource.quoted(key) + ", " + JavaSource.quoted(value) + ");"));
    if (settings.snapStart()) {
      out.build(
          LAMBDA + "Alias",
          id + "Alias",
          List.of(
              "aliasName(" + JavaSource.quoted(TemplateFunction.ALIAS) + ")",
              "version(" + variable + ".getCurrentVersion())"));
    }
    if (function.hasUrl()) {
      addUrl(function, id);
    }
  }

  private void addLayer(TemplateFunction function) {
    out.build(
        LAMBDA + "LayerVersion",
        function.id() + "Layer",
        List.of(
            "layerVersionName(" + JavaSource.quoted(function.layerName()) + ")",
            "code(" + code(function.layerZip()) + ")",
            "compatibleRuntimes(" + out.list(List.of(runtime(function.settings().runtime()))) + ")",
            "compatibleArchitectures("
                + out.list(List.of(architecture(function.settings().architecture()))) + ")"));
  }

  private void addParameter(String id, String option, String description) {
    out.build(
        "software.amazon.awscdk.CfnParameter",
        id,
        List.of("type(\"String\")", option, "description(" + JavaSource.quoted(description) + ")"));
  }

  private void addUrl(TemplateFunction function, String id) {
    String streams = function.streams()
        ? "\n        .invokeMode(" + out.use(LAMBDA + "InvokeMode") + ".RESPONSE_STREAM)"
        : "";
    out.line(out.use(LAMBDA + "FunctionUrl") + " " + JavaSource.variable(id + "Url") + " = "
        + JavaSource.variable(function.settings().snapStart() ? id + "Alias" : id)
        + ".addFunctionUrl("
        + out.use(LAMBDA + "FunctionUrlOptions") + ".builder()"
        + "\n        .authType(" + out.use(LAMBDA + "FunctionUrlAuthType") + "."
        + function.settings().url().orElseThrow() + ")" + streams
        + cors(function.settings().cors())
        + "\n        .build());");
    out.line(out.use("software.amazon.awscdk.CfnOutput") + ".Builder.create(this, \"" + id
        + "UrlOutput\").value(" + JavaSource.variable(id + "Url") + ".getUrl()).build();");
  }

  private String cors(UrlCors cors) {
    if (cors.equals(UrlCors.NONE)) {
      return "";
    }
    StringBuilder calls = new StringBuilder();
    calls.append(texts("allowedOrigins", cors.allowOrigins()));
    if (!cors.allowMethods().isEmpty()) {
      List<String> methods = cors.allowMethods().stream().map(this::method).toList();
      calls.append(".allowedMethods(").append(out.list(methods)).append(')');
    }
    calls.append(texts("allowedHeaders", cors.allowHeaders()));
    calls.append(texts("exposedHeaders", cors.exposeHeaders()));
    if (cors.maxAge() > 0) {
      calls.append(".maxAge(").append(seconds(cors.maxAge())).append(')');
    }
    calls.append(cors.allowCredentials() ? ".allowCredentials(true)" : "");
    return "\n        .cors(" + out.use(LAMBDA + "FunctionUrlCorsOptions") + ".builder()" + calls
        + ".build())";
  }

  private String texts(String call, List<String> texts) {
    return texts.isEmpty()
        ? ""
        : "." + call + "(" + out.list(texts.stream().map(JavaSource::quoted).toList()) + ")";
  }

  private String method(String name) {
    return out.use(LAMBDA + "HttpMethod") + "."
        + (name.equals("*") ? "ALL" : name.toUpperCase(Locale.ROOT));
  }

  private String seconds(int seconds) {
    return out.use("software.amazon.awscdk.Duration") + ".seconds(" + seconds + ")";
  }

  private String environment(TemplateFunction function) {
    out.useStatic("java.util.Map.entry");
    String entries = function
        .variables(
            JavaSource::quoted,
            name -> JavaSource.variable(function.parameter(name)) + ".getValueAsString()")
        .entrySet()
        .stream()
        .map(variable -> "\n            entry(" + JavaSource.quoted(variable.getKey()) + ", "
            + variable.getValue() + ")")
        .collect(Collectors.joining(","));
    return out.use("java.util.Map") + ".ofEntries(" + entries + ")";
  }

  private List<String> layers(TemplateFunction function, String id) {
    List<String> layers = new ArrayList<>();
    if (function.layer().isPresent()) {
      layers.add(JavaSource.variable(function.layerOwner(functions).id() + "Layer"));
    }
    for (String arn : function.settings().layers()) {
      layers.add(
          "\n            " + out.use(LAMBDA + "LayerVersion") + ".fromLayerVersionArn(this, \"" + id
              + "Layer" + (layers.size() + 1) + "\", " + JavaSource.quoted(arn) + ")");
    }
    return layers;
  }

  /** CDK's constant for a runtime, such as {@code JAVA_25} for {@code java25}. */
  private String runtime(String name) {
    String constant =
        name.toUpperCase(Locale.ROOT).replaceFirst("(?<=^JAVA)(?=\\d)", "_").replace('.', '_');
    return out.use(LAMBDA + "Runtime") + "." + constant;
  }

  private String architecture(String name) {
    return out.use(LAMBDA + "Architecture") + "."
        + Map.of("x86_64", "X86_64", "arm64", "ARM_64").get(name);
  }

  private String code(CodeZip zip) {
    return out.use(LAMBDA + "Code") + ".fromAsset(" + JavaSource.quoted(zip.seenFrom(folder)) + ")";
  }
}
