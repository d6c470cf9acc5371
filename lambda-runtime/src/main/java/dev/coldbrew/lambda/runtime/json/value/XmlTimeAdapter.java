// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.json.value;

import dev.coldbrew.lambda.runtime.json.adapter.Adapter;
import dev.coldbrew.lambda.runtime.json.adapter.JsonOutput;
import dev.coldbrew.lambda.runtime.json.adapter.Leniency;
import dev.coldbrew.lambda.runtime.json.adapter.ScalarAdapter;
import java.lang.reflect.InvocationTargetException;
import java.util.GregorianCalendar;

/**
 * The times of XML, which classes that JAXB writes have: {@code XMLGregorianCalendar} as a Calendar,
 * {@code Duration} as its text. By reflection, as a function without them needs no {@code java.xml}.
 */
final class XmlTimeAdapter extends ScalarAdapter {

  private static final String PACKAGE = "javax.xml.datatype.";

  private final DateAdapter calendar = new DateAdapter(GregorianCalendar.class, false);

  private XmlTimeAdapter(Class<?> type) {
    super(type);
  }

  /** Null for another class. */
  static Adapter of(Class<?> raw) {
    for (Class<?> c = raw; c != null; c = c.getSuperclass()) {
      if (c.getName().equals(PACKAGE + "XMLGregorianCalendar")
          || c.getName().equals(PACKAGE + "Duration")) {
        return new XmlTimeAdapter(c);
      }
    }
    return null;
  }

  private boolean isDuration() {
    return type.getName().endsWith(".Duration");
  }

  @Override
  public Object fromString(String json) {
    String text = json.trim();
    if (Leniency.isBlank(text)) {
      return null;
    }
    if (isDuration()) {
      return made("newDuration", String.class, text);
    }
    try {
      return ofCalendar(calendar.fromString(text));
    } catch (RuntimeException e) { // a day without a year, say
      return made("newXMLGregorianCalendar", String.class, text);
    }
  }

  @Override
  public Object fromNumber(String digits) {
    return isDuration() ? fromString(digits) : ofCalendar(calendar.fromNumber(digits));
  }

  private Object ofCalendar(Object made) {
    return made == null ? null : made("newXMLGregorianCalendar", GregorianCalendar.class, made);
  }

  private Object made(String method, Class<?> parameter, Object argument) {
    try {
      Class<?> factory = Class.forName(PACKAGE + "DatatypeFactory", true, type.getClassLoader());
      Object made = factory.getMethod("newInstance").invoke(null);
      return factory.getMethod(method, parameter).invoke(made, argument);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Override
  public void writeValue(JsonOutput out, Object value) {
    if (isDuration()) {
      out.value(value.toString());
      return;
    }
    try {
      calendar.writeValue(out, type.getMethod("toGregorianCalendar").invoke(value));
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
