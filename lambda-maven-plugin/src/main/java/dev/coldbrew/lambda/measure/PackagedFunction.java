// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.measure;

import dev.coldbrew.lambda.training.TrainingPlan;
import java.nio.file.Path;

/**
 * A function to be measured.
 *
 * @param jdk the name of the JDK whose JVM it carries
 * @param packaged its zip; or its task folder, for one that was not zipped
 * @param training what its startup cache was recorded from; its environment and its first event are
 *     those of the measurement, too
 */
public record PackagedFunction(String jdk, Path packaged, TrainingPlan training) {}
