// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve;

import dev.coldbrew.lambda.emulator.FunctionConfiguration;
import java.time.Duration;
import java.util.Map;

/**
 * How a function is served.
 *
 * @param developer of whose environment the function gets what identifies them in AWS
 * @param initLimit how long an init phase may take
 * @param concurrency how many execution environments it may have
 * @param idleLimit after how long without an invocation one is stopped
 * @param tenancy whether the function isolates tenants: each has execution environments of its own
 * @param freezes whether an execution environment is stopped between invocations, as in Lambda
 * @param alone whether a new version starts only when the one before has ended, as both need the same
 *     port for a debugger
 */
public record ServeSettings(
    FunctionConfiguration configuration,
    Map<String, String> developer,
    Duration initLimit,
    int concurrency,
    Duration idleLimit,
    boolean tenancy,
    boolean freezes,
    boolean alone) {}
