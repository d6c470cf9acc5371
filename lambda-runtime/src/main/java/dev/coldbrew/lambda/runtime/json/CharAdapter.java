package dev.coldbrew.lambda.runtime.json;

/** One character, or its number. */
final class CharAdapter extends ScalarAdapter {

  CharAdapter(Class<?> type) {
    super(type);
  }

  @Override
  Object none() {
    return type.isPrimitive() ? '\0' : null;
  }

  @Override
  Object fromString(String text) {
    if (text.isEmpty() || text.equals("null")) {
      return none();
    }
    if (text.length() > 1) {
      throw new IllegalArgumentException(text);
    }
    return text.charAt(0);
  }

  @Override
  Object fromNumber(String digits) {
    return Leniency.character(digits);
  }

  @Override
  void writeValue(JsonOutput out, Object value) {
    out.value(value.toString());
  }
}
