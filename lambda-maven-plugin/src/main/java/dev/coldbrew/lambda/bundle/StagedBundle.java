// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.bundle;

import dev.coldbrew.lambda.jvm.RuntimeImage;
import dev.coldbrew.lambda.process.Launcher;
import dev.coldbrew.lambda.task.JvmOptions;
import java.util.List;
import java.util.Optional;

/**
 * What was staged.
 *
 * @param launcher what starts its JVM on this machine
 * @param layer whether a layer has the image, and not the zip
 * @param unsigned the names of the jars whose signatures were left out
 * @param compressesJars whether the jars stay compressed, as they would take too much room without
 * @param localeHint what the build has to say of locales that are not in the image
 * @param reflectiveCaller the class for which the JVM does without {@link
 *     JvmOptions#NATIVE_REFLECTION}
 * @param textDrawer a class that draws text, where the function has no fonts
 */
public record StagedBundle(
    RuntimeImage image,
    Launcher launcher,
    boolean layer,
    List<String> unsigned,
    boolean compressesJars,
    Optional<String> localeHint,
    Optional<String> reflectiveCaller,
    Optional<String> textDrawer) {}
