// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.json.value;

import dev.coldbrew.lambda.runtime.json.adapter.JsonOutput;
import dev.coldbrew.lambda.runtime.json.adapter.Leniency;
import dev.coldbrew.lambda.runtime.json.adapter.ScalarAdapter;

/** One character, or its number. */
public final class CharAdapter extends ScalarAdapter {

  public CharAdapter(Class<?> type) {
    super(type);
  }

  @Override
  public Object none() {
    return type.isPrimitive() ? '\0' : null;
  }

  @Override
  public Object fromString(String text) {
    if (text.isEmpty() || text.equals("null")) {
      return none();
    }
    if (text.length() > 1) {
      throw new IllegalArgumentException(text);
    }
    return text.charAt(0);
  }

  @Override
  public Object fromNumber(String digits) {
    return Leniency.character(digits);
  }

  @Override
  public void writeValue(JsonOutput out, Object value) {
    out.value(value.toString());
  }
}
