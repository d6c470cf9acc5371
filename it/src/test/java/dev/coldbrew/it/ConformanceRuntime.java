// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonSyntaxException;
import com.google.gson.Strictness;
import dev.coldbrew.lambda.emulator.FunctionConfiguration;
import dev.coldbrew.lambda.emulator.InvocationResult;
import dev.coldbrew.lambda.emulator.LocalFunction;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A runtime for Java as a process of the emulator, with the class path of this test. */
enum ConformanceRuntime {
  AWS("com.amazonaws.services.lambda.runtime.api.client.AWSLambda") {
    /** Its native library goes to one fixed file for all processes of a machine by default. */
    @Override
    String option(Path task) throws IOException {
      Path library = task.resolve("runtime.so");
      String machine = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
      String resource = "/jni/libaws-lambda-jni.linux-" + machine + ".so";
      try (InputStream in = ConformanceRuntime.class.getResourceAsStream(resource)) {
        Files.copy(in, library);
      }
      return "-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI="
          + library;
    }
  },
  OURS("dev.coldbrew.lambda.runtime.LambdaMain") {
    /** As in every zip that has no serializer of its own. */
    @Override
    String option(Path task) {
      return "-Ddev.coldbrew.lambda.serializer=own";
    }
  };

  private static final Gson STRICT = new GsonBuilder()
      .setStrictness(Strictness.STRICT)
      .serializeNulls()
      .disableHtmlEscaping()
      .create();

  private final String mainClass;

  ConformanceRuntime(String mainClass) {
    this.mainClass = mainClass;
  }

  abstract String option(Path task) throws IOException;

  /** What one process answers, or those that follow when it ends, in a form to compare. */
  List<String> answers(String handler, List<ConformanceRow> rows, Path task) throws IOException {
    Files.createDirectories(task);
    Path bootstrap = Files.writeString(task.resolve("bootstrap"), script(handler, task));
    Files.setPosixFilePermissions(bootstrap, PosixFilePermissions.fromString("rwxr-xr-x"));
    FunctionConfiguration configuration =
        new FunctionConfiguration("it", handler, 512, Duration.ofSeconds(20), Map.of());
    List<String> answers = new ArrayList<>();
    try (LocalFunction function = LocalFunction.start(task, configuration, line -> {})) {
      for (ConformanceRow row : rows) {
        byte[] event = row.event().getBytes(StandardCharsets.UTF_8);
        answers.add(comparable(function.invoke(event, row.caller())));
      }
    }
    return answers;
  }

  private String script(String handler, Path task) throws IOException {
    return String.join(
        "' '",
        "#!/bin/sh\nexec '" + Path.of(System.getProperty("java.home"), "bin", "java"),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-Xshare:auto",
        option(task),
        "-cp",
        System.getProperty("java.class.path"),
        mainClass,
        handler + "'\n");
  }

  /** JSON without what means nothing; of an error, its type, message and stack trace. */
  private static String comparable(InvocationResult result) {
    JsonElement answer;
    try {
      answer = STRICT.fromJson(result.text(), JsonElement.class);
    } catch (JsonSyntaxException e) {
      return "not JSON: " + result.text();
    }
    if (!result.failed()) {
      return STRICT.toJson(sorted(answer));
    }
    JsonObject error = answer.getAsJsonObject();
    if (result.text().contains("Sandbox.Timedout")) {
      throw new IllegalStateException(result.text()); // alike in both, it would pass
    }
    String message = STRICT.toJson(error.get("errorMessage"));
    return "failed: " + STRICT.toJson(error.get("errorType")) + " "
        + message.replaceAll("RequestId: [-0-9a-f]+", "RequestId: ID")
        + frames(error.get("stackTrace"));
  }

  /**
   * Of user code; what calls it, and what it calls, is each runtime's and JDK's own. Without line
   * numbers, which the table has not, and recursion, which ends somewhere.
   */
  private static String frames(JsonElement stackTrace) {
    Set<String> frames = new LinkedHashSet<>();
    if (stackTrace instanceof JsonArray array) {
      for (JsonElement frame : array) {
        if (frame.getAsString().contains(".conformance.")) {
          frames.add(frame.getAsString().replaceAll(":\\d+\\)", ")"));
        }
      }
    }
    return frames.isEmpty() ? "" : " at " + STRICT.toJson(frames);
  }

  /** The order of members has no meaning, the digits of a number may have. */
  private static JsonElement sorted(JsonElement json) {
    if (json instanceof JsonArray array) {
      JsonArray sorted = new JsonArray();
      array.forEach(element -> sorted.add(sorted(element)));
      return sorted;
    }
    if (json instanceof JsonObject object) {
      JsonObject sorted = new JsonObject();
      new TreeMap<>(object.asMap()).forEach((name, value) -> sorted.add(name, sorted(value)));
      return sorted;
    }
    return json;
  }
}
