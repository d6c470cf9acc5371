// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.deploy;

import java.nio.file.Path;

/**
 * A zip to be deployed.
 *
 * @param shown the file as the user sees it from the project's folder
 */
public record CodeFile(Path path, String shown) {}
