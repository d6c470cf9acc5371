// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.json;

import dev.coldbrew.lambda.runtime.json.adapter.Adapter;
import dev.coldbrew.lambda.runtime.json.adapter.Codec;
import dev.coldbrew.lambda.runtime.json.adapter.JsonOutput;
import dev.coldbrew.lambda.runtime.json.value.AnyAdapter;
import dev.coldbrew.lambda.runtime.json.value.MapAdapter;
import dev.coldbrew.lambda.runtime.json.value.StringAdapter;
import java.lang.reflect.Type;
import java.util.Map;

/** For what beans hold: as with AWS, each value's own class says how it is written. */
class MemberCodec extends Codec {

  MemberCodec(boolean forEvents) {
    super(forEvents);
  }

  /** What most events are made of; the rest is in a class of its own that hello need not load. */
  @Override
  public final Adapter choose(Type type, Class<?> raw) {
    if (raw == Object.class) {
      return new AnyAdapter(this);
    }
    if (raw == String.class || raw == CharSequence.class) {
      return new StringAdapter(raw);
    }
    return Map.class.isAssignableFrom(raw)
        ? new MapAdapter(this, type, raw)
        : OtherTypes.adapter(this, type, raw);
  }

  @Override
  public Codec forMembers() {
    return this;
  }

  @Override
  public void write(JsonOutput out, Object value, Type declared) {
    write(out, value);
  }
}
