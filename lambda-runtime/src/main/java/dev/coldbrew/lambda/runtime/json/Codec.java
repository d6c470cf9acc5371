package dev.coldbrew.lambda.runtime.json;

import java.lang.reflect.Type;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Chooses the adapter of each type, and keeps it.
 *
 * <p>What is written depends on the place, as with AWS: the declared type decides for the answer
 * and, if it is a container, for what it contains; below that each value's own class.
 */
final class Codec {

  private static final Codec PLAIN = new Codec(new Codec(false));

  private final AnyAdapter any;
  private final Codec inner;
  private final boolean events;
  private final Map<Type, Adapter> adapters = new ConcurrentHashMap<>();

  /** For what is in a bean. */
  private Codec(boolean events) {
    this.events = events;
    inner = this;
    any = new AnyAdapter(this);
  }

  /** For a whole event or answer. */
  private Codec(Codec inner) {
    events = inner.events;
    this.inner = inner;
    any = inner.any;
  }

  /** Loaded with the first event class of AWS's. */
  private static final class Events {
    static final Codec CODEC = new Codec(new Codec(true));
  }

  /**
   * AWS reads and writes by the rules for event classes only where such a class is the whole event
   * or answer.
   */
  static Codec of(Type root) {
    boolean mayBeEvent =
        root instanceof Class<?> c && c.getName().startsWith("com.amazonaws.services.");
    return mayBeEvent && EventRules.isEvent((Class<?>) root) ? Events.CODEC : PLAIN;
  }

  Adapter adapter(Type type) {
    Adapter adapter = adapters.get(type);
    if (adapter == null) {
      adapter = choose(type, Types.raw(type));
      adapters.put(type, adapter);
    }
    return adapter;
  }

  /** Writes an answer. */
  void writeRoot(JsonOutput out, Object answer, Type declared) {
    if (answer == null || declared == void.class) {
      out.nullValue();
    } else {
      adapter(declared).write(out, answer);
    }
  }

  /** Writes what a bean holds. */
  void write(JsonOutput out, Object value) {
    if (value == null) {
      out.nullValue();
    } else if (value.getClass() == Object.class) {
      out.beginObject().endObject();
    } else {
      inner.adapter(value.getClass()).write(out, value);
    }
  }

  /** Writes what a container holds, whose type argument says what. */
  void write(JsonOutput out, Object value, Type declared) {
    if (inner == this || value == null) {
      write(out, value);
    } else {
      adapter(declared).write(out, value);
    }
  }

  /** Null for a class that none are known of. */
  EventRules rules(Class<?> raw) {
    return events ? EventRules.of(raw) : null;
  }

  /** What most events are made of; the rest is in a class of its own that hello need not load. */
  private Adapter choose(Type type, Class<?> raw) {
    if (raw == Object.class) {
      return any;
    }
    if (raw == String.class || raw == CharSequence.class) {
      return new StringAdapter(raw);
    }
    return Map.class.isAssignableFrom(raw)
        ? new MapAdapter(this, type, raw)
        : OtherTypes.adapter(this, type, raw);
  }

  /** For what a bean that this codec writes or reads holds. */
  Codec inner() {
    return inner;
  }

  boolean isForEvents() {
    return events;
  }
}
