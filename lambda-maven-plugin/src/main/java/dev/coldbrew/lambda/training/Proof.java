package dev.coldbrew.lambda.training;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What was seen when a finished zip was started.
 *
 * @param cache how its startup cache was used
 * @param start how it went without the log of classes, which takes time
 * @param javaAgents whether some were running
 */
public record Proof(CacheUse cache, Start start, boolean javaAgents) {

  /**
   * @param init how long it took from the start to the end of the init phase
   * @param firstResponse the same to the end of the first invocation; empty where there is no event
   * @param error what that event was answered with, if it was an error
   */
  public record Start(Duration init, Optional<Duration> firstResponse, Optional<String> error) {}

  /**
   * @param title "AOT"
   * @param sizeBytes of the file
   * @param events how many it was recorded from; 0 for the init phase alone
   * @param fromCache how many classes of the application and its libraries came from it
   * @param outside those that did not, with the JVM's reasons where it gave them
   */
  public record CacheUse(
      String title, long sizeBytes, int events, int fromCache, Map<String, String> outside) {

    /** For a class that no training event had loaded. */
    static final String NOT_TRAINED = "not loaded in training";

    /** JDK 17 says nothing of those that are verified in the way of old. */
    static final String OLD = "class file of a version before 50";

    /** How many classes were loaded that such a cache can hold. */
    public long holdable() {
      return fromCache + untrained().count();
    }

    /** Names of those that such a cache can hold, and this one does not. */
    Stream<String> untrained() {
      return outside.entrySet().stream()
          .filter(entry -> entry.getValue().equals(NOT_TRAINED))
          .map(Map.Entry::getKey);
    }
  }
}
