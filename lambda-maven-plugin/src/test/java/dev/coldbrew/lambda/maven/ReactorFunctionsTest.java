// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coldbrew.lambda.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReactorFunctionsTest {

  private final ReactorFunctions functions =
      new ReactorFunctions(new ArrayList<>(), new SharedList<>(new ArrayList<>()));
  private final List<String> deployed = new ArrayList<>();

  @Test
  void theLastModuleDeploysTheFunctionsOfAll() {
    assertEquals(Optional.empty(), add("a", "orders", 4));
    assertEquals(Optional.empty(), functions.add("b", Optional.empty(), 4));
    assertEquals(Optional.empty(), add("c", "users", 4));

    functions.add("d", Optional.empty(), 4).orElseThrow().forEach(Runnable::run);

    assertEquals(List.of("orders", "users"), deployed);
  }

  @Test
  void theLastModuleKnowsThatThereIsNoFunction() {
    assertEquals(Optional.empty(), functions.add("a", Optional.empty(), 2));
    assertEquals(Optional.of(List.of()), functions.add("b", Optional.empty(), 2));
  }

  @Test
  void aNameThatTwoModulesHaveIsRefused() {
    functions.requireDistinct("orders", "a");

    assertEquals(
        """
        two modules have a function named 'orders' (parameter <functionName>, property lambda.functionName)
        hint: set another <functionName> in one of their poms, or deploy one of them: -pl MODULE -am""",
        assertThrows(ProblemException.class, () -> functions.requireDistinct("orders", "b"))
            .getMessage());
  }

  @Test
  void aModuleMayDeployItsFunctionAgain() {
    functions.requireDistinct("orders", "a");

    assertDoesNotThrow(() -> functions.requireDistinct("orders", "a"));
  }

  @Test
  void aGoalThatIsTypedTwiceDeploysEachFunctionTwice() {
    add("a", "orders, first", 2);
    add("a", "orders, second", 2);

    add("b", "users, first", 2).orElseThrow().forEach(Runnable::run);
    assertEquals(List.of("orders, first", "users, first"), deployed);

    deployed.clear();
    add("b", "users, second", 2).orElseThrow().forEach(Runnable::run);
    assertEquals(List.of("orders, second", "users, second"), deployed);
  }

  private Optional<List<Runnable>> add(String module, String function, int all) {
    return functions.add(module, Optional.of(() -> deployed.add(function)), all);
  }
}
