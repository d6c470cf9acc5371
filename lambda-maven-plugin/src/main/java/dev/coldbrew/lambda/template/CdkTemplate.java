// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.template;

import dev.coldbrew.lambda.deploy.FunctionSettings;
import dev.coldbrew.lambda.file.FileTree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;

/**
 * Writes a stack for a CDK app in Java. CDK uploads the zips unchanged, and creates the role and
 * both permissions for a URL that anyone may call.
 */
final class CdkTemplate {

  private static final String LAMBDA = "software.amazon.awscdk.services.lambda.";

  private final List<TemplateFunction> functions;
  private final Path folder;
  private final TreeSet<String> imports = new TreeSet<>();
  private final StringBuilder body = new StringBuilder();

  private CdkTemplate(List<TemplateFunction> functions, Path folder) {
    this.functions = functions;
    this.folder = folder;
  }

  /**
   * A source file.
   *
   * @param file its path, which determines the names of its package and class
   */
  static String of(List<TemplateFunction> functions, Path file) {
    String fileName = file.getFileName().toString().replaceFirst("\\.java$", "");
    String className = SourceVersion.isName(fileName) ? fileName : "LambdaStack";
    Optional<Path> sources = sources(file);
    // CDK is started in the folder of its app
    Path folder =
        sources.map(path -> path.resolve("../../..")).orElse(file.resolve("..")).normalize();
    CdkTemplate template = new CdkTemplate(functions, folder);
    template.use("software.amazon.awscdk.Stack");
    template.use("software.amazon.awscdk.StackProps");
    template.use("software.constructs.Construct");
    functions.forEach(template::add);
    return packageLine(sources, file)
        + template.imports.stream()
            .map(name -> "import " + name + ";\n")
            .collect(Collectors.joining())
        + """

        /** Paths are as seen from the folder of the CDK app, in which CDK is started. */
        public class %1$s extends Stack {

          public %1$s(Construct scope, String id, StackProps props) {
            super(scope, id, props);
        %2$s  }
        }
        """.formatted(className, template.body);
  }

  /** The folder {@code src/main/java} that contains the file; empty if none does. */
  private static Optional<Path> sources(Path file) {
    return Stream.iterate(file.getParent(), Objects::nonNull, Path::getParent)
        .filter(folder -> folder.endsWith("src/main/java"))
        .findFirst();
  }

  private static String packageLine(Optional<Path> sources, Path file) {
    String name = sources
        .map(folder -> FileTree.nameIn(folder, file.getParent()).replace('/', '.'))
        .orElse("");
    return name.isEmpty() ? "" : "package " + name + ";\n\n";
  }

