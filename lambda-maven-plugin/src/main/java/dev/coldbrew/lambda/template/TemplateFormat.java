// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.template;

import dev.coldbrew.lambda.file.OutputFile;
import dev.coldbrew.lambda.problem.ProblemException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The tools that templates are written for. */
public enum TemplateFormat {
  SAM("template.yaml", "other-template.yaml", "#") {
    @Override
    String text(List<TemplateFunction> functions, Path file) {
      return SamTemplate.of(functions, file.getParent());
    }

    @Override
    List<String> next(List<TemplateFunction> functions, NextSteps steps) {
      return steps.sam();
    }
  },

  CLOUDFORMATION("cloudformation.yaml", "other-cloudformation.yaml", "#") {
    @Override
    String text(List<TemplateFunction> functions, Path file) {
      return CloudFormationTemplate.of(functions);
    }

    @Override
    List<String> next(List<TemplateFunction> functions, NextSteps steps) {
      return steps.cloudFormation(functions);
    }
  },

  TERRAFORM("lambda.tf", "other-lambda.tf", "#") {
    @Override
    public void requireName(OutputFile file) {
      requireEnding(file, ".tf", "Terraform");
    }

    @Override
    String text(List<TemplateFunction> functions, Path file) {
      return TerraformTemplate.of(functions, file.getParent());
    }

    @Override
    List<String> next(List<TemplateFunction> functions, NextSteps steps) {
      return steps.terraform();
    }
  },

  CDK("LambdaStack.java", "OtherLambdaStack.java", "//") {
    @Override
    public void requireName(OutputFile file) {
      requireEnding(file, ".java", "the Java compiler");
      StackClass.requireName(file);
    }

    @Override
    String text(List<TemplateFunction> functions, Path file) {
      return CdkTemplate.of(functions, StackClass.of(file));
    }

    @Override
    List<String> next(List<TemplateFunction> functions, NextSteps steps) {
      return steps.cdk();
    }
  };

  private final String fileName;
  private final String otherFileName;
  private final String comment;

  TemplateFormat(String fileName, String otherFileName, String comment) {
    this.fileName = fileName;
    this.otherFileName = otherFileName;
    this.comment = comment;
  }

  /** As users type them. */
  public static String[] names() {
    return Stream.of(values()).map(TemplateFormat::word).toArray(String[]::new);
  }

  /** Of one of {@link #names()}. */
  public static TemplateFormat named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The default file name, which the tool looks for in the folder that it is started in. */
  public String fileName() {
    return fileName;
  }

  /** The file name to suggest where that one is taken. */
  String otherFileName() {
    return otherFileName;
  }

  /** The prefix of a comment line. */
  String comment() {
    return comment;
  }

  /** Refuses a file that the tool would not read, because of its name. */
  public void requireName(OutputFile file) {}

  /**
   * What the user does next with the template, one command a line.
   *
   * @param file the template's path
   * @param startedIn the folder in which the user types
   */
  public List<String> next(List<TemplateFunction> functions, Path file, Path startedIn) {
    return next(sorted(functions), new NextSteps(file, startedIn));
  }

  /**
   * A template with all of the given functions.
   *
   * @param file the template's path
   */
  public String write(List<TemplateFunction> functions, Path file) {
    List<TemplateFunction> sorted = sorted(functions);
    Ids.requireDistinct(sorted);
    return text(sorted, file);
  }

  abstract String text(List<TemplateFunction> functions, Path file);

  abstract List<String> next(List<TemplateFunction> functions, NextSteps steps);

  private static List<TemplateFunction> sorted(List<TemplateFunction> functions) {
    return functions.stream()
        .sorted(Comparator.comparing(TemplateFunction::name))
        .toList();
  }

  /** Throws a {@link ProblemException} for another ending. */
  private static void requireEnding(OutputFile file, String ending, String tool) {
    Path shown = file.shown();
    String name = shown.getFileName().toString();
    if (!name.endsWith(ending)) {
      throw file.problem(
          tool + " does not read '" + shown + "', which does not end in " + ending,
          file.option() + shown.resolveSibling(name.replaceFirst("(?<=.)\\.\\w*$", "") + ending));
    }
  }
}
