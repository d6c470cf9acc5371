// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.download;

import java.net.URI;

/**
 * An archive that Adoptium has published.
 *
 * @param release such as {@code jdk-25.0.3+9}
 * @param version the version that the JDK itself states, such as {@code 25.0.3+9-LTS}
 * @param folder the name of the folder for its content, unique among all archives
 * @param name the name of the file
 * @param link the address of the file
 * @param size in bytes
 * @param sha256 in hexadecimal digits
 */
public record Asset(
    String release,
    String version,
    String folder,
    String name,
    URI link,
    long size,
    String sha256) {}
