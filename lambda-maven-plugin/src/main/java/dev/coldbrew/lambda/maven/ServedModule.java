// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import dev.coldbrew.lambda.classpath.Library;
import dev.coldbrew.lambda.emulator.FunctionConfiguration;
import dev.coldbrew.lambda.emulator.FunctionEnvironment;
import dev.coldbrew.lambda.jvm.Jdk;
import dev.coldbrew.lambda.serve.ClassesCode;
import dev.coldbrew.lambda.serve.FunctionCode;
import dev.coldbrew.lambda.serve.PackagedCode;
import dev.coldbrew.lambda.serve.ServeSettings;
import dev.coldbrew.lambda.serve.http.UrlSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a module's pom says about its function, in types that JSON has.
 *
 * @param queue the URL of the queue that it is invoked from; null for none
 * @param zip the one to serve; null to serve the classes
 * @param debugPort 0 for none
 * @param events the folder of its own events
 */
record ServedModule(
    String name,
    String handler,
    int memoryMb,
    int timeoutSeconds,
    Map<String, String> environment,
    int concurrency,
    int idleSeconds,
    boolean tenancy,
    boolean freezes,
    boolean hasCredentials,
    UrlSettings url,
    String queue,
    int batchSize,
    int debugPort,
    String zip,
    List<Dependency> libraries,
    String localRepository,
    String taskFiles,
    String events,
    String jdk,
    int heapPercent,
    List<String> jvmOptions) {

  /** Lambda's own limit for functions on demand. */
  private static final Duration INIT_LIMIT = Duration.ofSeconds(10);

  /** A week: the remaining time, which a function sees in milliseconds, has to fit into an int. */
  private static final Duration DEBUGGING_LIMIT = Duration.ofDays(7);

  /** Variables that give no access to anything. */
  private static final Pattern PUBLIC =
      Pattern.compile("AWS_(REGION|DEFAULT_REGION|ENDPOINT_URL.*)");

  record Dependency(String coordinates, String file, String fileName) {}

  /** @param shell the environment of the developer's shell */
  ServeSettings settings(Map<String, String> shell) {
    boolean debugged = debugPort != 0;
    return new ServeSettings(
        new FunctionConfiguration(
            name,
            handler,
            memoryMb,
            debugged ? DEBUGGING_LIMIT : Duration.ofSeconds(timeoutSeconds),
            environment),
        developer(shell),
        debugged ? DEBUGGING_LIMIT : INIT_LIMIT,
        debugged ? 1 : concurrency,
        debugged ? DEBUGGING_LIMIT : Duration.ofSeconds(idleSeconds),
        tenancy,
        freezes && !debugged,
        debugged);
  }

  /** What the function may know about its developer. */
  private Map<String, String> developer(Map<String, String> shell) {
    if (hasCredentials) {
      return shell;
    }
    Map<String, String> developer = new HashMap<>(shell);
    developer.keySet().removeIf(name -> !PUBLIC.matcher(name).matches());
    developer.putAll(FunctionEnvironment.WITHOUT_CREDENTIALS);
    return developer;
  }

  FunctionCode code() {
    if (zip != null) {
      return new PackagedCode(Path.of(zip));
    }
    return new ClassesCode(
        libraries.stream()
            .map(each -> new Library(each.coordinates(), Path.of(each.file()), each.fileName()))
            .toList(),
        Path.of(localRepository),
        Path.of(taskFiles),
        handler,
        Jdk.at(Path.of(jdk)),
        heapPercent,
        jvmOptions,
        debugPort);
  }
}
