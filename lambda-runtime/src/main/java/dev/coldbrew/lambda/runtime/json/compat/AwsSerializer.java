// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.json.compat;

import com.amazonaws.services.lambda.runtime.CustomPojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * AWS's own serializer, for those who need every quirk of it. It is chosen as AWS's runtime chooses it
 * ({@code EventHandlerLoader}), and must be on the function's class path.
 */
final class AwsSerializer implements CustomPojoSerializer {

  private final Map<Type, PojoSerializer<Object>> serializers = new ConcurrentHashMap<>();
  private final JacksonFactory jackson = JacksonFactory.getInstance();
  private final ClassLoader loader;

  AwsSerializer(ClassLoader loader) {
    this.loader = loader;
  }

  @SuppressWarnings("unchecked")
  private PojoSerializer<Object> serializer(Type type) {
    PojoSerializer<Object> serializer = serializers.get(type);
    if (serializer == null) {
      serializer =
          type instanceof Class<?> c && LambdaEventSerializers.isLambdaSupportedEvent(c.getName())
              ? LambdaEventSerializers.serializerFor((Class<Object>) c, loader)
              : jackson.getSerializer(type);
      serializers.put(type, serializer);
    }
    return serializer;
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T> T fromJson(InputStream json, Type type) {
    return (T) serializer(type).fromJson(json);
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T> T fromJson(String json, Type type) {
    return (T) serializer(type).fromJson(json);
  }

  @Override
  public <T> void toJson(T value, OutputStream out, Type type) {
    serializer(type).toJson(value, out);
  }
}
