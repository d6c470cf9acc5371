// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.task;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Names the runtime's own provider of SLF4J, for functions with SLF4J that bring none. The runtime does
 * not name it itself: SLF4J complains of two.
 */
public final class Slf4jService {

  private static final String SERVICE = "org.slf4j.spi.SLF4JServiceProvider";

  private static final String PROVIDER = "dev.coldbrew.lambda.runtime.log.bridge.Slf4jProvider";

  private Slf4jService() {}

  /** @param folder for the class path, which has nothing else */
  public static void write(Path folder) throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(SERVICE), PROVIDER + "\n");
  }
}
