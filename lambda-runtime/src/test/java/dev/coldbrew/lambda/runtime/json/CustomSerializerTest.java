// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.CustomPojoSerializer;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.google.gson.Gson;
import dev.coldbrew.lambda.runtime.json.compat.CustomSerializer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CustomSerializerTest {

  @TempDir
  Path directory;

  /** What a user brings. */
  public static class Own implements CustomPojoSerializer {
    @Override
    public <T> T fromJson(InputStream json, Type type) {
      return null;
    }

    @Override
    public <T> T fromJson(String json, Type type) {
      return null;
    }

    @Override
    public <T> void toJson(T value, OutputStream out, Type type) {}
  }

  /** Another one. */
  public static class Other extends Own {}

  @Test
  void withoutServiceThereIsNone() {
    assertNull(CustomSerializer.find(null, getClass().getClassLoader()));
  }

  @Test
  void serviceIsFound() throws Exception {
    try (URLClassLoader loader = services(Own.class)) {
      assertInstanceOf(Own.class, CustomSerializer.find(null, loader));
    }
  }

  @Test
  void settingGoesBeforeService() throws Exception {
    try (URLClassLoader loader = services(Own.class)) {
      assertNull(CustomSerializer.find("own", loader));
    }
  }

  @Test
  void twoServicesAreRefused() throws Exception {
    try (URLClassLoader loader = services(Own.class, Other.class)) {
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> CustomSerializer.find(null, loader));

      assertEquals(
          "more than one CustomPojoSerializer: " + Own.class.getName() + " and "
              + Other.class.getName(),
          e.getMessage());
    }
  }

  @Test
  void unknownSettingIsRefused() {
    IllegalArgumentException e = assertThrows(
        IllegalArgumentException.class,
        () -> CustomSerializer.find("jackson", getClass().getClassLoader()));

    assertEquals(
        "system property dev.coldbrew.lambda.serializer is 'jackson', not 'own' or 'aws'",
        e.getMessage());
  }

  @Test
  void awsSerializerThatIsNotThereIsReported() throws Exception {
    URL[] without = {
      locationOf(CustomSerializer.class), locationOf(Gson.class), locationOf(Context.class)
    };
    try (URLClassLoader loader =
        new URLClassLoader(without, ClassLoader.getPlatformClassLoader())) {
      Method find = loader
          .loadClass(CustomSerializer.class.getName())
          .getDeclaredMethod("find", String.class, ClassLoader.class);
      find.setAccessible(true);

      InvocationTargetException e =
          assertThrows(InvocationTargetException.class, () -> find.invoke(null, "aws", loader));

      assertEquals(
          "system property dev.coldbrew.lambda.serializer is 'aws', but"
              + " aws-lambda-java-serialization is not on the class path",
          e.getCause().getMessage());
    }
  }

  private static URL locationOf(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }

  @Test
  void awsSerializerReadsAndWritesItsEvents() {
    String json = "{\"Records\":[{\"body\":\"b\",\"eventSourceARN\":\"arn\"}]}";
    CustomPojoSerializer aws = CustomSerializer.find("aws", getClass().getClassLoader());

    SQSEvent event = aws.fromJson(stream(json), SQSEvent.class);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    aws.toJson(event, out, SQSEvent.class);

    assertEquals(json, out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void awsSerializerReadsAndWritesUsersClasses() {
    CustomPojoSerializer aws = CustomSerializer.find("aws", getClass().getClassLoader());

    Beans.Naming bean = aws.fromJson(stream("{\"URL\":\"x\"}"), Beans.Naming.class);

    assertEquals("x", bean.getURL());
  }

  private URLClassLoader services(Class<?>... providers) throws Exception {
    Path services = Files.createDirectories(directory.resolve("META-INF/services"));
    StringBuilder names = new StringBuilder();
    for (Class<?> provider : providers) {
      names.append(provider.getName()).append('\n');
    }
    Files.writeString(services.resolve(CustomPojoSerializer.class.getName()), names);
    return new URLClassLoader(new URL[] {directory.toUri().toURL()}, getClass().getClassLoader());
  }

  private static InputStream stream(String json) {
    return new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
  }
}
