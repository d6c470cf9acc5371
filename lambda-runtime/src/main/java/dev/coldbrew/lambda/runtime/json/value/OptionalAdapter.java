// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.json.value;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.coldbrew.lambda.runtime.json.adapter.Codec;
import dev.coldbrew.lambda.runtime.json.adapter.JsonOutput;
import dev.coldbrew.lambda.runtime.json.adapter.Types;
import dev.coldbrew.lambda.runtime.json.adapter.ValueAdapter;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Optionals, {@code AtomicReference} and {@code AtomicBoolean}: as what is in them. Empty is null,
 * and is written.
 */
final class OptionalAdapter extends ValueAdapter {

  private final Codec codec;
  private final Type optional;

  OptionalAdapter(Codec codec, Type optional, Class<?> raw) {
    super(raw);
    this.codec = codec;
    this.optional = optional;
  }

  @Override
  public boolean readsArrays() {
    return true; // they are for what is in it
  }

  @Override
  public Object none() {
    boolean holdsAny = type == Optional.class || type == AtomicReference.class;
    return of(
        holdsAny && codec.adapter(content()) instanceof ValueAdapter value ? value.none() : null);
  }

  @Override
  public Object readValue(JsonReader in, JsonToken token) throws IOException {
    return of(codec.adapter(content()).read(in));
  }

  private Type content() {
    if (type == AtomicBoolean.class) {
      return Boolean.class;
    }
    if (type == OptionalInt.class) {
      return Integer.class;
    }
    if (type == OptionalLong.class) {
      return Long.class;
    }
    return type == OptionalDouble.class ? Double.class : Types.argument(optional, type, 0);
  }

  private Object of(Object content) {
    if (type == Optional.class) {
      return Optional.ofNullable(content);
    }
    if (type == AtomicReference.class) {
      return new AtomicReference<>(content);
    }
    if (type == AtomicBoolean.class) {
      return content == null ? null : new AtomicBoolean((boolean) content);
    }
    if (type == OptionalInt.class) {
      return content == null ? OptionalInt.empty() : OptionalInt.of((int) content);
    }
    if (type == OptionalLong.class) {
      return content == null ? OptionalLong.empty() : OptionalLong.of((long) content);
    }
    return content == null ? OptionalDouble.empty() : OptionalDouble.of((double) content);
  }

  @Override
  public void writeValue(JsonOutput out, Object value) {
    Object content = content(value);
    if (content == null) {
      out.explicitNull();
    } else {
      codec.write(out, content, content());
    }
  }

  private static Object content(Object value) {
    if (value instanceof Optional<?> optional) {
      return optional.orElse(null);
    }
    if (value instanceof AtomicReference<?> reference) {
      return reference.get();
    }
    if (value instanceof AtomicBoolean bool) {
      return bool.get();
    }
    if (value instanceof OptionalInt optional) {
      return optional.isPresent() ? optional.getAsInt() : null;
    }
    if (value instanceof OptionalLong optional) {
      return optional.isPresent() ? optional.getAsLong() : null;
    }
    OptionalDouble optional = (OptionalDouble) value;
    return optional.isPresent() ? optional.getAsDouble() : null;
  }
}
