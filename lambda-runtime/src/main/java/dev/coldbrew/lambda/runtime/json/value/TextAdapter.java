// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.json.value;

import dev.coldbrew.lambda.runtime.json.adapter.JsonOutput;
import dev.coldbrew.lambda.runtime.json.adapter.ScalarAdapter;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URL;
import java.nio.charset.Charset;
import java.time.MonthDay;
import java.time.Period;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Locale;
import java.util.TimeZone;
import java.util.UUID;
import java.util.regex.Pattern;

/** The classes that a string stands for, mostly the JDK's. */
final class TextAdapter extends ScalarAdapter {

  private static final Class<?>[] PRIMITIVES = {
    int.class,
    long.class,
    float.class,
    double.class,
    boolean.class,
    byte.class,
    char.class,
    short.class,
    void.class
  };

  private final Class<?> declared;

  /**
   * @param declared the type itself, or a class that extends it
   */
  private TextAdapter(Class<?> type, Class<?> declared) {
    super(type);
    this.declared = declared;
  }

  /** Null for another class. */
  static TextAdapter of(Class<?> raw) {
    for (Class<?> c = raw; c != null; c = c.getSuperclass()) {
      if (isText(c)) {
        return new TextAdapter(c, raw);
      }
    }
    return null;
  }

  /** By their names: a comparison with the classes themselves would load them all. */
  private static boolean isText(Class<?> type) {
    return switch (type.getName()) {
      case "java.io.File",
          "java.lang.Class",
          "java.lang.StringBuffer",
          "java.lang.StringBuilder",
          "java.net.InetAddress",
          "java.net.URI",
          "java.net.URL",
          "java.nio.charset.Charset",
          "java.sql.Time",
          "java.time.MonthDay",
          "java.time.Period",
          "java.time.ZoneId",
          "java.util.Currency",
          "java.util.Locale",
          "java.util.TimeZone",
          "java.util.UUID",
          "java.util.regex.Pattern",
          "javax.xml.namespace.QName",
          "org.joda.time.DateTime" -> true;
      default -> false;
    };
  }

  @Override
  public Object fromBoolean(String text) {
    return fromString(text);
  }

  @Override
  public Object fromString(String json) {
    boolean free = CharSequence.class.isAssignableFrom(type);
    String text = free || type == Pattern.class ? json : json.trim();
    if (text.isEmpty() && !free) {
      return null;
    }
    return parse(text);
  }

  /** Blanks count in the keys of some, which also have a value for no text at all. */
  @Override
  public Object fromKey(String text) {
    return switch (type.getName()) {
      case "java.io.File", "java.net.URI", "java.util.Locale", "javax.xml.namespace.QName" ->
        parse(text);
      default -> fromString(text);
    };
  }

  private Object parse(String text) {
    try {
      return declared.cast(parsed(text)); // a ZoneId may be no ZoneOffset
    } catch (IOException | ReflectiveOperationException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private Object parsed(String text) throws IOException, ReflectiveOperationException {
    return switch (type.getName()) {
      case "java.io.File" -> new File(text);
      case "java.lang.Class" -> classOf(text);
      case "java.lang.StringBuffer" -> new StringBuffer(text);
      case "java.lang.StringBuilder" -> new StringBuilder(text);
      case "java.net.InetAddress" -> InetAddress.getByName(text);
      case "java.net.URI" -> URI.create(text);
      case "java.net.URL" -> new URL(text);
      case "java.nio.charset.Charset" -> Charset.forName(text);
      case "java.time.MonthDay" -> MonthDay.parse(text);
      case "java.time.Period" -> Period.parse(text);
      case "java.time.ZoneId" -> ZoneId.of(text);
      case "java.util.Currency" -> Currency.getInstance(text);
      case "java.util.Locale" -> locale(text);
      case "java.util.TimeZone" -> TimeZone.getTimeZone(text);
      case "java.util.UUID" -> UUID.fromString(text);
      case "java.util.regex.Pattern" -> Pattern.compile(text);
      case "org.joda.time.DateTime" -> call("parse", text); // a library that few functions have
      default -> call("valueOf", text); // java.sql and java.xml, modules that few functions have
    };
  }

  private Object call(String method, String text) throws ReflectiveOperationException {
    try {
      return type.getMethod(method, String.class).invoke(null, text);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(e.getCause());
    }
  }

  /** As it is written, en_US or zh_TW_#Hant, or as a language tag, en-US or zh-Hant-TW. */
  private static Locale locale(String text) {
    String[] parts = text.split("[_-]", 3);
    if (parts.length == 3 && parts[2].matches("#[A-Za-z]{4}")) {
      return new Locale.Builder()
          .setLanguage(parts[0])
          .setRegion(parts[1])
          .setScript(parts[2].substring(1))
          .build();
    }
    if (parts.length == 3 && parts[1].matches("[A-Za-z]{4}")) {
      return Locale.forLanguageTag(text);
    }
    return parts.length == 1
        ? new Locale(text)
        : parts.length == 2
            ? new Locale(parts[0], parts[1])
            : new Locale(parts[0], parts[1], parts[2]);
  }

  private static Class<?> classOf(String name) throws ClassNotFoundException {
    for (Class<?> primitive : PRIMITIVES) {
      if (primitive.getName().equals(name)) {
        return primitive;
      }
    }
    return Class.forName(name);
  }

  @Override
  public void writeValue(JsonOutput out, Object value) {
    out.value(text(value));
  }

  private String text(Object value) {
    return switch (type.getName()) {
      case "java.io.File" -> ((File) value).getAbsolutePath();
      case "java.lang.Class" -> ((Class<?>) value).getName();
      case "java.util.TimeZone" -> ((TimeZone) value).getID();
      case "java.net.InetAddress" -> hostOrAddress(value.toString());
      default -> value.toString();
    };
  }

  /** Of localhost/127.0.0.1, or of /127.0.0.1 where there is no host name. */
  private static String hostOrAddress(String text) {
    int slash = text.indexOf('/');
    return slash == 0 ? text.substring(1) : slash > 0 ? text.substring(0, slash) : text;
  }
}
