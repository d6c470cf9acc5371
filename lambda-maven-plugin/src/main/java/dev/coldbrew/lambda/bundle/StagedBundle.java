package dev.coldbrew.lambda.bundle;

import dev.coldbrew.lambda.jvm.RuntimeImage;
import java.util.Optional;

/**
 * What was staged.
 *
 * @param localeHint what the build has to say of locales that are not in the image
 */
public record StagedBundle(RuntimeImage image, Optional<String> localeHint) {}
