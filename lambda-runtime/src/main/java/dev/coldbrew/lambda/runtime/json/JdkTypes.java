package dev.coldbrew.lambda.runtime.json;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Calendar;
import java.util.Collections;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** Classes of the JDK that are written neither as numbers nor by their properties. */
final class JdkTypes {

  private JdkTypes() {}

  /** Null for a class that is none of these. */
  static Adapter adapter(Codec codec, Type type, Class<?> raw) {
    boolean events = codec.isForEvents();
    String name = raw.getName();
    boolean jdk = raw.getClassLoader() == null || name.startsWith("java."); // or the platform's
    if (!jdk && !(events && name.startsWith("org.joda.")) && !Date.class.isAssignableFrom(raw)) {
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
      return new EntryAdapter(codec);
    }
    return TextAdapter.of(raw);
  }

  /** A key of a map that is neither a String nor an enum constant. */
  static String keyText(Object key) {
    if (key instanceof Date date) {
      return DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxxx")
          .format(date.toInstant().atOffset(ZoneOffset.UTC));
    }
    return key instanceof Class<?> c ? c.getName() : key.toString();
  }

  /** A path as its URI. */
  private static final class PathAdapter extends ScalarAdapter {
    PathAdapter() {
      super(Path.class);
    }

    @Override
    Object fromString(String text) {
      return text.indexOf(':') < 0 ? Path.of(text) : Path.of(URI.create(text));
    }

    @Override
    void writeValue(JsonOutput out, Object value) {
      out.value(((Path) value).toUri().toString());
    }
  }

  /** One entry of a map as an object of one property. */
  private static final class EntryAdapter extends ValueAdapter {
    private final Codec codec;

    EntryAdapter(Codec codec) {
      super(Map.Entry.class);
      this.codec = codec;
    }

    @Override
    Object readValue(JsonReader in, JsonToken token) throws IOException {
      Map<?, ?> map = (Map<?, ?>) codec.adapter(Map.class).read(in);
      return map == null || map.size() != 1 ? null : map.entrySet().iterator().next();
    }

    @Override
    void writeValue(JsonOutput out, Object value) {
      Map.Entry<?, ?> entry = (Map.Entry<?, ?>) value;
      codec
          .adapter(Map.class)
          .write(out, Collections.singletonMap(entry.getKey(), entry.getValue()));
    }
  }
}
