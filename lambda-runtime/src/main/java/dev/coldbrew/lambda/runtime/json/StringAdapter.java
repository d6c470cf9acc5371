package dev.coldbrew.lambda.runtime.json;

/**
 * {@code String}, {@code CharSequence} and {@code char[]}; as an event also numbers and booleans,
 * as they stand in the text.
 */
final class StringAdapter extends ScalarAdapter {

  StringAdapter(Class<?> type) {
    super(type);
  }

  @Override
  Object fromString(String text) {
    return type == char[].class ? text.toCharArray() : text;
  }

  @Override
  Object fromBoolean(String text) {
    return fromString(text);
  }

  @Override
  void writeValue(JsonOutput out, Object value) {
    out.value(value instanceof char[] chars ? new String(chars) : value.toString());
  }
}
