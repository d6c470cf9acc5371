package dev.coldbrew.lambda.runtime.json;

/** Enum constants, by name or by position; an unknown one is null. */
final class EnumAdapter extends ScalarAdapter {

  private final Object[] constants;

  EnumAdapter(Class<?> type) {
    super(type);
    constants = type.getEnumConstants();
  }

  @Override
  Object fromString(String text) {
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
  Object fromNumber(String digits) {
    return Leniency.constant(constants, digits);
  }

  @Override
  void writeValue(JsonOutput out, Object value) {
    out.value(((Enum<?>) value).name());
  }
}
