// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
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
 * @param unprimed why the init phase has not primed all that it was to prime; empty if it has
 * @param javaAgents whether some were running
 */
public record Proof(CacheUse cache, Start start, Optional<String> unprimed, boolean javaAgents) {

  /**
   * @param init how long it took from the start to the end of the init phase
   * @param firstResponse the same to the end of the first invocation; empty where there is no event
   * @param error the error that the event ended with, if any
   */
  public record Start(Duration init, Optional<Duration> firstResponse, Optional<String> error) {}

  /**
   * @param title "AOT"
   * @param sizeBytes of the file
   * @param events how many it was recorded from; 0 for only the init phase
   * @param fromCache how many classes of the application and its libraries came from it
   * @param outside those that did not, and why
   */
  public record CacheUse(
      String title, long sizeBytes, int events, int fromCache, Map<String, Reason> outside) {

    /**
     * Why a class did not come from the cache.
     *
     * @param text for the user
     * @param isHoldable whether such a cache can hold the class
     */
    public record Reason(String text, boolean isHoldable) {

      /** No training event had loaded it. */
      static final Reason NOT_TRAINED = new Reason("not loaded in training", true);

      /** JDK 17 does not mention those that the old verifier verifies. */
      static final Reason OLD = new Reason("class file of a version before 50", false);

      /** The JVM said why it left the class out. */
      static Reason ofJvm(String text) {
        return new Reason(text, false);
      }
    }

    /** How many classes were loaded that such a cache can hold. */
    public long holdable() {
      return fromCache + untrained().count();
    }

    /** Names of those that such a cache can hold, and this one does not. */
    Stream<String> untrained() {
      return outside.entrySet().stream()
          .filter(entry -> entry.getValue().isHoldable())
          .map(Map.Entry::getKey);
    }
  }
}
