// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.json;

import dev.coldbrew.lambda.runtime.json.adapter.Codec;
import dev.coldbrew.lambda.runtime.json.adapter.JsonOutput;
import dev.coldbrew.lambda.runtime.json.bean.EventRules;
import java.lang.reflect.Type;

/**
 * For a whole event or response: as with AWS, the declared type says how it is written and, if it is
 * a container, how its content is.
 */
final class RootCodec extends MemberCodec {

  private static final RootCodec PLAIN = new RootCodec(false);

  private final Codec forMembers;

  private RootCodec(boolean forEvents) {
    super(forEvents);
    forMembers = new MemberCodec(forEvents);
  }

  /** Loaded with the first of AWS's event classes. */
  private static final class Events {
    static final RootCodec CODEC = new RootCodec(true);
  }

  /** As with AWS, the rules for event classes hold only where such a class is the whole JSON. */
  static RootCodec of(Type root) {
    boolean mayBeEvent =
        root instanceof Class<?> c && c.getName().startsWith("com.amazonaws.services.");
    return mayBeEvent && EventRules.isEvent((Class<?>) root) ? Events.CODEC : PLAIN;
  }

  /** Writes a response. */
  void writeRoot(JsonOutput out, Object response, Type declared) {
    if (response == null || declared == void.class) {
      out.nullValue();
    } else {
      adapter(declared).write(out, response);
    }
  }

  @Override
  public Codec forMembers() {
    return forMembers;
  }

  @Override
  public void write(JsonOutput out, Object value, Type declared) {
    if (value == null) {
      out.nullValue();
    } else {
      adapter(declared).write(out, value);
    }
  }
}
