// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.template;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HclTest {

  /** Read back by Terraform's own parser in TemplateToolsIT. */
  @ParameterizedTest
  @CsvSource(quoteCharacter = '`', textBlock = """
          a,            "a"
          a"b,          "a\\"b"
          a\\b,         "a\\\\b"
          ${x},         "$${x}"
          $${x},        "$$${x}"
          %{ if x },    "%%{ if x }"
          100% of $5,   "100% of $5"
          é 😀,         "é 😀"
          """)
  void textsHaveNothingThatIsReplaced(String text, String quoted) {
    assertEquals(quoted, Hcl.quoted(text));
  }

  @Test
  void controlCharactersAreEscaped() {
    assertEquals("\"a\\nb\\r\\tc\\u0000\\u007f\\u0085\"", Hcl.quoted("a\nb\r\tc\0\u007f\u0085"));
  }

  @Test
  void fileIsLaidOutAsTerraformDoes() {
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put("NAME", "1");
    entries.put("for", "2");
    entries.put("a b", "3");

    assertEquals(
        """
        data "a" "b" {
        }

        resource "a" "b" {
          one      = 1
          thirteen = 13

          first {
            second {
              two = 2
            }
          }

          map = {
            NAME  = 1
            "for" = 2
            "a b" = 3
          }

          last = 1
        }
        """,
        new Hcl()
            .block("data \"a\" \"b\"", data -> {})
            .block(
                "resource \"a\" \"b\"",
                resource -> resource
                    .argument("one", "1")
                    .argument("thirteen", "13")
                    .block(
                        "first",
                        first -> first.block("second", second -> second.argument("two", "2")))
                    .map("map", entries)
                    .map("empty", Map.of())
                    .argument("last", "1"))
            .toString());
  }
}
