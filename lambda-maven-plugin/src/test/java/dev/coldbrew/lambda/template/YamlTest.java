// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.template;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class YamlTest {

  @Test
  void textsAreReadBackAsTheyWere() {
    Map<String, Object> tree = new LinkedHashMap<>();
    for (int i = 0; i < Functions.NASTY.size(); i++) {
      tree.put("k" + i, Functions.NASTY.get(i));
    }
    tree.put("list", Functions.NASTY);

    assertEquals(tree, YamlReader.read(Yaml.of(tree)));
  }

  @Test
  void textsAreReadBackAsKeys() {
    Map<String, Object> tree = new LinkedHashMap<>();
    Functions.NASTY.stream()
        .filter(text -> text.length() <= 128)
        .forEach(text -> tree.put(text, "value"));

    assertEquals(tree, YamlReader.read(Yaml.of(tree)));
  }

  /** Of characters that mean something to YAML, in every order. */
  @Test
  void randomTextsAreReadBackAsTheyWere() {
    String characters =
        "ay1e.:-_#?!&*|>%@`{}[],'\"\\ \n\r\t\0\u001b\u007f\u0085\u00a0é\u2028\ufeff\ufffe~=<$/";
    Random random = new Random(42);
    for (int i = 0; i < 5_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(7); length > 0; length--) {
        text.append(characters.charAt(random.nextInt(characters.length())));
      }
      Map<String, Object> tree =
          Map.of("key", text.toString(), text + "k", List.of(text.toString()));

      assertEquals(tree, YamlReader.read(Yaml.of(tree)), () -> Yaml.of(tree));
    }
  }

  @Test
  void ordinaryTextsHaveNoQuotes() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("Handler", "example.Hello::hello");
    tree.put("CodeUri", "target/hello-1.0.zip");
    tree.put("Role", "arn:aws:iam::123456789012:role/hello");
    tree.put("Timeout", 20);
    tree.put("NoEcho", true);
    tree.put("Architectures", List.of("x86_64"));
    tree.put("Layer", new Yaml.Tagged("Ref", "HelloLayer"));
    tree.put("Tags", List.of(Map.of("Key", "team"), "last"));
    tree.put("Nothing", Map.of());
    tree.put("None", List.of());

    assertEquals("""
        Handler: example.Hello::hello
        CodeUri: target/hello-1.0.zip
        Role: arn:aws:iam::123456789012:role/hello
        Timeout: 20
        NoEcho: true
        Architectures:
          - x86_64
        Layer: !Ref HelloLayer
        Tags:
          - Key: team
          - last
        Nothing: {}
        None: []
        """, Yaml.of(tree));
  }
}
