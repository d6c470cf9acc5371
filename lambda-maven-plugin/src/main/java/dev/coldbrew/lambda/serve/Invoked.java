// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve;

import dev.coldbrew.lambda.emulator.InvocationResult;
import java.time.Duration;
import java.util.List;

/**
 * An invocation that has ended.
 *
 * @param initDuration of the init phase that it waited for or was the first to follow; else null
 * @param duration as in the REPORT line
 * @param log the lines from START to REPORT
 */
public record Invoked(
    InvocationResult result, Duration initDuration, Duration duration, List<String> log) {}
