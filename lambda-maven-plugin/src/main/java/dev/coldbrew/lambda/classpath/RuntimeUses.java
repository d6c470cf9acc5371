// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.classpath;

import dev.coldbrew.lambda.jvm.ClassConstants;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A class that needs Coldbrew's own runtime, which other runtimes do not have.
 *
 * @param name its name
 * @param used the class of the runtime that it names
 */
public record RuntimeUses(String name, String used) {

  private static final String RUNTIME = "dev/coldbrew/lambda/runtime/";

  /** The first on the class path; empty if there is none. */
  public static Optional<RuntimeUses> find(ClassPath classPath) throws IOException {
    AtomicReference<RuntimeUses> first = new AtomicReference<>();
    classPath.visit((name, where, in) -> {
      if (first.get() == null && !name.startsWith(RUNTIME)) {
        ClassConstants.read(in.readAllBytes()).flatMap(RuntimeUses::of).ifPresent(first::set);
      }
    });
    return Optional.ofNullable(first.get());
  }

  private static Optional<RuntimeUses> of(ClassConstants constants) {
    return constants.references().stream()
        .filter(used -> used.startsWith(RUNTIME) && !used.contains("."))
        .sorted()
        .findFirst()
        .map(used -> new RuntimeUses(constants.name().replace('/', '.'), used.replace('/', '.')));
  }
}
