// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.invocation;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.coldbrew.lambda.runtime.RuntimeInTest;
import dev.coldbrew.lambda.runtime.log.Log;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThreadTraceIdTest {

  private final Log log = new RuntimeInTest().log();

  /** As much of the AWS SDK as AWS's own runtime uses. */
  private static final String SDK = """
      package software.amazon.awssdk.utilslite;
      public final class SdkInternalThreadLocal {
        private static final InheritableThreadLocal<java.util.Map<String, String>> VALUES =
            new InheritableThreadLocal<>();
        static { VALUES.set(new java.util.HashMap<>()); }
        public static void put(String key, String value) { VALUES.get().put(key, value); }
        public static String get(String key) { return VALUES.get().get(key); }
        public static String remove(String key) { return VALUES.get().remove(key); }
      }
      """;

  @TempDir
  Path folder;

  @Test
  void traceIdIsWhereTheSdkLooksForItAndGoneAfterwards() throws Exception {
    Path source = Files.writeString(folder.resolve("SdkInternalThreadLocal.java"), SDK);
    int status = ToolProvider.getSystemJavaCompiler()
        .run(null, null, null, "-d", folder.toString(), source.toString());
    assertEquals(0, status);
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      ThreadTraceId traceId = ThreadTraceId.ofSdk(loader, log);

      traceId.set("Root=1-a");
      assertEquals("Root=1-a", get(loader));
      traceId.set(null);
      assertEquals(null, get(loader));
    }
  }

  @Test
  void functionWithoutTheSdkNeedsNone() {
    ThreadTraceId traceId = ThreadTraceId.ofSdk(ClassLoader.getPlatformClassLoader(), log);

    assertDoesNotThrow(() -> traceId.set("Root=1-a"));
  }

  private static Object get(ClassLoader loader) throws ReflectiveOperationException {
    return loader
        .loadClass("software.amazon.awssdk.utilslite.SdkInternalThreadLocal")
        .getMethod("get", String.class)
        .invoke(null, "AWS_LAMBDA_X_TRACE_ID");
  }
}
