// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.template;

import dev.coldbrew.lambda.deploy.FunctionSettings;
import dev.coldbrew.lambda.deploy.UrlCors;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Functions for templates in the folder {@code /build}. */
final class Functions {

  static final Path ROOT = Path.of("/build");

  /** Texts that a format could take for something else. */
  static final List<String> NASTY = List.of(
      "",
      " ",
      " a ",
      "yes",
      "No",
      "ON",
      "y",
      "true",
      "null",
      "~",
      "-",
      "- a",
      "?",
      "a: b",
      "a:",
      ":a",
      "a #b",
      "#a",
      "1",
      "1e3",
      "0x1F",
      "0o17",
      "1_000",
      "12:30:45",
      "2026-11-28",
      ".5",
      ".inf",
      "=",
      "<<",
      "!Sub ${AWS::Region}",
      "&a",
      "*a",
      "|",
      ">",
      "%a",
      "@a",
      "`a`",
      "{a: b}",
      "[a]",
      "{}",
      "[]",
      "a, b",
      "'a'",
      "\"a\"",
      "it's",
      "a\\nb",
      "C:\\users\\new",
      "\\u0041",
      "a\nb",
      "a\n",
      "\n",
      "a\r\nb",
      "a\tb",
      "---",
      "...",
      "${x}",
      "$${x}",
      "$$${x}",
      "$",
      "$$",
      "${",
      "%{ if true }",
      "%%{x}",
      "100%",
      "é ü 日本 😀",
      "\u0085\u00a0\u2028\u2029\ufeff",
      "*/",
      "//",
      "<<EOT",
      "{{x}}",
      "a".repeat(2000));

  private Functions() {}

  /** With the defaults of all goals. */
  static TemplateFunction plain(String name) {
    return new TemplateFunction(
        new FunctionSettings(
            name,
            "example.Hello::hello",
            "provided.al2023",
            "x86_64",
            512,
            20,
            Map.of(),
            Optional.empty(),
            Map.of(),
            List.of(),
            "Text",
            false,
            Optional.empty(),
            "BUFFERED",
            UrlCors.NONE),
        zip(name + "/target/" + name + "-1.0.zip"),
        Optional.empty(),
        Set.of());
  }

  /** With everything that there is to set. */
  static TemplateFunction full(String name) {
    return new TemplateFunction(
        new FunctionSettings(
            name,
            "example.Hello::hello",
            "java25",
            "arm64",
            1024,
            900,
            Map.of("TABLE_NAME", "orders", "DB_PASSWORD", "hidden"),
            Optional.of("arn:aws:iam::123456789012:role/hello"),
            Map.of("team", "blue"),
            List.of("arn:aws:lambda:us-east-1:123456789012:layer:agent:7"),
            "JSON",
            true,
            Optional.of("NONE"),
            "RESPONSE_STREAM",
            new UrlCors(
                List.of("https://example.org", "http://localhost:3000"),
                List.of("GET", "*"),
                List.of("content-type"),
                List.of("etag"),
                60,
                true)),
        zip(name + "/target/" + name + "-1.0.zip"),
        Optional.empty(),
        Set.of("DB_PASSWORD"));
  }

  static TemplateFunction layered(String name, String digest) {
    TemplateFunction plain = plain(name);
    String layer = ROOT + "/" + name + "/target/" + name + "-1.0-layer.zip";
    return new TemplateFunction(
        plain.settings(),
        plain.zip(),
        Optional.of(new TemplateLayer("jvm-of-" + name, new CodeZip(layer, digest, false))),
        plain.asked());
  }

  /** Every nasty text in its environment and in its tags, as a value and, where it can be one, a key. */
  static TemplateFunction nasty() {
    Map<String, String> environment = new LinkedHashMap<>();
    Map<String, String> tags = new LinkedHashMap<>();
    for (int i = 0; i < NASTY.size(); i++) {
      environment.put("V" + i, NASTY.get(i));
      tags.put("t" + i, NASTY.get(i));
      if (!NASTY.get(i).isEmpty() && NASTY.get(i).length() < 128) {
        tags.put(NASTY.get(i), "value");
      }
    }
    List.of("ON", "NO", "y", "true", "null", "for", "if")
        .forEach(name -> environment.put(name, "v"));
    return with(plain("nasty"), environment, tags);
  }

  static TemplateFunction with(
      TemplateFunction function, Map<String, String> environment, Map<String, String> tags) {
    FunctionSettings settings = function.settings();
    return new TemplateFunction(
        new FunctionSettings(
            settings.name(),
            settings.handler(),
            settings.runtime(),
            settings.architecture(),
            settings.memoryMb(),
            settings.timeoutSeconds(),
            environment,
            settings.role(),
            tags,
            settings.layers(),
            settings.logFormat(),
            settings.snapStart(),
            settings.url(),
            settings.invokeMode(),
            settings.cors()),
        function.zip(),
        function.layer(),
        function.asked());
  }

  static TemplateFunction withZip(TemplateFunction function, CodeZip zip) {
    return new TemplateFunction(function.settings(), zip, function.layer(), function.asked());
  }

  private static CodeZip zip(String path) {
    return new CodeZip(ROOT.resolve(path).toString(), path, false);
  }
}
