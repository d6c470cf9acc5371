// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.template;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Properties in the order in which they are written, without empty ones. */
final class Tree extends LinkedHashMap<String, Object> {

  private static final long serialVersionUID = 1;

  Tree with(String name, Object value) {
    boolean isEmpty = value instanceof Map<?, ?> map && map.isEmpty()
        || value instanceof Collection<?> list && list.isEmpty()
        || value.equals(Optional.empty());
    if (!isEmpty) {
      put(name, value instanceof Optional<?> optional ? optional.get() : value);
    }
    return this;
  }

  Tree withIf(boolean condition, String name, Object value) {
    return condition ? with(name, value) : this;
  }

  /** A resource of a template. */
  Tree resource(String name, String type, Tree properties) {
    return with(name, new Tree().with("Type", type).with("Properties", properties));
  }

  static Yaml.Tagged ref(String name) {
    return new Yaml.Tagged("Ref", name);
  }

  static Yaml.Tagged attribute(String name) {
    return new Yaml.Tagged("GetAtt", name);
  }
}
