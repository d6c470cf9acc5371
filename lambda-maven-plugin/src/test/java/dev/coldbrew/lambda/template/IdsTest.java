// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coldbrew.lambda.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdsTest {

  @ParameterizedTest
  @CsvSource({
    "hello, Hello, hello",
    "my-hello, MyHello, my_hello",
    "myHello_2, MyHello2, myHello_2",
    "1a, Lambda1a, lambda_1a",
    "_a-, A, lambda_a_",
    "-, Lambda, lambda_"
  })
  void namesBecomeIds(String name, String camelCase, String snakeCase) {
    assertEquals(camelCase, Ids.camelCase(name));
    assertEquals(snakeCase, Ids.snakeCase(name));
  }

  @Test
  void namesWithTheSameIdAreRefused() {
    assertEquals("""
        function 'my-hello' and function 'my_hello' would both be named 'MyHello' in the template \
        (parameter <functionName>)
        hint: rename one of them, or write separate templates: -pl MODULE -am""", problem(Functions.plain("my-hello"), Functions.plain("my_hello")));
  }

  @Test
  void theSameNameIsRefused() {
    assertEquals("""
        two modules have a function 'same' (parameter <functionName>)
        hint: rename one of them, or write separate templates: -pl MODULE -am""", problem(Functions.plain("same"), Functions.plain("same")));
  }

  @Test
  void variablesWithTheSameIdAreRefused() {
    assertEquals("""
        variable 'C' of function 'a-b' and variable 'B_C' of function 'a' would both be named \
        'ABCValue' in the template (parameters <functionName> and <environment>)
        hint: rename one of them, or write separate templates: -pl MODULE -am""", problem(asking("a-b", "C"), asking("a", "B_C")));
  }

  private static TemplateFunction asking(String name, String variable) {
    TemplateFunction function =
        Functions.with(Functions.plain(name), Map.of(variable, "x"), Map.of());
    return new TemplateFunction(
        function.settings(), function.zip(), Optional.empty(), Set.of(variable));
  }

  private static String problem(TemplateFunction... functions) {
    return assertThrows(ProblemException.class, () -> Ids.requireDistinct(List.of(functions)))
        .getMessage();
  }
}
