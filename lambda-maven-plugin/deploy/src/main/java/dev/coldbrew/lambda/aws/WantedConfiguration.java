// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.aws;

import dev.coldbrew.lambda.deploy.DeployRequest;
import dev.coldbrew.lambda.deploy.FunctionSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.LogFormat;
import software.amazon.awssdk.services.lambda.model.LoggingConfig;
import software.amazon.awssdk.services.lambda.model.SnapStartApplyOn;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionConfigurationRequest;

/**
 * A function's wanted and current configuration. Settings that the pom does not mention stay
 * unchanged.
 */
final class WantedConfiguration {

  private static final String NO_SNAP_START = SnapStartApplyOn.NONE.toString();

  private final FunctionConfiguration now;
  private final FunctionSettings wanted;
  private final boolean isImage;
  private final WantedLayers layers;
  private final WantedEnvironment environment;

  /**
   * @param now the current configuration; without values for a function that does not exist yet
   * @param layer the ARN of the layer with its JVM; empty if the layer is not published yet
   */
  WantedConfiguration(FunctionConfiguration now, DeployRequest request, Optional<String> layer) {
    this.now = now;
    wanted = request.function();
    isImage = request.image().isPresent();
    layers = WantedLayers.of(
        now, wanted.layers(), request.layer().isPresent(), request.layerName(), layer);
    environment = WantedEnvironment.of(now.environment(), wanted.environment());
  }

  /** The lines that describe the changes, and the names of environment variables that stay. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (!isImage) {
      add(lines, "runtime", now.runtimeAsString(), wanted.runtime());
      add(lines, "handler", now.handler(), wanted.handler());
    }
    add(lines, "memory in MB", now.memorySize(), wanted.memoryMb());
    add(lines, "timeout in seconds", now.timeout(), wanted.timeoutSeconds());
    add(lines, "log format", logFormat(), wanted.logFormat());
    if (now.functionName() != null || wanted.snapStart()) {
      add(lines, "SnapStart", snapStart(), wantedSnapStart());
    }
    if (now.functionName() != null) {
      wanted.role().ifPresent(role -> add(lines, "role", now.role(), role));
    }
    lines.addAll(layers.lines());
    lines.addAll(environment.lines());
    return lines;
  }

  private static void add(List<String> lines, String name, Object now, Object wanted) {
    if (now == null) {
      lines.add("+ " + name + ": " + wanted);
    } else if (!now.equals(wanted)) {
      lines.add("~ " + name + ": " + now + " -> " + wanted);
    }
  }

  boolean isChanged() {
    return lines().stream().anyMatch(line -> !line.startsWith("="));
  }

  /** A request with only the settings that change. */
  UpdateFunctionConfigurationRequest.Builder update(String layer) {
    UpdateFunctionConfigurationRequest.Builder request =
        UpdateFunctionConfigurationRequest.builder().functionName(wanted.name());
    if (!isImage) {
      set(now.runtimeAsString(), wanted.runtime(), request::runtime);
      set(now.handler(), wanted.handler(), request::handler);
    }
    set(now.memorySize(), wanted.memoryMb(), request::memorySize);
    set(now.timeout(), wanted.timeoutSeconds(), request::timeout);
    set(logFormat(), wanted.logFormat(), format -> request.loggingConfig(logging()));
    set(snapStart(), wantedSnapStart(), on -> request.snapStart(snap -> snap.applyOn(on)));
    wanted.role().ifPresent(role -> set(now.role(), role, request::role));
    if (layers.isChanged()) {
      request.layers(layers.all(layer));
    }
    if (environment.isChanged()) {
      request.environment(variables -> variables.variables(environment.all()));
    }
    return request;
  }

  private static <T> void set(T now, T wanted, Consumer<T> setter) {
    if (!Objects.equals(now, wanted)) {
      setter.accept(wanted);
    }
  }

  private String logFormat() {
    if (now.loggingConfig() != null) {
      return now.loggingConfig().logFormatAsString();
    }
    return now.functionName() == null ? null : LogFormat.TEXT.toString();
  }

  /** The logging configuration with its log group; log levels exist only for JSON. */
  LoggingConfig logging() {
    LoggingConfig.Builder logging =
        now.loggingConfig() == null ? LoggingConfig.builder() : now.loggingConfig().toBuilder();
    if (!wanted.logFormat().equals(LogFormat.JSON.toString())) {
      logging.applicationLogLevel((String) null).systemLogLevel((String) null);
    }
    return logging.logFormat(wanted.logFormat()).build();
  }

  private String snapStart() {
    if (now.snapStart() != null) {
      return now.snapStart().applyOnAsString();
    }
    return now.functionName() == null ? null : NO_SNAP_START;
  }

  String wantedSnapStart() {
    return wanted.snapStart() ? SnapStartApplyOn.PUBLISHED_VERSIONS.toString() : NO_SNAP_START;
  }

  WantedLayers layers() {
    return layers;
  }
}
