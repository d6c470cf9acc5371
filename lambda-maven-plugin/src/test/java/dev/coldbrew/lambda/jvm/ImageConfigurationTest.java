// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageConfigurationTest {

  @TempDir
  Path image;

  @Test
  void commentsAreTakenAwayAndSettingsStay() throws Exception {
    Path file = write("conf/security/java.security", """
        # why
        security.provider.1=SUN

          ! how
        jdk.tls.disabledAlgorithms=SSLv3, \\
            RC4
        """);

    ImageConfiguration.edit(image);

    assertEquals("""
        security.provider.1=SUN
        jdk.tls.disabledAlgorithms=SSLv3, \\
            RC4
        """, Files.readString(file));
  }

  @Test
  void aHostNameIsUnknownForASecondOnly() throws Exception {
    Path file = write("conf/security/java.security", "networkaddress.cache.negative.ttl=10\n");

    ImageConfiguration.edit(image);

    assertEquals("networkaddress.cache.negative.ttl=1\n", Files.readString(file));
  }

  @Test
  void otherFilesStayAsTheyAre() throws Exception {
    Path file = write("conf/security/policy/README.txt", "# a title\n");

    ImageConfiguration.edit(image);

    assertEquals("# a title\n", Files.readString(file));
  }

  @Test
  void theSettingsOfARealJdkAreTheSameButForThat() throws Exception {
    Path original = Path.of(System.getProperty("java.home"), "conf/security/java.security");
    Properties expected = load(original);
    Path file = write(
        "conf/security/java.security", Files.readString(original, StandardCharsets.ISO_8859_1));

    ImageConfiguration.edit(image);

    expected.setProperty("networkaddress.cache.negative.ttl", "1");
    assertEquals(expected, load(file));
  }

  private static Properties load(Path file) throws Exception {
    Properties properties = new Properties();
    try (InputStream in = Files.newInputStream(file)) {
      properties.load(in);
    }
    return properties;
  }

  private Path write(String name, String text) throws Exception {
    Path file = image.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text, StandardCharsets.ISO_8859_1);
  }
}
