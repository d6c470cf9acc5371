// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.Gson;
import dev.coldbrew.lambda.problem.ProblemException;
import dev.coldbrew.lambda.serve.ServeSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServedModulesTest {

  private final ServedModules modules = new ServedModules(new SharedList<>(new ArrayList<>()));

  @Test
  void theLastModuleGetsTheFunctionsOfAll() {
    assertEquals(List.of(), modules.add("a", module("orders", 0), 3));
    assertEquals(List.of(), modules.add("b", null, 3));

    List<ServedModule> all = modules.add("c", module("users", 0), 3);

    assertEquals(
        List.of("orders", "users"), all.stream().map(ServedModule::name).toList());
  }

  @Test
  void aNameThatTwoModulesHaveIsRefused() {
    modules.add("a", module("orders", 0), 2);

    assertEquals("""
        two modules have a function named 'orders' (parameter <functionName>, property lambda.functionName)
        hint: set another <functionName> in one of their poms, or serve one of them with -pl""", refused(module("orders", 0)));
  }

  @Test
  void namesThatDifferOnlyInCaseAreRefused() {
    modules.add("a", module("orders", 0), 2);

    assertEquals("""
        the functions 'orders' and 'Orders' differ only in case, which the host of a URL ignores \
        (parameter <functionName>, property lambda.functionName)
        hint: set another <functionName> in one of their poms, or serve one of them with -pl""", refused(module("Orders", 0)));
  }

  @Test
  void aDebuggersPortThatTwoModulesHaveIsRefused() {
    modules.add("a", module("orders", 5005), 2);

    assertEquals("""
        the functions 'orders' and 'users' cannot both listen for a debugger on port 5005 \
        (property lambda.serve.debug)
        hint: debug one of them: -pl with the folder of its module serves it alone""", refused(module("users", 5005)));
  }

  @Test
  void aDebuggedFunctionHasNoLimitsOfTime() {
    ServeSettings settings = new Gson()
        .fromJson(
            "{'name':'orders','handler':'A::b','memoryMb':512,'timeoutSeconds':20,'environment':{},"
                + "'concurrency':10,'idleSeconds':300,'debugPort':5005}",
            ServedModule.class)
        .settings(Map.of());

    Duration week = Duration.ofDays(7);
    assertEquals(week, settings.configuration().timeout());
    assertEquals(week, settings.initLimit());
    assertEquals(week, settings.idleLimit());
    assertEquals(1, settings.concurrency());
  }

  private String refused(ServedModule module) {
    return assertThrows(ProblemException.class, () -> modules.add("b", module, 2))
        .getMessage();
  }

  private static ServedModule module(String name, int debugPort) {
    return new Gson()
        .fromJson(
            "{\"name\":\"" + name + "\",\"debugPort\":" + debugPort + "}", ServedModule.class);
  }
}
