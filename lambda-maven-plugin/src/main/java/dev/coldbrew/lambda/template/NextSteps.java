// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.template;

import dev.coldbrew.lambda.file.FileTree;
import dev.coldbrew.lambda.process.Shell;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the user types next, to deploy a template. What only the user knows is in upper case. */
final class NextSteps {

  private static final int DIGITS = 8;

  private final Path file;
  private final Path startedIn;

  /**
   * @param file the template
   * @param startedIn the folder in which the user types
   */
  NextSteps(Path file, Path startedIn) {
    this.file = file;
    this.startedIn = startedIn;
  }

  List<String> sam() {
    String option = file.equals(startedIn.resolve(TemplateFormat.SAM.fileName()))
        ? ""
        : " --template-file " + typed(file);
    return List.of("sam deploy --guided" + option);
  }

  List<String> cloudFormation(List<TemplateFunction> functions) {
    List<String> steps = new ArrayList<>();
    List<String> values = new ArrayList<>(List.of(CloudFormationTemplate.BUCKET + "=BUCKET"));
    for (TemplateFunction function : functions) {
      if (function.ownsLayer(functions)) {
        values.add(
            CloudFormationTemplate.layerKey(function) + "=" + uploaded(function.layerZip(), steps));
      }
      values.add(
          CloudFormationTemplate.functionKey(function) + "=" + uploaded(function.zip(), steps));
      function.asked().forEach(name -> values.add(function.parameter(name) + "=VALUE"));
    }
    steps.add("aws cloudformation deploy --stack-name STACK --template-file " + typed(file)
        + " --capabilities CAPABILITY_IAM --parameter-overrides " + String.join(" ", values));
    return steps;
  }

  List<String> terraform() {
    Path folder = file.getParent();
    String terraform = folder.equals(startedIn) ? "terraform" : "terraform -chdir=" + typed(folder);
    return List.of(terraform + " init && " + terraform + " apply");
  }

  List<String> cdk() {
    StackClass stack = StackClass.of(file);
    String folder = stack.app().equals(startedIn) ? "" : "cd " + typed(stack.app()) + " && ";
    return List.of("add new " + stack.qualifiedName() + "(app, \"" + stack.name()
        + "\", null) to a CDK app, then: " + folder + "cdk deploy");
  }

  /** Its key, which is another one for other content: CloudFormation compares only keys. */
  private String uploaded(CodeZip zip, List<String> steps) {
    String key = zip.fileName().replaceFirst("\\.zip$", "-" + digits(zip) + ".zip");
    steps.add("aws s3 cp " + typed(Path.of(zip.file())) + " " + Shell.quoted("s3://BUCKET/" + key));
    return Shell.quoted(key);
  }

  private static String digits(CodeZip zip) {
    return zip.digest().substring(0, DIGITS);
  }

  private String typed(Path path) {
    return Shell.quoted(FileTree.seenFrom(startedIn, path).toString());
  }
}
