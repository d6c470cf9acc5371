// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve;

import dev.coldbrew.lambda.emulator.FunctionConfiguration;
import java.time.Duration;
import java.util.Map;

/**
 * How a function is served.
 *
 * @param developer the developer's environment, from which the function gets what identifies them
 *     in AWS
 * @param initLimit how long an init phase may take
 * @param concurrency how many execution environments it may have
 * @param idleLimit how long one may be idle before it is stopped
 * @param tenancy whether the function isolates tenants: each has execution environments of its own
 * @param freezes whether an execution environment is frozen between invocations, as in Lambda
 * @param alone whether a new version starts only after the previous one has ended, because both
 *     need the debugger's port
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
