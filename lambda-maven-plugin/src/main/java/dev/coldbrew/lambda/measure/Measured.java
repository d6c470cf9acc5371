package dev.coldbrew.lambda.measure;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** A program that is started again and again. */
interface Measured {

  /** Starts it once, and sees it to its end. */
  Map<Figure, Double> run() throws IOException;

  /** What it answered last, if that was an error. */
  default Optional<String> failure() {
    return Optional.empty();
  }
}
