package dev.coldbrew.lambda.measure;

import java.nio.file.Path;
import java.util.List;

/**
 * What is measured, and how often.
 *
 * @param runs how often each variant is started, beside once that is not counted
 * @param warm invocations after the first one, in each run
 * @param logs the folder for what the functions log
 */
public record MeasurePlan(List<MeasuredFunction> functions, int runs, int warm, Path logs) {

  public MeasurePlan {
    functions = List.copyOf(functions);
  }
}
