// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.deploy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The settings of a function in AWS, which {@code lambda:deploy} applies and {@code
 * lambda:template} writes. The values are those of the Lambda API.
 *
 * @param name up to 64 letters, digits, hyphens and underscores
 * @param runtime such as {@code provided.al2023}
 * @param architecture {@code x86_64} or {@code arm64}
 * @param memoryMb from 128 to 10,240
 * @param timeoutSeconds from 1 to 900
 * @param environment the variables by name, without those that Lambda sets
 * @param role the ARN of its execution role; if empty, one is created
 * @param layers the ARNs of layer versions
 * @param logFormat {@code Text} or {@code JSON}
 * @param snapStart whether published versions start from a snapshot
 * @param url the authorization type of the function's URL, {@code NONE} (anyone may call it) or
 *     {@code AWS_IAM}; empty for no URL
 * @param invokeMode the URL's invoke mode, {@code BUFFERED} or {@code RESPONSE_STREAM}
 * @param cors the URL's CORS settings
 */
public record FunctionSettings(
    String name,
    String handler,
    String runtime,
    String architecture,
    int memoryMb,
    int timeoutSeconds,
    Map<String, String> environment,
    Optional<String> role,
    Map<String, String> tags,
    List<String> layers,
    String logFormat,
    boolean snapStart,
    Optional<String> url,
    String invokeMode,
    UrlCors cors) {

  /** The alias of the versions that start from a snapshot, if the user has not chosen one. */
  public static final String SNAP_START_ALIAS = "live";

  public FunctionSettings {
    // sorted, so that the output is the same each time
    environment = new TreeMap<>(environment);
    tags = new TreeMap<>(tags);
    layers = List.copyOf(layers);
  }
}
