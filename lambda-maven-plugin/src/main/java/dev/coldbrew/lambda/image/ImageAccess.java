// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.image;

import dev.coldbrew.lambda.process.Progress;
import java.net.PasswordAuthentication;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * How registries and daemons are reached.
 *
 * @param offline whether no registry may be asked but one of this machine
 * @param insecure whether registries may be reached without encryption, or with a certificate that nobody
 *     has signed; those of this machine may always
 * @param cache the folder for layers of base images, kept between builds
 * @param work a folder of this build
 * @param docker the program {@code docker}
 * @param login who this is to a registry, by its host; empty where Maven's settings do not say
 * @param progress says what is waited for
 * @param debug gets the lines of Jib's log
 */
public record ImageAccess(
    boolean offline,
    boolean insecure,
    Path cache,
    Path work,
    Path docker,
    Function<String, Optional<PasswordAuthentication>> login,
    Progress progress,
    Consumer<String> debug) {

  public boolean isOffline(ImageLocation location) {
    return offline && !location.isOnLoopback();
  }

  public boolean allowsInsecure(ImageLocation location) {
    return insecure || location.isOnLoopback();
  }
}
