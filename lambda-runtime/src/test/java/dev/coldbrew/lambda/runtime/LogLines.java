// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a process whose function logs has printed: CR written as "|", times as "NOW". */
public final class LogLines {

  private LogLines() {}

  /** The same event so many times, for a public method of a class of handlers. */
  public static List<String> of(
      Class<?> handlers,
      String method,
      List<String> jvm,
      Map<String, String> settings,
      String event,
      int events)
      throws Exception {
    try (ScriptedRuntimeApi api = new ScriptedRuntimeApi()) {
      for (int i = 0; i < events; i++) {
        api.event(event).accepted();
      }
      api.end();
      return of(RuntimeProcess.run(jvm, environment(handlers, method, api, settings)));
    }
  }

  /** The same, in this JVM: for what depends on nothing that a process has only once. */
  public static List<String> inThisJvm(
      Class<?> handlers, String method, Map<String, String> settings, int events) throws Throwable {
    try (ScriptedRuntimeApi api = new ScriptedRuntimeApi()) {
      for (int i = 0; i < events; i++) {
        api.event("{}").accepted();
      }
      RuntimeInTest runtime = new RuntimeInTest(settings);
      runtime.serve(api.end(), handlers.getName() + "::" + method, 0);
      return of(runtime.logged());
    }
  }

  /** The two events {@code "id-1"} and {@code "id-2"} at once, in this JVM. */
  public static List<String> ofTwoAtOnce(
      Class<?> handlers, String method, Map<String, String> settings) throws Throwable {
    try (ScriptedRuntimeApi api = new ScriptedRuntimeApi()) {
      RuntimeInTest runtime = new RuntimeInTest(settings);
      runtime.serve(
          api.concurrentEvents("\"id-1\"", "\"id-2\""), handlers.getName() + "::" + method, 2);
      return of(runtime.logged());
    }
  }

  public static Map<String, String> environment(
      Class<?> handlers, String method, ScriptedRuntimeApi api, Map<String, String> settings) {
    Map<String, String> environment = new HashMap<>(settings);
    environment.put("AWS_LAMBDA_RUNTIME_API", api.address());
    environment.put("_HANDLER", handlers.getName() + "::" + method);
    environment.put("LC_ALL", "C");
    return environment;
  }

  /** Without the last line, which says that the scripted Runtime API has come to its end. */
  public static List<String> of(RuntimeProcess.Ended ended) {
    return of(ended.output());
  }

  private static List<String> of(String output) {
    List<String> lines = new ArrayList<>(List.of(output.split("\n")));
    lines.removeIf(line -> line.contains("can no longer be used"));
    lines.removeIf(line -> line.contains("Runtime.exit(")); // since JDK 21, at level DEBUG
    lines.removeIf(line -> line.contains("the next event cannot be requested"));
    lines.removeIf(line -> line.contains("an invocation loop has ended"));
    lines.replaceAll(line -> line.replace('\r', '|')
        .replaceFirst("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z", "NOW"));
    return lines;
  }
}
