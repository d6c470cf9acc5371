// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.error;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorHintTest {

  private static final String PROPERTY = "jdk.reflect.useNativeAccessorOnly";

  @AfterEach
  void clear() {
    System.clearProperty(PROPERTY);
  }

  @Test
  void mostErrorsHaveNone() throws Exception {
    assertNull(ErrorHint.of(new IllegalStateException("no orders", new RuntimeException())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Fontconfig head is null, check your fonts or fonts configuration",
        "Probable fatal error: No physical fonts found."
      })
  void fontsAreToBeSupplied(String message) throws Exception {
    assertEquals(
        "Hint: Lambda has no fonts; put a TrueType font into src/lambda/task/fonts",
        ErrorHint.of(new RuntimeException(new Error(message))));
  }

  @Test
  void methodThatTakesItsCallerNeedsOtherReflection() throws Exception {
    assertNull(ErrorHint.of(mismatch()));

    System.setProperty(PROPERTY, "true");

    assertEquals(
        "Hint: if that method depends on its caller, as Class.forName does, take"
            + " -Djdk.reflect.useNativeAccessorOnly=true from the JVM's options:"
            + " <jvmOptions>-XX:+UseSerialGC,-XX:TieredStopAtLevel=1,-XX:-UsePerfData</jvmOptions>",
        ErrorHint.of(mismatch()));
    assertNull(ErrorHint.of(new IllegalArgumentException("argument type mismatch")));
  }

  /** As JDK 25 throws it. */
  private static Throwable mismatch() {
    Throwable e = new IllegalArgumentException("argument type mismatch");
    e.setStackTrace(new StackTraceElement[] {
      new StackTraceElement(
          "jdk.internal.reflect.DirectMethodHandleAccessor$NativeAccessor", "invoke0", null, -2)
    });
    return e;
  }
}
