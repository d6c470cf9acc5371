// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import dev.coldbrew.lambda.emulator.FunctionEnvironment;
import dev.coldbrew.lambda.file.TaskFolder;
import dev.coldbrew.lambda.jvm.Jdk;
import dev.coldbrew.lambda.measure.PackagedFunction;
import dev.coldbrew.lambda.problem.ProblemException;
import dev.coldbrew.lambda.task.StartupCache;
import dev.coldbrew.lambda.training.TrainingPlan;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugins.annotations.Parameter;

/** What the goals share that record a startup cache or start the function from it. */
abstract class AbstractTrainedMojo extends AbstractFunctionMojo {

  /**
   * The folder with the training events, one {@code .json} file each. Without events, the training
   * covers only the init phase.
   *
   * @since 0.1.0
   */
  @Parameter(
      property = "lambda.train.events",
      defaultValue = "${project.basedir}/src/lambda/events")
  private File trainingEvents;

  /**
   * Environment variables for the training only; they take precedence over {@code environment}. The
   * training has {@code LAMBDA_TRAINING=true} and no AWS credentials. Code that calls AWS therefore
   * fails unless an endpoint is set here: for example, an element {@code AWS_ENDPOINT_URL_DYNAMODB}
   * with the text {@code http://localhost:8000}. To train with the Java agent that the function
   * will run with, name the agent in {@code JAVA_TOOL_OPTIONS}.
   *
   * @since 0.1.0
   */
  @Parameter
  private Map<String, String> trainingEnvironment = Map.of();

  /**
   * How many times each training event is sent.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.train.repetitions", defaultValue = "10")
  private int trainingRepetitions;

  /**
   * How long the init phase, and each event, may take in training, in seconds. A JVM is slower
   * while it records.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.train.timeoutSeconds", defaultValue = "60")
  private int trainingTimeoutSeconds;

  final List<Path> trainingEvents() throws IOException {
    Path folder = trainingEvents.toPath();
    Path usual = project().getBasedir().toPath().resolve("src/lambda/events");
    if (!Files.isDirectory(folder) && !folder.equals(usual)) {
      throw new ProblemException(
          "there is no folder '" + fromBasedir(folder) + "' of training events",
          "property lambda.train.events",
          "create it, or remove the property; the default is 'src/lambda/events'");
    }
    return TrainingPlan.eventsIn(folder);
  }

  /**
   * The finished zip, for a goal that starts it repeatedly.
   *
   * @param goal that does so, such as {@code measure}
   */
  final PackagedFunction packaged(String goal) throws IOException {
    Path zip = currentZip(goal);
    String jdk = "JDK " + Jdk.at(taskFolder().image()).version(); // its vendor is not in the image
    return new PackagedFunction(jdk, zip, trainingPlan());
  }

  final TrainingPlan trainingPlan() throws IOException {
    return trainingPlan(task());
  }

  /**
   * @param task where a function is staged
   */
  final TrainingPlan trainingPlan(Path task) throws IOException {
    requireRange("trainingRepetitions", "lambda.train.repetitions", trainingRepetitions, 1, 10_000);
    return new TrainingPlan(
        task,
        StartupCache.of(Jdk.at(new TaskFolder(task).image()).feature()),
        configuration(
            "trainingTimeoutSeconds", "lambda.train.timeoutSeconds", trainingTimeoutSeconds),
        withoutNulls(trainingEnvironment),
        FunctionEnvironment.region(System.getenv()),
        trainingEvents(),
        trainingRepetitions);
  }
}
