// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coldbrew.lambda.problem.ProblemException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CorsSettingsTest {

  private final CorsSettings cors = new CorsSettings();

  @Test
  void everyMethodOfTheLambdaApiIsAccepted() {
    cors.allowMethods = List.of("GET", "PUT", "HEAD", "POST", "PATCH", "DELETE", "*");
    cors.maxAge = 86_400;

    assertEquals(cors.allowMethods, cors.deployed().allowMethods());
    assertEquals(86_400, cors.deployed().maxAge());
  }

  @Test
  void methodThatLambdaAnswersItselfIsRefused() {
    cors.allowMethods = List.of("GET", "OPTIONS");

    assertProblem("""
        'OPTIONS' is not a method that a function's URL can allow (parameter <serveCors>)
        hint: remove it: Lambda itself answers such requests""");
  }

  @Test
  void methodThatDoesNotExistIsRefused() {
    cors.allowMethods = List.of("get");

    assertProblem("""
        'get' is not a method that a function's URL can allow (parameter <serveCors>)
        hint: set some of GET, PUT, HEAD, POST, PATCH, DELETE, *""");
  }

  @Test
  void maxAgeBeyondADayIsRefused() {
    cors.maxAge = 86_401;

    assertProblem("""
        '86401' is not between 0 and 86400 (parameter <serveCors>)
        hint: set <maxAge>3600</maxAge>""");
  }

  private void assertProblem(String message) {
    assertEquals(message, assertThrows(ProblemException.class, cors::served).getMessage());
    assertEquals(message, assertThrows(ProblemException.class, cors::deployed).getMessage());
  }
}
