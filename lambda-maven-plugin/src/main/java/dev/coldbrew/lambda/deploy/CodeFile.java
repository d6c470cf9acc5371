// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.deploy;

import java.nio.file.Path;

/**
 * A zip to deploy.
 *
 * @param shown the path to show to the user, relative to the project's folder
 */
public record CodeFile(Path path, String shown) {}
