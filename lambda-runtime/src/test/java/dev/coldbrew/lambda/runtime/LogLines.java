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

  public static Map<String, String> environment(
      Class<?> handlers, String method, ScriptedRuntimeApi api, Map<String, String> settings) {
    Map<String, String> environment = new HashMap<>(settings);
    environment.put("AWS_LAMBDA_RUNTIME_API", api.address());
    environment.put("_HANDLER", handlers.getName() + "::" + method);
    environment.put("LC_ALL", "C");
    return environment;
  }

  /** Without the last line, which tells that the scripted Runtime API said its end. */
  public static List<String> of(RuntimeProcess.Ended ended) {
    List<String> lines = new ArrayList<>(List.of(ended.output().split("\n")));
    lines.removeIf(line -> line.contains("cannot be used any more"));
    lines.removeIf(line -> line.contains("Runtime.exit(")); // since JDK 21, at level DEBUG
    lines.replaceAll(line -> line.replace('\r', '|')
        .replaceFirst("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z", "NOW"));
    return lines;
  }
}
