package dev.coldbrew.lambda.runtime.json;

/** Booleans; a whole number other than 0 is true. */
final class BooleanAdapter extends ScalarAdapter {

  BooleanAdapter(Class<?> type) {
    super(type);
  }

  @Override
  Object none() {
    return type.isPrimitive() ? Boolean.FALSE : null;
  }

  @Override
  Object fromBoolean(String text) {
    return text.equals("true");
  }

  @Override
  Object fromNumber(String digits) {
    return Leniency.isTrue(digits);
  }

  @Override
  Object fromString(String text) {
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
  void writeValue(JsonOutput out, Object value) {
    out.value((boolean) value);
  }
}
