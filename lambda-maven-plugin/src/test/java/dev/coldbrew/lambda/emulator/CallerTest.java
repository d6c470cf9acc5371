// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coldbrew.lambda.problem.ProblemException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallerTest {

  @Test
  void clientContextIsOneLine() {
    assertEquals(
        Map.of("Lambda-Runtime-Client-Context", "{\"custom\":{\"name\":\"Adé\",\"n\":1.50}}"),
        Caller.ofClientContext("{\r\n \"custom\": {\"name\": \"Adé\", \"n\": 1.50}\n}\n")
            .headers());
  }

  @Test
  void noClientContextIsNoHeader() {
    assertEquals(Map.of(), Caller.ofClientContext(null).headers());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "custom", "[1]", "{custom:{}}", "{\"custom\":{}", "{} {}"})
  void clientContextThatIsNotAnObjectIsReported(String json) {
    ProblemException e = assertThrows(ProblemException.class, () -> Caller.ofClientContext(json));

    assertEquals(
        "client context is not a JSON object (property lambda.clientContext)\n"
            + "hint: write it in the shell as -Dlambda.clientContext='{\"custom\":{\"name\":\"Ada\"}}'",
        e.getMessage());
  }
}
