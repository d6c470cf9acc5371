// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import dev.coldbrew.lambda.serve.ServeSettings;
import dev.coldbrew.lambda.serve.http.Cors;
import dev.coldbrew.lambda.serve.http.UrlSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServedModuleTest {

  private static final Map<String, String> SHELL = Map.of(
      "HOME", "/home/ada",
      "PATH", "/bin",
      "AWS_ACCESS_KEY_ID", "key",
      "AWS_SECRET_ACCESS_KEY", "secret",
      "AWS_SESSION_TOKEN", "token",
      "AWS_PROFILE", "ada",
      "AWS_REGION", "eu-central-1",
      "AWS_ENDPOINT_URL_DYNAMODB", "http://127.0.0.1:8000");

  @Test
  void theFunctionDoesNotActAsItsDeveloper() {
    assertEquals(
        Map.of(
            "AWS_REGION", "eu-central-1",
            "AWS_ENDPOINT_URL_DYNAMODB", "http://127.0.0.1:8000",
            "AWS_SHARED_CREDENTIALS_FILE", "/dev/null",
            "AWS_CREDENTIAL_PROFILES_FILE", "/dev/null",
            "AWS_CONFIG_FILE", "/dev/null",
            "AWS_EC2_METADATA_DISABLED", "true"),
        module(false, 0).settings(SHELL).developer());
  }

  @Test
  void theFunctionActsAsItsDeveloperWhereThatIsAskedFor() {
    assertEquals(SHELL, module(true, 0).settings(SHELL).developer());
  }

  @Test
  void aFunctionThatIsDebuggedIsAloneAndHasTime() {
    ServeSettings settings = module(false, 5005).settings(SHELL);

    assertTrue(settings.alone());
    assertEquals(1, settings.concurrency());
    assertFalse(settings.freezes());
    assertEquals(Duration.ofDays(7), settings.initLimit());
    assertEquals(Duration.ofDays(7), settings.configuration().timeout());
  }

  @Test
  void whatOneModuleSaysAnotherReads() {
    ServedModule module = module(true, 5005);

    Gson gson = new Gson();
    assertEquals(module, gson.fromJson(gson.toJson(module), ServedModule.class));
  }

  private static ServedModule module(boolean hasCredentials, int debugPort) {
    Cors cors = new Cors(List.of("*"), List.of(), List.of("a"), List.of(), 60, true);
    return new ServedModule(
        "hello",
        "app.Hello::hello",
        512,
        20,
        Map.of("TABLE_NAME", "orders"),
        10,
        300,
        false,
        true,
        hasCredentials,
        new UrlSettings("2.0", true, cors),
        null,
        10,
        debugPort,
        null,
        List.of(new ServedModule.Dependency("a:b:1", "/repository/b.jar", "b-1.jar")),
        "/repository",
        "/project/src/lambda/task",
        "/project/src/lambda/events",
        "/jdk",
        75,
        List.of("-XX:+UseSerialGC"));
  }
}
