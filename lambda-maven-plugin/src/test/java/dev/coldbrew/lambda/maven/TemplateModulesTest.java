// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.coldbrew.lambda.deploy.FunctionSettings;
import dev.coldbrew.lambda.deploy.UrlCors;
import dev.coldbrew.lambda.template.CodeZip;
import dev.coldbrew.lambda.template.TemplateFunction;
import dev.coldbrew.lambda.template.TemplateLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TemplateModulesTest {

  private final TemplateModules modules = new TemplateModules(new SharedList<>(new ArrayList<>()));

  @Test
  void theLastModuleGetsTheFunctionsOfAll() {
    TemplateFunction plain = new TemplateFunction(
        settings(Optional.empty(), Optional.empty()), zip(), Optional.empty(), Set.of());
    TemplateFunction full = new TemplateFunction(
        settings(Optional.of("arn:aws:iam::123456789012:role/hello"), Optional.of("NONE")),
        zip(),
        Optional.of(new TemplateLayer("coldbrew", zip())),
        Set.of("A"));

    assertEquals(List.of(), modules.add("a", Optional.of(plain), 3));
    assertEquals(List.of(), modules.add("b", Optional.empty(), 3));
    assertEquals(List.of(plain, full), modules.add("c", Optional.of(full), 3));
  }

  @Test
  void aGoalThatIsTypedTwiceWritesEachFunctionOnceAtATime() {
    TemplateFunction function = new TemplateFunction(
        settings(Optional.empty(), Optional.empty()), zip(), Optional.empty(), Set.of());

    assertEquals(List.of(function), modules.add("a", Optional.of(function), 1));
    assertEquals(List.of(function), modules.add("a", Optional.of(function), 1));
  }

  private static CodeZip zip() {
    return new CodeZip("/build/target/hello-1.0.zip", "digest", true);
  }

  private static FunctionSettings settings(Optional<String> role, Optional<String> url) {
    return new FunctionSettings(
        "hello",
        "example.Hello::hello",
        "java25",
        "arm64",
        1024,
        900,
        Map.of("A", "it's <é> \"${x}\""),
        role,
        Map.of("team", "blue"),
        List.of("arn:aws:lambda:us-east-1:123456789012:layer:agent:7"),
        "JSON",
        true,
        url,
        "BUFFERED",
        new UrlCors(List.of("*"), List.of(), List.of("a"), List.of(), 60, true));
  }
}
