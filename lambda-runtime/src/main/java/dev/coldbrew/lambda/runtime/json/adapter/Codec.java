// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.json.adapter;

import java.lang.reflect.Type;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Finds the adapter of each type, and keeps it. */
public abstract class Codec {

  private final boolean forEvents;
  private final Map<Type, Adapter> adapters = new ConcurrentHashMap<>();

  /**
   * @param forEvents whether the rules for AWS's event classes hold
   */
  public Codec(boolean forEvents) {
    this.forEvents = forEvents;
  }

  public final Adapter adapter(Type type) {
    Adapter adapter = adapters.get(type);
    if (adapter == null) {
      adapter = choose(type, Types.raw(type));
      adapters.put(type, adapter);
    }
    return adapter;
  }

  public abstract Adapter choose(Type type, Class<?> raw);

  /** The codec for what a bean holds that this one reads or writes. */
  public abstract Codec forMembers();

  /** Writes a value as its own class says. */
  public final void write(JsonOutput out, Object value) {
    if (value == null) {
      out.nullValue();
    } else if (value.getClass() == Object.class) {
      out.beginObject().endObject();
    } else {
      forMembers().adapter(value.getClass()).write(out, value);
    }
  }

  /**
   * Writes what a container holds.
   *
   * @param declared the container's type argument
   */
  public abstract void write(JsonOutput out, Object value, Type declared);

  public final boolean isForEvents() {
    return forEvents;
  }
}
