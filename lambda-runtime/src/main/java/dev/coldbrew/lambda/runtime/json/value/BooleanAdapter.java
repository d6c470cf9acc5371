// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.json.value;

import dev.coldbrew.lambda.runtime.json.adapter.JsonOutput;
import dev.coldbrew.lambda.runtime.json.adapter.Leniency;
import dev.coldbrew.lambda.runtime.json.adapter.ScalarAdapter;

/** Booleans; a whole number other than 0 is true. */
public final class BooleanAdapter extends ScalarAdapter {

  public BooleanAdapter(Class<?> type) {
    super(type);
  }

  @Override
  public Object none() {
    return type.isPrimitive() ? Boolean.FALSE : null;
  }

  @Override
  public Object fromBoolean(String text) {
    return text.equals("true");
  }

  @Override
  public Object fromNumber(String digits) {
    return Leniency.isTrue(NumberAdapter.narrowest(digits));
  }

  @Override
  public Object fromString(String text) {
    if (Leniency.isNothing(text)) {
      return none();
    }
    return switch (text.trim()) {
      case "true", "True", "TRUE" -> true;
      case "false", "False", "FALSE" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }

  @Override
  public void writeValue(JsonOutput out, Object value) {
    out.value((boolean) value);
  }
}
