// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.error;

import java.io.IOException;

/** What to do about an error whose message does not say it. */
public final class ErrorHint {

  /** How JDK 18 and newer call methods by reflection with {@link #NATIVE_REFLECTION}. */
  private static final String NATIVE_ACCESSOR =
      "jdk.internal.reflect.DirectMethodHandleAccessor$NativeAccessor";

  private static final String NATIVE_REFLECTION = "jdk.reflect.useNativeAccessorOnly";

  private ErrorHint() {}

  /**
   * In one line; null where nothing is known, or the runtime's own jar cannot be read.
   */
  public static String of(Throwable e) {
    try {
      String module = MissingModule.hint(e, ModuleLayer.boot());
      if (module != null) {
        return module;
      }
    } catch (IOException unread) {
      return null;
    }
    Throwable error = e;
    for (int i = 0; error != null && i < Throwables.MAX; i++) {
      String message = Throwables.message(error);
      if (message.startsWith("Fontconfig head is null")
          || message.endsWith("No physical fonts found.")) {
        return "Hint: Lambda has no fonts; put a TrueType font into src/lambda/task/fonts";
      }
      if (message.equals("argument type mismatch") && isOfNativeReflection(error)) {
        return "Hint: if that method depends on its caller, as Class.forName does, take -D"
            + NATIVE_REFLECTION + "=true from the JVM's options: <jvmOptions>-XX:+UseSerialGC,"
            + "-XX:TieredStopAtLevel=1,-XX:-UsePerfData</jvmOptions>";
      }
      error = Throwables.cause(error);
    }
    return null;
  }

  /** It hands the methods of the JDK that take their caller their arguments in the wrong order. */
  private static boolean isOfNativeReflection(Throwable e) {
    StackTraceElement[] trace = e.getStackTrace();
    return Boolean.getBoolean(NATIVE_REFLECTION)
        && trace != null
        && trace.length > 0
        && trace[0] != null
        && trace[0].getClassName().equals(NATIVE_ACCESSOR);
  }
}
