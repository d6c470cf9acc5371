// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.aws;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coldbrew.lambda.problem.ProblemException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What AWS's SDK would not take for an endpoint, wherever it is set. */
class AwsEndpointsTest {

  @TempDir
  Path folder;

  private ScriptedAws aws;

  @BeforeEach
  void start() throws Exception {
    aws = new ScriptedAws();
  }

  @AfterEach
  void close() {
    aws.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_LAMBDA", "AWS_ENDPOINT_URL_S3"})
  void variableWithoutASchemeIsRefused(String variable) {
    assertEquals("""
        '127.0.0.1:5111' is not a URL (environment variable %1$s)
        hint: export %1$s=http://127.0.0.1:5111""".formatted(variable), problem(Map.of(variable, "127.0.0.1:5111")));
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:5111, http://localhost:5111",
    "ftp://localhost:21, http://localhost:21",
    "http:/127.0.0.1, http://127.0.0.1",
    "'', http://127.0.0.1:9000"
  })
  void propertyThatIsNoUrlIsRefused(String value, String corrected) {
    Properties properties = new Properties();
    properties.setProperty("aws.endpointUrlLambda", value);

    assertEquals(
        """
        '%s' is not a URL (property aws.endpointUrlLambda)
        hint: mvn ... -Daws.endpointUrlLambda=%s""".formatted(value, corrected),
        assertThrows(ProblemException.class, () -> new AwsSettings(properties, Map.of()))
            .getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "endpoint_url = 127.0.0.1:5111",
        "services = here\n[services here]\nlambda =\n  endpoint_url = 127.0.0.1:5111"
      })
  void settingOfTheProfileIsRefused(String setting) throws Exception {
    aws.config(folder, "[default]\n" + setting + "\n");

    assertEquals("""
        '127.0.0.1:5111' is not a URL (setting endpoint_url of profile 'default')
        hint: write endpoint_url = http://127.0.0.1:5111 in DIR/config and /nonexistent/credentials""", problem(Map.of()).replace(folder.toString(), "DIR"));
  }

  @Test
  void urlsAreNot() {
    assertDoesNotThrow(() -> new AwsSettings(
        System.getProperties(),
        Map.of("AWS_ENDPOINT_URL", "https://aws.example/path", "AWS_ENDPOINT_URL_ECR", "unused")));
  }

  private static String problem(Map<String, String> environment) {
    return assertThrows(
            ProblemException.class, () -> new AwsSettings(System.getProperties(), environment))
        .getMessage();
  }
}
