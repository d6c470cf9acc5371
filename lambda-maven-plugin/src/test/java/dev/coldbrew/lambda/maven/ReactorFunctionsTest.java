// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coldbrew.lambda.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReactorFunctionsTest {

  private final ReactorFunctions functions = new ReactorFunctions(new ArrayList<>());
  private final List<String> deployed = new ArrayList<>();

  @Test
  void theLastModuleDeploysTheFunctionsOfAll() {
    assertEquals(List.of(), functions.add(function("orders"), 4));
    assertEquals(List.of(), functions.add(null, 4));
    assertEquals(List.of(), functions.add(function("users"), 4));

    functions.add(null, 4).forEach(Runnable::run);

    assertEquals(List.of("orders", "users"), deployed);
  }

  @Test
  void aNameThatTwoModulesHaveIsRefusedBeforeAnythingIsDeployed() {
    functions.add(function("orders"), 2);

    assertEquals(
        """
        two modules have a function named 'orders' (parameter <functionName>, property lambda.functionName)
        hint: set another <functionName> in one of their poms, or deploy one of them with -pl""",
        assertThrows(ProblemException.class, () -> functions.add(function("orders"), 2))
            .getMessage());
    assertEquals(List.of(), deployed);
  }

  private Map.Entry<String, Runnable> function(String name) {
    return Map.entry(name, () -> deployed.add(name));
  }
}
