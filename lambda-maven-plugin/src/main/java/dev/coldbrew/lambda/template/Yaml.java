// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.template;

import java.util.Collection;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Writes maps, collections, strings, numbers and booleans as YAML. It quotes strings that a YAML
 * 1.1 or 1.2 parser could take for another type.
 */
final class Yaml {

  /** A string that CloudFormation replaces, such as {@code !Ref Hello}. */
  record Tagged(String tag, String text) {}

  /**
   * Starts with a letter and does not end with a colon: a string in every YAML version, except for
   * these words.
   */
  private static final Pattern PLAIN = Pattern.compile(
      "(?!(?:y|n|yes|no|on|off|true|false|null)$)[a-z](?:[\\w./:-]*[\\w./-])?",
      Pattern.CASE_INSENSITIVE);

  private final StringBuilder out = new StringBuilder();

  private Yaml() {}

  static String of(Map<String, ?> tree) {
    Yaml yaml = new Yaml();
    yaml.lines(tree, "");
    return yaml.out.toString();
  }

  private void lines(Map<?, ?> map, String indent) {
    map.forEach((key, value) -> {
      out.append(indent).append(quoted(key.toString())).append(':');
      value(value, indent + "  ");
    });
  }

  private void value(Object value, String indent) {
    if (value instanceof Map<?, ?> map && !map.isEmpty()) {
      out.append('\n');
      lines(map, indent);
    } else if (value instanceof Collection<?> list && !list.isEmpty()) {
      out.append('\n');
      list.forEach(item -> {
        out.append(indent).append('-');
        item(item, indent + "  ");
      });
    } else {
      out.append(' ').append(scalar(value)).append('\n');
    }
  }

  /** A map's first line follows the hyphen. */
  private void item(Object item, String indent) {
    if (item instanceof Map<?, ?> map && !map.isEmpty()) {
      int begin = out.length();
      lines(map, indent);
      out.replace(begin, begin + indent.length(), " ");
    } else {
      value(item, indent);
    }
  }

  private static String scalar(Object value) {
    if (value instanceof Tagged tagged) {
      return "!" + tagged.tag() + " " + quoted(tagged.text());
    }
    if (value instanceof Map) {
      return "{}";
    }
    if (value instanceof Collection) {
      return "[]";
    }
    return value instanceof String text ? quoted(text) : value.toString();
  }

  static String quoted(String text) {
    if (PLAIN.matcher(text).matches()) {
      return text;
    }
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> quoted.append('\\').append(c);
        case '\n' -> quoted.append("\\n");
        case '\t' -> quoted.append("\\t");
        default -> quoted.append(isPrintable(c) ? c : String.format("\\u%04x", (int) c));
      }
    }
    return quoted.append('"').toString();
  }

  /** Surrogate pairs are printable. */
  private static boolean isPrintable(char c) {
    return c >= ' ' && c < 0x7f || c >= 0xa0 && c < 0xfffe && "\u2028\u2029\ufeff".indexOf(c) < 0;
  }
}
