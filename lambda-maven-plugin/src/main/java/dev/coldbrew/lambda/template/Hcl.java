// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes a Terraform file, formatted as by {@code terraform fmt}. */
final class Hcl {

  /** Keys that need no quotes; Terraform's keywords in expressions need them. */
  private static final Pattern NAME = Pattern.compile("(?!(?:for|null|true|false)$)[a-zA-Z]\\w*");

  private final StringBuilder out = new StringBuilder();

  /**
   * Arguments that are not written yet, because the equals signs of successive lines are aligned.
   */
  private final Map<String, String> pending = new LinkedHashMap<>();

  private String indent = "";

  /**
   * Adds a block.
   *
   * @param header its type and its labels, such as {@code resource "aws_lambda_alias" "hello"}
   */
  Hcl block(String header, Consumer<Hcl> body) {
    separate();
    out.append(indent).append(header).append(" {\n");
    indent += "  ";
    body.accept(this);
    flush();
    indent = indent.substring(2);
    out.append(indent).append("}\n");
    return this;
  }

  /**
   * Adds an argument.
   *
   * @param expression its value, as Terraform reads it
   */
  Hcl argument(String name, String expression) {
    pending.put(name, expression);
    return this;
  }

  /** Adds an argument with entries, which are keys and expressions, unless there are none. */
  Hcl map(String name, Map<String, String> entries) {
    if (entries.isEmpty()) {
      return this;
    }
    separate();
    out.append(indent).append(name).append(" = {\n");
    indent += "  ";
    entries.forEach((key, expression) -> pending.put(key(key), expression));
    flush();
    indent = indent.substring(2);
    out.append(indent).append("}\n");
    return this;
  }

  @Override
  public String toString() {
    return out.toString();
  }

  private void flush() {
    if (!pending.isEmpty() && endsWith("}\n")) {
      out.append('\n');
    }
    int width = pending.keySet().stream().mapToInt(Hcl::width).max().orElse(0);
    pending.forEach((name, expression) -> out.append(indent)
        .append(name)
        .append(" ".repeat(width - width(name)))
        .append(" = ")
        .append(expression)
        .append('\n'));
    pending.clear();
  }

  private static int width(String name) {
    return name.codePointCount(0, name.length());
  }

  /** Puts an empty line before a block, unless it is the first in the enclosing block. */
  private void separate() {
    flush();
    if (out.length() > 0 && !endsWith("{\n")) {
      out.append('\n');
    }
  }

  private boolean endsWith(String text) {
    int begin = out.length() - text.length();
    return begin >= 0 && out.substring(begin).equals(text);
  }

  private static String key(String text) {
    return NAME.matcher(text).matches() ? text : quoted(text);
  }

  /** The header of a resource's block. */
  static String resource(String type, String id) {
    return "resource " + quoted(type) + " " + quoted(id);
  }

  /** The expression for a list of texts. */
  static String list(List<String> texts) {
    return texts.stream().map(Hcl::quoted).collect(Collectors.joining(", ", "[", "]"));
  }

  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean opens = text.startsWith("{", i + 1);
      switch (c) {
        case '"', '\\' -> quoted.append('\\').append(c);
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        case '$', '%' -> quoted.append(c).append(opens ? String.valueOf(c) : "");
        default -> quoted.append(Character.isISOControl(c) ? String.format("\\u%04x", (int) c) : c);
      }
    }
    return quoted.append('"').toString();
  }
}
