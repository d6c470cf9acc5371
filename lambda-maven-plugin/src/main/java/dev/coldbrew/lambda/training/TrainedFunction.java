// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.training;

import dev.coldbrew.lambda.emulator.LocalFunction;
import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;

/** A packaged function that is started as for its training, to be looked at. */
public final class TrainedFunction {

  private TrainedFunction() {}

  /**
   * Starts it.
   *
   * @param task a copy of its folder
   * @param log where its log goes, in that file
   * @throws ProblemException if its init phase fails
   */
  public static LocalFunction start(TrainingPlan plan, Path task, PrintWriter log, Path logFile)
      throws IOException {
    LocalFunction function = LocalFunction.start(
        task,
        plan.trainedFunction(),
        log::println,
        plan.developer(),
        plan.function().timeout());
    if (function.initFailure().isPresent()) {
      function.close();
      throw new ProblemException(
          "the function does not start: " + function.initFailure().get(),
          "full log: " + logFile,
          "set what it needs in <trainingEnvironment>");
    }
    return function;
  }
}
