// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import dev.coldbrew.lambda.bundle.BundlePlan;
import dev.coldbrew.lambda.deploy.FunctionSettings;
import dev.coldbrew.lambda.file.OutputFile;
import dev.coldbrew.lambda.template.CodeZip;
import dev.coldbrew.lambda.template.TemplateFile;
import dev.coldbrew.lambda.template.TemplateFormat;
import dev.coldbrew.lambda.template.TemplateFunction;
import dev.coldbrew.lambda.template.TemplateLayer;
import dev.coldbrew.lambda.zip.LayerZip;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Writes a template for AWS SAM, CloudFormation, Terraform or CDK that deploys the packaged
 * function with the same settings as {@code lambda:deploy}. In a multi-module build, one template
 * contains the functions of all modules. For example: {@code mvn package lambda:template}.
 *
 * <p>Environment variables whose values come from outside the poms, such as {@code
 * ${env.DB_PASSWORD}}, become parameters in the template, which does not contain their values.
 *
 * @since 0.1.0
 */
@Mojo(name = "template", threadSafe = true)
public class TemplateMojo extends AbstractDeployedMojo {

  private static final String STANDARD_OUTPUT = "-";

  private final MavenSession session;
  private Optional<TemplateFunction> function = Optional.empty();

  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.template.skip", defaultValue = "false")
  private boolean skipTemplate;

  /**
   * The tool that the template is for: {@code sam}, {@code cloudformation}, {@code terraform}, or
   * {@code cdk} for a Java app.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.template.format", defaultValue = "sam")
  private String templateFormat;

  /**
   * The file to write; {@code -} prints the template instead. A relative path starts at the folder
   * of the project that Maven was started for, or, if the goal is bound to a phase, of the project
   * that binds it. The default is {@code template.yaml}, {@code cloudformation.yaml}, {@code
   * lambda.tf} or {@code LambdaStack.java} there. The goal does not overwrite a file that it did
   * not write, or that was edited since.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.template.file")
  private String templateFile;

  @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
  private MojoExecution templateExecution;

  @Inject
  TemplateMojo(MavenSession session) {
    this.session = session;
  }

  @Override
  boolean isSkipped() {
    return skipTemplate;
  }

  @Override
  void run() throws IOException {
    requireOneOf(
        "templateFormat", "lambda.template.format", templateFormat, TemplateFormat.names());
    BundlePlan plan = requireBundled("template");
    FunctionSettings settings = settings();
    requireRuntimeForZip(plan, settings);
    Path zip = currentZip("template");
    function = Optional.of(new TemplateFunction(
        settings,
        CodeZip.of(zip),
        taskFolder().hasLayer()
            ? Optional.of(new TemplateLayer(layerName(), CodeZip.of(LayerZip.beside(zip))))
            : Optional.empty(),
        PomVariables.fromElsewhere(
            project(), descriptor().getPluginLookupKey(), settings.environment())));
  }

  @Override
  void end() throws IOException {
    if (templateExecution.getSource() == MojoExecution.Source.LIFECYCLE) {
      // bound in the poms of some modules: nobody knows which of them is the last
      write(function.stream().toList(), project().getBasedir().toPath());
    } else {
      write(
          TemplateModules.of(session)
              .add(project().getId(), function, session.getProjects().size()),
          Path.of(session.getExecutionRootDirectory()));
    }
  }

  /**
   * Writes a template, if there are functions.
   *
   * @param root the folder that a relative path starts at
   */
  private void write(List<TemplateFunction> all, Path root) throws IOException {
    if (all.isEmpty()) {
      return;
    }
    TemplateFormat format = TemplateFormat.named(templateFormat);
    boolean isPrinted = STANDARD_OUTPUT.equals(templateFile);
    Path path = root.resolve(templateFile == null || isPrinted ? format.fileName() : templateFile)
        .normalize();
    OutputFile file = new OutputFile(
        root,
        path,
        format.fileName(),
        "parameter <templateFile>, property lambda.template.file",
        "-Dlambda.template.file=");
    file.requireNoFolder();
    format.requireName(file);
    String template = format.write(all, path);
    if (isPrinted) {
      new PrintStream(System.out, true, StandardCharsets.UTF_8).print(template);
      return;
    }
    TemplateFile.write(file, format, template);
    report("Template", file.shown() + ", for " + format.word() + ": " + names(all));
    asked(all).ifPresent(variables -> report("", "deploying it asks for " + variables));
    String word = "Next";
    for (String step : format.next(all, path, startedIn())) {
      report(word, step);
      word = "";
    }
  }

  private static String names(List<TemplateFunction> functions) {
    return functions.stream()
        .map(each -> each.settings().name())
        .sorted()
        .collect(Collectors.joining(", "));
  }

  /** The variables whose values are not in the template. */
  private static Optional<String> asked(List<TemplateFunction> functions) {
    String variables = functions.stream()
        .flatMap(each -> each.asked().stream())
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
    return Optional.of(variables).filter(text -> !text.isEmpty());
  }
}
