package dev.coldbrew.lambda.runtime.json;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The JDK's classes that a string stands for, by the methods that make them of one and back. */
final class TextAdapter extends ScalarAdapter {

  /** The class, what reads a String (new for a constructor), what gives it. */
  private static final String[] TABLE = {
    "java.io.File new getAbsolutePath",
    "java.lang.Class forName getName",
    "java.lang.StringBuffer new toString",
    "java.lang.StringBuilder new toString",
    "java.net.InetAddress getByName toString",
    "java.net.URI create toString",
    "java.net.URL new toString",
    "java.nio.charset.Charset forName toString",
    "java.sql.Time valueOf toString",
    "java.time.MonthDay parse toString",
    "java.time.Period parse toString",
    "java.time.ZoneId of toString",
    "java.util.Currency getInstance toString",
    "java.util.Locale forLanguageTag toString",
    "java.util.TimeZone getTimeZone getID",
    "java.util.UUID fromString toString",
    "java.util.regex.Pattern compile toString",
    "javax.xml.namespace.QName valueOf toString",
    "org.joda.time.DateTime parse toString",
  };

  /** Blanks count in their keys, and some have a value for no text at all. */
  private static final Set<String> KEYS_AS_THEY_ARE =
      Set.of("java.io.File", "java.net.URI", "java.util.Locale", "javax.xml.namespace.QName");

  private static final Map<String, String[]> BY_CLASS = new HashMap<>();

  static {
    for (String row : TABLE) {
      String[] words = row.split(" ");
      BY_CLASS.put(words[0], words);
    }
  }

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
  private final Executable reader;
  private final Method writer;

  /**
   * @param declared the type itself, or a class that extends it
   */
  private TextAdapter(Class<?> type, String[] row, Class<?> declared) throws NoSuchMethodException {
    super(type);
    this.declared = declared;
    boolean iso = row[1].equals("parse") && row[0].startsWith("java.time.");
    Class<?> text = iso ? CharSequence.class : String.class;
    reader =
        row[1].equals("new") ? type.getConstructor(String.class) : type.getMethod(row[1], text);
    writer = type.getMethod(row[2]);
  }

  /** Null for another class. */
  static TextAdapter of(Class<?> raw) {
    for (Class<?> c = raw; c != null; c = c.getSuperclass()) {
      String[] row = BY_CLASS.get(c.getName());
      if (row != null) {
        try {
          return new TextAdapter(c, row, raw);
        } catch (NoSuchMethodException e) {
          throw new IllegalStateException(e);
        }
      }
    }
    return null;
  }

  @Override
  Object fromBoolean(String text) {
    return fromString(text);
  }

  @Override
  Object fromString(String json) {
    boolean free = CharSequence.class.isAssignableFrom(type);
    String text = free || type == Pattern.class ? json : json.trim();
    if (text.isEmpty() && !free) {
      return null;
    }
    return parse(text);
  }

  @Override
  Object fromKey(String text) {
    return KEYS_AS_THEY_ARE.contains(type.getName()) ? parse(text) : fromString(text);
  }

  private Object parse(String text) {
    try {
      if (type == Locale.class) {
        return locale(text);
      }
      if (type == Class.class) {
        return classOf(text);
      }
      Object value = reader instanceof Constructor<?> constructor
          ? constructor.newInstance(text)
          : ((Method) reader).invoke(null, text);
      return declared.cast(value); // a ZoneId may be no ZoneOffset
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(e);
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

  /** By reflection, this fails with the JVM's native accessors. */
  private static Class<?> classOf(String name) throws ClassNotFoundException {
    for (Class<?> primitive : PRIMITIVES) {
      if (primitive.getName().equals(name)) {
        return primitive;
      }
    }
    return Class.forName(name);
  }

  @Override
  void writeValue(JsonOutput out, Object value) {
    out.value(text(value));
  }

  String text(Object value) {
    try {
      String text = (String) writer.invoke(value);
      if (type == InetAddress.class) { // localhost/127.0.0.1
        int slash = text.indexOf('/');
        return slash == 0 ? text.substring(1) : slash > 0 ? text.substring(0, slash) : text;
      }
      return text;
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
