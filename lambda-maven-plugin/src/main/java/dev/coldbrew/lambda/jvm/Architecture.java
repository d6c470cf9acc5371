// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import dev.coldbrew.lambda.problem.ProblemException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The processors that Lambda offers. */
public enum Architecture {
  X86_64("x86_64", "x86_64"),

  /** Graviton. */
  ARM64("arm64", "aarch64");

  private static final String PROCESSOR = "os.arch";

  private final String lambdaName;
  private final String machine;

  Architecture(String lambdaName, String machine) {
    this.lambdaName = lambdaName;
    this.machine = machine;
  }

  /**
   * The architecture with that name.
   *
   * @param name Lambda's name for it; null for this machine's
   * @throws ProblemException for any other name, or if this machine's is neither of them
   */
  public static Architecture of(String name) {
    if (name == null) {
      return ofProcessor(System.getProperty(PROCESSOR));
    }
    for (Architecture architecture : values()) {
      if (architecture.lambdaName.equals(name)) {
        return architecture;
      }
    }
    throw unknown(name);
  }

  /** From Linux's name of it; empty for one that Lambda does not have. */
  static Optional<Architecture> ofMachine(String machine) {
    return Stream.of(values()).filter(one -> one.machine.equals(machine)).findFirst();
  }

  /** From the name that container images use; empty for one that Lambda does not have. */
  public static Optional<Architecture> ofImageName(String name) {
    return Stream.of(values()).filter(one -> one.imageName().equals(name)).findFirst();
  }

  /** The other one that Lambda offers. */
  public Architecture other() {
    return this == X86_64 ? ARM64 : X86_64;
  }

  /** From Java's name for a processor, which differs between systems. */
  static Architecture ofProcessor(String processor) {
    return known(processor).orElseThrow(() -> unknown(processor));
  }

  private static Optional<Architecture> known(String processor) {
    return switch (processor.strip().toLowerCase(Locale.ROOT)) {
      case "amd64", "x86_64", "x64" -> Optional.of(X86_64);
      case "aarch64", "arm64" -> Optional.of(ARM64);
      default -> Optional.empty();
    };
  }

  /** Whether this machine has this architecture. */
  public boolean isThisMachines() {
    return known(System.getProperty(PROCESSOR)).equals(Optional.of(this));
  }

  private static ProblemException unknown(String name) {
    return new ProblemException(
        "Lambda has no architecture '" + name + "'",
        "parameter <architecture>, property lambda.architecture",
        known(name)
            .map(meant -> "set Lambda's name for it: " + meant)
            .orElse("set one of: x86_64, arm64"));
  }

  /** The option with which a command builds for a machine, such as "aarch64"; empty for this one. */
  static String option(String machine) {
    for (Architecture architecture : values()) {
      if (architecture.machine.equals(machine) && !architecture.isThisMachines()) {
        return " -Dlambda.architecture=" + architecture.lambdaName;
      }
    }
    return "";
  }

  /** The name that Lambda and {@code <architecture>} use. */
  public String lambdaName() {
    return lambdaName;
  }

  /** The name that container images use. */
  public String imageName() {
    return this == X86_64 ? "amd64" : "arm64";
  }

  /** The name that Linux and the file {@code release} of a JDK use. */
  public String machine() {
    return machine;
  }

  @Override
  public String toString() {
    return lambdaName;
  }
}
