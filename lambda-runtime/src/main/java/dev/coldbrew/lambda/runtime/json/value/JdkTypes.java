// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.json.value;

import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.coldbrew.lambda.runtime.json.adapter.Adapter;
import dev.coldbrew.lambda.runtime.json.adapter.Codec;
import dev.coldbrew.lambda.runtime.json.adapter.JsonOutput;
import dev.coldbrew.lambda.runtime.json.adapter.NotReadable;
import dev.coldbrew.lambda.runtime.json.adapter.ScalarAdapter;
import dev.coldbrew.lambda.runtime.json.adapter.Types;
import dev.coldbrew.lambda.runtime.json.adapter.ValueAdapter;
import dev.coldbrew.lambda.runtime.json.bean.BeanAdapter;
import java.io.IOException;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.AbstractMap;
import java.util.Base64;
import java.util.Calendar;
import java.util.Collections;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TimeZone;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** Classes of the JDK that are written neither as numbers nor by their properties. */
public final class JdkTypes {

  private JdkTypes() {}

  /** Null for a class that is none of these. */
  public static Adapter adapter(Codec codec, Type type, Class<?> raw) {
    boolean events = codec.isForEvents();
    String name = raw.getName();
    boolean jdk = raw.getClassLoader() == null || name.startsWith("java."); // or the platform's
    if (!jdk && !(events && name.startsWith("org.joda.")) && !isOpen(raw)) {
      return null;
    }
    if (raw == Optional.class
        || raw == OptionalInt.class
        || raw == OptionalLong.class
        || raw == OptionalDouble.class
        || raw == AtomicBoolean.class
        || raw == AtomicReference.class) {
      return new OptionalAdapter(codec, type, raw);
    }
    if (TimeAdapter.knows(raw)) {
      return new TimeAdapter(raw);
    }
    if (Date.class.isAssignableFrom(raw) && !name.equals("java.sql.Time")) {
      return new DateAdapter(raw, events);
    }
    if (Calendar.class.isAssignableFrom(raw)) {
      return new DateAdapter(raw, false);
    }
    if (ByteBuffer.class.isAssignableFrom(raw)) {
      return new BytesAdapter(raw);
    }
    if (Path.class.isAssignableFrom(raw)) {
      return new PathAdapter();
    }
    if (Map.Entry.class.isAssignableFrom(raw)) {
      return new EntryAdapter(codec, type, raw);
    }
    Adapter text = TextAdapter.of(raw);
    return text == null ? XmlTimeAdapter.of(raw) : text;
  }

  /** What others extend, and AWS writes by the superclass. */
  private static boolean isOpen(Class<?> raw) {
    return Date.class.isAssignableFrom(raw)
        || Calendar.class.isAssignableFrom(raw)
        || TimeZone.class.isAssignableFrom(raw)
        || Charset.class.isAssignableFrom(raw)
        || Path.class.isAssignableFrom(raw)
        || Map.Entry.class.isAssignableFrom(raw);
  }

  /**
   * A key of a map that is neither a String nor an enum constant.
   *
   * @param as the key's class, or the one it is declared as
   */
  static String keyText(Object key, Class<?> as) {
    if (Date.class.isAssignableFrom(as)) {
      return keyText(((Date) key).getTime());
    }
    if (Calendar.class.isAssignableFrom(as)) {
      return keyText(((Calendar) key).getTimeInMillis());
    }
    if (as == ZonedDateTime.class) {
      return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format((ZonedDateTime) key);
    }
    if (as == byte[].class) {
      return Base64.getEncoder().encodeToString((byte[]) key);
    }
    return as == Class.class ? ((Class<?>) key).getName() : key.toString();
  }

  private static String keyText(long millis) {
    return DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxxx")
        .format(Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC));
  }

  /** A path as its URI. */
  private static final class PathAdapter extends ScalarAdapter {
    PathAdapter() {
      super(Path.class);
    }

    @Override
    public Object fromString(String text) {
      return text.indexOf(':') < 0 ? Path.of(text) : Path.of(URI.create(text));
    }

    @Override
    public void writeValue(JsonOutput out, Object value) {
      out.value(((Path) value).toUri().toString());
    }
  }

  /** One entry of a map as an object of one property. */
  private static final class EntryAdapter extends ValueAdapter {
    private final Codec codec;
    private final Type entry;

    EntryAdapter(Codec codec, Type entry, Class<?> raw) {
      super(raw);
      this.codec = codec;
      this.entry = entry;
    }

    @Override
    public Object readValue(JsonReader in, JsonToken token) throws IOException {
      boolean simple = type.isAssignableFrom(AbstractMap.SimpleEntry.class);
      if (!simple && type != AbstractMap.SimpleImmutableEntry.class) { // a class of the user's
        return new BeanAdapter(codec.forMembers(), entry, type).readValue(in, token);
      }
      Type key = Types.argument(entry, Map.Entry.class, 0);
      Type value = Types.argument(entry, Map.Entry.class, 1);
      Type map = TypeToken.getParameterized(Map.class, key, value).getType();
      Map<?, ?> read = (Map<?, ?>) codec.adapter(map).read(in);
      if (read == null) {
        return null;
      }
      if (read.size() != 1) {
        throw NotReadable.previous(in, "an entry is an object of one property", null);
      }
      Map.Entry<?, ?> only = read.entrySet().iterator().next();
      return simple
          ? new AbstractMap.SimpleEntry<>(only)
          : new AbstractMap.SimpleImmutableEntry<>(only);
    }

    @Override
    public void writeValue(JsonOutput out, Object value) {
      Map.Entry<?, ?> entry = (Map.Entry<?, ?>) value;
      codec
          .adapter(Map.class)
          .write(out, Collections.singletonMap(entry.getKey(), entry.getValue()));
    }
  }
}
