// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.template;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The tools that templates are written for. */
public enum TemplateFormat {
  SAM("template.yaml", "#", "sam deploy --guided") {
    @Override
    String text(List<TemplateFunction> functions, Path file) {
      return SamTemplate.of(functions, file.getParent());
    }
  },

  CLOUDFORMATION(
      "cloudformation.yaml", "#", "upload the zips to S3, and aws cloudformation deploy") {
    @Override
    String text(List<TemplateFunction> functions, Path file) {
      return CloudFormationTemplate.of(functions);
    }
  },

  TERRAFORM("lambda.tf", "#", "terraform init, and terraform apply") {
    @Override
    String text(List<TemplateFunction> functions, Path file) {
      return TerraformTemplate.of(functions, file.getParent());
    }
  },

  CDK("LambdaStack.java", "//", "add it to a CDK app, and cdk deploy") {
    @Override
    String text(List<TemplateFunction> functions, Path file) {
      return CdkTemplate.of(functions, file);
    }
  };

  private final String fileName;
  private final String comment;
  private final String next;

  TemplateFormat(String fileName, String comment, String next) {
    this.fileName = fileName;
    this.comment = comment;
    this.next = next;
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

  /** The prefix of a comment line. */
  String comment() {
    return comment;
  }

  /** What the user does next with the template. */
  public String next() {
    return next;
  }

  /**
   * A template with all of the given functions.
   *
   * @param file the template's path
   */
  public String write(List<TemplateFunction> functions, Path file) {
    List<TemplateFunction> sorted =
        functions.stream().sorted(Comparator.comparing(TemplateFunction::name)).toList();
    Ids.requireDistinct(sorted);
    return text(sorted, file);
  }

  abstract String text(List<TemplateFunction> functions, Path file);
}
