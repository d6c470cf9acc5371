// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.classpath;

import dev.coldbrew.lambda.jvm.ClassConstants;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What the function's classes use that would cost every start something, or break, as far as {@link
 * ClassConstants} sees it.
 *
 * @param standardInput whether it may read the standard input of its process in another way than by
 *     {@code System.in}, or start other programs with it. That is the connection to the Runtime API
 *     where the bootstrap opens it: code that reads it would wait for an end that never comes, or
 *     take an event away.
 * @param awsLogger whether it may ask AWS's {@code LambdaRuntime} for a logger, which the runtime
 *     has to replace: by reflection, a tenth of a start
 */
public record ClassUses(boolean standardInput, boolean awsLogger) {

  private static final String AWS_LOGGER = "com/amazonaws/services/lambda/runtime/LambdaRuntime";

  /** Reads all class files. */
  public static ClassUses scan(ClassPath classPath) throws IOException {
    AtomicBoolean standardInput = new AtomicBoolean();
    AtomicBoolean awsLogger = new AtomicBoolean();
    classPath.visit((name, where, in) -> {
      if (name.startsWith(AWS_LOGGER) || name.startsWith("dev/coldbrew/lambda/runtime/")) {
        return; // they only offer it
      }
      Optional<ClassConstants> constants = ClassConstants.read(in.readAllBytes());
      if (constants.filter(ClassUses::usesStandardInput).isPresent()) {
        standardInput.set(true);
      }
      if (constants.filter(ClassUses::usesAwsLogger).isPresent()) {
        awsLogger.set(true);
      }
    });
    return new ClassUses(standardInput.get(), awsLogger.get());
  }

  private static boolean usesStandardInput(ClassConstants constants) {
    return uses(constants, "java/io/FileDescriptor", "in")
        || uses(constants, "java/lang/ProcessBuilder", "inheritIO")
        || uses(constants, "java/lang/ProcessBuilder$Redirect", "INHERIT")
        || constants.strings().stream().anyMatch(text -> text.contains("/dev/stdin"));
  }

  /** Directly or by reflection, which has the member's name as a text. */
  private static boolean uses(ClassConstants constants, String type, String member) {
    return constants.references().contains(type + "." + member)
        || constants.references().contains(type) && constants.strings().contains(member);
  }

  private static boolean usesAwsLogger(ClassConstants constants) {
    return constants.references().contains(AWS_LOGGER)
        || constants.strings().contains(AWS_LOGGER.replace('/', '.'));
  }
}
