// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.classpath;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathTest {

  private static final String SLF4J_2 = "org/slf4j/spi/SLF4JServiceProvider.class";
  private static final String SLF4J_1 = "org/slf4j/impl/StaticLoggerBinder.class";
  private static final String PROVIDER = "META-INF/services/org.slf4j.spi.SLF4JServiceProvider";

  @TempDir
  Path folder;

  @Test
  void slf4jWithoutAProviderLacksOne() throws IOException {
    assertTrue(
        new ClassPath(with("classes"), List.of(with("slf4j-api", SLF4J_2))).lacksSlf4jProvider());
  }

  @Test
  void providerOfALibraryOrOfTheProjectIsEnough() throws IOException {
    Path api = with("slf4j-api", SLF4J_2);

    assertFalse(new ClassPath(with("classes"), List.of(api, with("logback", PROVIDER)))
        .lacksSlf4jProvider());
    assertFalse(new ClassPath(with("own", PROVIDER), List.of(api)).lacksSlf4jProvider());
  }

  @Test
  void noneIsLackedWithoutSlf4jOrByItsFirstVersion() throws IOException {
    assertFalse(new ClassPath(with("classes"), List.of()).lacksSlf4jProvider());
    assertFalse(
        new ClassPath(with("classes"), List.of(with("slf4j-1", SLF4J_1))).lacksSlf4jProvider());
  }

  private Path with(String entry, String... files) throws IOException {
    Path root = Files.createDirectories(folder.resolve(entry));
    for (String file : files) {
      Files.createDirectories(root.resolve(file).getParent());
      Files.writeString(root.resolve(file), "");
    }
    return root;
  }
}