  private void add(TemplateFunction function) {
    FunctionSettings settings = function.settings();
    String id = function.id() + "Function";
    String variable = variable(id);
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
        "functionName(" + quoted(settings.name()) + ")",
        "runtime(" + runtime(settings.runtime()) + ")",
        "architecture(" + architecture(settings.architecture()) + ")",
        "handler(" + quoted(settings.handler()) + ")",
        "code(" + code(function.zip()) + ")",
        "memorySize(" + settings.memoryMb() + ")",
        "timeout(" + use("software.amazon.awscdk.Duration") + ".seconds("
            + settings.timeoutSeconds() + "))"));
    settings
        .role()
        .ifPresent(arn -> calls.add("role(" + use("software.amazon.awscdk.services.iam.Role")
            + ".fromRoleArn(this, \"" + id + "Role\", " + quoted(arn) + "))"));
    if (!settings.environment().isEmpty()) {
      calls.add("environment(" + environment(function) + ")");
    }
    List<String> layers = layers(function, id);
    if (!layers.isEmpty()) {
      calls.add("layers(" + list(layers) + ")");
    }
    if (function.logsJson()) {
      calls.add("loggingFormat(" + use(LAMBDA + "LoggingFormat") + ".JSON)");
    }
    if (settings.snapStart()) {
      calls.add("snapStart(" + use(LAMBDA + "SnapStartConf") + ".ON_PUBLISHED_VERSIONS)");
    }
    if (function.hasRevision()) {
      calls.add("currentVersionOptions(" + use(LAMBDA + "VersionOptions")
          + ".builder().description(\"values \" + " + variable(function.revision())
          + ".getValueAsString()).build())");
    }
    build(LAMBDA + "Function", id, calls);
    settings
        .tags()
        .forEach((key, value) -> line(use("software.amazon.awscdk.Tags") + ".of(" + variable
            + ").add(" + quoted(key) + ", " + quoted(value) + ");"));
    if (settings.snapStart()) {
      build(
          LAMBDA + "Alias",
          id + "Alias",
          List.of(
              "aliasName(" + quoted(TemplateFunction.ALIAS) + ")",
              "version(" + variable + ".getCurrentVersion())"));
    }
    if (function.hasUrl()) {
      addUrl(function, id);
    }
  }

  private void addLayer(TemplateFunction function) {
    build(
        LAMBDA + "LayerVersion",
        function.id() + "Layer",
        List.of(
            "layerVersionName(" + quoted(function.layerName()) + ")",
            "code(" + code(function.layerZip()) + ")",
            "compatibleRuntimes(" + list(List.of(runtime(function.settings().runtime()))) + ")",
            "compatibleArchitectures("
                + list(List.of(architecture(function.settings().architecture()))) + ")"));
  }

  private void addParameter(String id, String option, String description) {
    build(
        "software.amazon.awscdk.CfnParameter",
        id,
        List.of("type(\"String\")", option, "description(" + quoted(description) + ")"));
  }

  private void addUrl(TemplateFunction function, String id) {
    String streams = function.streams()
        ? "\n        .invokeMode(" + use(LAMBDA + "InvokeMode") + ".RESPONSE_STREAM)"
        : "";
    line(use(LAMBDA + "FunctionUrl") + " " + variable(id + "Url") + " = "
        + variable(function.settings().snapStart() ? id + "Alias" : id) + ".addFunctionUrl("
        + use(LAMBDA + "FunctionUrlOptions") + ".builder()"
        + "\n        .authType(" + use(LAMBDA + "FunctionUrlAuthType") + "."
        + function.settings().url().orElseThrow() + ")" + streams
        + "\n        .build());");
    line(use("software.amazon.awscdk.CfnOutput") + ".Builder.create(this, \"" + id
        + "UrlOutput\").value(" + variable(id + "Url") + ".getUrl()).build();");
  }

  private String environment(TemplateFunction function) {
    imports.add("static java.util.Map.entry");
    String entries = function
        .variables(
            CdkTemplate::quoted, name -> variable(function.parameter(name)) + ".getValueAsString()")
        .entrySet()
        .stream()
        .map(variable ->
            "\n            entry(" + quoted(variable.getKey()) + ", " + variable.getValue() + ")")
        .collect(Collectors.joining(","));
    return use("java.util.Map") + ".ofEntries(" + entries + ")";
  }

  private List<String> layers(TemplateFunction function, String id) {
    List<String> layers = new ArrayList<>();
    if (function.layer().isPresent()) {
      layers.add(variable(function.layerOwner(functions).id() + "Layer"));
    }
    for (String arn : function.settings().layers()) {
      layers.add("\n            " + use(LAMBDA + "LayerVersion") + ".fromLayerVersionArn(this, \""
          + id + "Layer" + (layers.size() + 1) + "\", " + quoted(arn) + ")");
    }
    return layers;
  }

  private String list(List<String> items) {
    return use("java.util.List") + ".of(" + String.join(", ", items) + ")";
  }

  /** CDK's constant for a runtime, such as {@code JAVA_25} for {@code java25}. */
  private String runtime(String name) {
    String constant =
        name.toUpperCase(Locale.ROOT).replaceFirst("(?<=^JAVA)(?=\\d)", "_").replace('.', '_');
    return use(LAMBDA + "Runtime") + "." + constant;
  }

  private String architecture(String name) {
    return use(LAMBDA + "Architecture") + "."
        + Map.of("x86_64", "X86_64", "arm64", "ARM_64").get(name);
  }

  private String code(CodeZip zip) {
    return use(LAMBDA + "Code") + ".fromAsset(" + quoted(zip.seenFrom(folder)) + ")";
  }

  /** Imports a class, and returns its name in the code. */
  private String use(String className) {
    imports.add(className);
    return className.substring(className.lastIndexOf('.') + 1);
  }

  private void build(String className, String id, List<String> calls) {
    String simple = use(className);
    line(simple + " " + variable(id) + " = " + simple + ".Builder.create(this, \"" + id + "\")"
        + calls.stream().map(call -> "\n        ." + call).collect(Collectors.joining())
        + "\n        .build();");
  }

  private void line(String statement) {
    body.append("    ").append(statement).append('\n');
  }

  private static String variable(String id) {
    return Character.toLowerCase(id.charAt(0)) + id.substring(1);
  }

  /** Uses only ASCII, because the file may be compiled with any encoding. */
  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      switch (c) {
        case '"', '\\' -> quoted.append('\\').append(c);
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        default -> quoted.append(c >= ' ' && c < 0x7f ? c : String.format("\\u%04x", (int) c));
      }
    }
    return quoted.append('"').toString();
  }
}
