// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.template;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Writes the statements of a Java constructor, and the imports that they need. */
final class JavaSource {

  private final TreeSet<String> imports = new TreeSet<>();
  private final StringBuilder body = new StringBuilder();

  /** The import statements. */
  String imports() {
    return imports.stream().map(name -> "import " + name + ";\n").collect(Collectors.joining());
  }

  /** The constructor's statements. */
  String body() {
    return body.toString();
  }

  void useStatic(String member) {
    imports.add("static " + member);
  }

  /** Imports a class, and returns its name in the code. */
  String use(String className) {
    imports.add(className);
    return className.substring(className.lastIndexOf('.') + 1);
  }

  String list(List<String> items) {
    return use("java.util.List") + ".of(" + String.join(", ", items) + ")";
  }

  void build(String className, String id, List<String> calls) {
    String simple = use(className);
    line(simple + " " + variable(id) + " = " + simple + ".Builder.create(this, \"" + id + "\")"
        + calls.stream().map(call -> "\n        ." + call).collect(Collectors.joining())
        + "\n        .build();");
  }

  void line(String statement) {
    body.append("    ").append(statement).append('\n');
  }

  static String variable(String id) {
    return Character.toLowerCase(id.charAt(0)) + id.substring(1);
  }

  /** Uses only ASCII, because the file may be compiled with any encoding. */
  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      switch (c) {
        case '"', '\\' -> quoted.append('\\').append(c);
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        default -> quoted.append(c >= ' ' && c < 0x7f ? c : String.format("\\u%04x", (int) c));
      }
    }
    return quoted.append('"').toString();
  }
}
