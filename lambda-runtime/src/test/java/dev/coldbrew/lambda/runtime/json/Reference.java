// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.json;

import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;

/** AWS's own serializer, chosen as its runtime does in {@code EventHandlerLoader}. */
final class Reference {

  /** A copy: the first event class without a mix-in would change the dates of all others. */
  private static final JacksonFactory PLAIN =
      JacksonFactory.getInstance().withMixin(Reference.class, Reference.class);

  private Reference() {}

  @SuppressWarnings("unchecked")
  private static PojoSerializer<Object> serializer(Type type) {
    return type instanceof Class<?> c && LambdaEventSerializers.isLambdaSupportedEvent(c.getName())
        ? LambdaEventSerializers.serializerFor((Class<Object>) c, c.getClassLoader())
        : PLAIN.getSerializer(type);
  }

  static Object read(String json, Type type) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return serializer(type).fromJson(new ByteArrayInputStream(bytes));
  }

  static String write(Object answer, Type type) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    serializer(type).toJson(answer, out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
