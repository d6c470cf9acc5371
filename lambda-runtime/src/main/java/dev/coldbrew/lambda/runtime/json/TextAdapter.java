package dev.coldbrew.lambda.runtime.json;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The JDK's classes that a string stands for, by the methods that make them of one and back. */
final class TextAdapter extends ScalarAdapter {

  /** The class, what reads a String (new for a constructor), what gives it. */
  private static final String[] TABLE = {
    "java.io.File new getAbsolutePath",
    "java.lang.Class forName getName",
    "java.lang.StringBuffer new toString",
    "java.lang.StringBuilder new toString",
    "java.net.InetAddress getByName getHostAddress",
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

  private static final Map<String, String[]> BY_CLASS = new HashMap<>();

  static {
    for (String row : TABLE) {
      String[] words = row.split(" ");
      BY_CLASS.put(words[0], words);
    }
  }

  private final Executable reader;
  private final Method writer;

  private TextAdapter(Class<?> type, String[] row) throws NoSuchMethodException {
    super(type);
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
          return new TextAdapter(c, row);
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
    if (type == Locale.class) {
      text = text.replace('_', '-'); // en_US is how it is written
    }
    try {
      if (type == Class.class) {
        return Class.forName(text); // by reflection, it fails with the JVM's native accessors
      }
      return reader instanceof Constructor<?> constructor
          ? constructor.newInstance(text)
          : ((Method) reader).invoke(null, text);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Override
  void writeValue(JsonOutput out, Object value) {
    out.value(text(value));
  }

  String text(Object value) {
    try {
      return (String) writer.invoke(value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
