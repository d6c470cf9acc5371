// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.image;

import dev.coldbrew.lambda.process.Progress;
import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.net.ProxySelector;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * How to reach registries and Docker daemons.
 *
 * @param offline whether to contact only registries on this machine
 * @param insecure whether to allow registries without encryption or with an untrusted certificate;
 *     registries on this machine are always allowed
 * @param cache the folder for layers of base images, kept between builds
 * @param work a temporary folder of this build
 * @param docker the program {@code docker}
 * @param login the credentials in Maven's settings for a registry's host; empty if there are none
 * @param proxies the proxies in Maven's settings, or else those of the JVM
 * @param proxyLogin the credentials for proxies that require them
 * @param progress reports what the build waits for
 * @param debug receives the lines of Jib's log
 */
public record ImageAccess(
    boolean offline,
    boolean insecure,
    Path cache,
    Path work,
    Path docker,
    Function<String, Optional<PasswordAuthentication>> login,
    ProxySelector proxies,
    Authenticator proxyLogin,
    Progress progress,
    Consumer<String> debug) {

  public boolean isOffline(ImageLocation location) {
    return offline && !location.isOnLoopback();
  }

  public boolean allowsInsecure(ImageLocation location) {
    return insecure || location.isOnLoopback();
  }
}
