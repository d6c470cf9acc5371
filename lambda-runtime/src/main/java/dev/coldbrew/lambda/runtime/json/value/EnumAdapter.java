// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.json.value;

import dev.coldbrew.lambda.runtime.json.adapter.JsonOutput;
import dev.coldbrew.lambda.runtime.json.adapter.Leniency;
import dev.coldbrew.lambda.runtime.json.adapter.ScalarAdapter;

/** Enum constants, by name or by position; an unknown one is null. */
public final class EnumAdapter extends ScalarAdapter {

  private final Object[] constants;

  public EnumAdapter(Class<?> type) {
    super(type);
    constants = type.getEnumConstants();
  }

  @Override
  public Object fromString(String text) {
    String name = text.trim();
    Object constant = byName(name);
    if (constant != null) {
      return constant;
    }
    boolean position =
        !name.isEmpty() && name.length() < 10 && name.charAt(0) >= '0' && name.charAt(0) <= '9';
    try {
      return position ? fromNumber(name) : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  Object byName(String name) {
    for (Object constant : constants) {
      if (((Enum<?>) constant).name().equals(name)) {
        return constant;
      }
    }
    return null;
  }

  @Override
  public Object fromNumber(String digits) {
    return Leniency.constant(constants, digits);
  }

  @Override
  public void writeValue(JsonOutput out, Object value) {
    out.value(((Enum<?>) value).name());
  }
}
