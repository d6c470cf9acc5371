// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.json.value;

import dev.coldbrew.lambda.runtime.json.adapter.JsonOutput;
import dev.coldbrew.lambda.runtime.json.adapter.ScalarAdapter;

/**
 * {@code String}, {@code CharSequence} and {@code char[]}; as an event also numbers and booleans,
 * as they stand in the text.
 */
public final class StringAdapter extends ScalarAdapter {

  public StringAdapter(Class<?> type) {
    super(type);
  }

  @Override
  public Object fromString(String text) {
    return type == char[].class ? text.toCharArray() : text;
  }

  @Override
  public Object fromBoolean(String text) {
    return fromString(text);
  }

  @Override
  public void writeValue(JsonOutput out, Object value) {
    out.value(value instanceof char[] chars ? new String(chars) : value.toString());
  }
}
