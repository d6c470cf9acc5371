// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A deployment that is killed at any of its calls, and then run again, ends as if it had not been. */
class InterruptedTest extends DeploymentFixture {

  /** @param isMade whether AWS still makes the call at which the deployment is killed */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void creationGoesOn(boolean isMade) throws IOException {
    wantAll("the JVM");
    deploy();
    List<String> whole = List.copyOf(aws.calls());
    String end = end();
    for (int calls = 0; calls < whole.size(); calls++) {
      aws.close();
      startAws();
      wantAll("the JVM");
      interrupt(calls, isMade);

      deploy();

      assertEquals(end, end(), "killed at call " + calls + " of " + whole);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void updateGoesOn(boolean isMade) throws IOException {
    wantAll("the JVM");
    deploy();
    wantUpdate();
    deploy();
    List<String> whole = List.copyOf(aws.calls());
    String end = end();
    for (int calls = 0; calls < whole.size(); calls++) {
      aws.close();
      startAws();
      wantAll("the JVM");
      deploy();
      wantUpdate();
      interrupt(calls, isMade);

      deploy();

      assertEquals(end, end(), "killed at call " + calls + " of " + whole);
    }
  }

  /** Of a zip and a layer; S3 has an object only once it is complete. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void uploadsGoOn(boolean isMade) throws IOException {
    wantLarge();
    deploy();
    List<String> whole = List.copyOf(aws.calls());
    assertEquals(2, Collections.frequency(whole, "PutObject"));
    String end = end();
    for (int calls = 0; calls <= whole.indexOf("CreateFunction"); calls++) {
      aws.close();
      startAws();
      wantLarge();
      interrupt(calls, isMade);

      deploy();

      assertEquals(end, end(), "killed at call " + calls + " of " + whole);
    }
  }

  @Test
  void uploadThatBreaksOffIsMadeAgain() throws IOException {
    wantLarge();
    deploy();
    String end = end();
    aws.close();
    startAws();
    wantLarge();
    aws.breakOffBodies(true);
    assertThrows(ProblemException.class, this::deploy);
    assertEquals(List.of(), aws.changes());
    aws.breakOffBodies(false);

    deploy();

    assertEquals(end, end());
  }

  private void wantLarge() throws IOException {
    isForS3 = size -> true; // what is really too large would take minutes
    wanted.layer = file("hello-1.0-layer.zip", "the JVM");
    wanted.bucket = "code";
    aws.buckets.put("code", new ArrayList<>());
  }

  private void interrupt(int calls, boolean isMade) {
    aws.stop(calls, isMade);
    assertThrows(ProblemException.class, this::deploy);
    assertTrue(aws.restart());
  }

  private void wantAll(String layer) throws IOException {
    wanted.role = null;
    wanted.layer = file("hello-1.0-layer.zip", layer);
    wanted.environment = Map.of("TABLE", "orders");
    wanted.tags = Map.of("team", "shop");
    wanted.alias = "live";
    wanted.url = "NONE";
  }

  private void wantUpdate() throws IOException {
    wanted.zip = file("hello-2.0.zip", "other code");
    wanted.layer = file("hello-2.0-layer.zip", "a newer JVM");
    wanted.timeoutSeconds = 30;
    wanted.tags = Map.of("team", "cart");
    wanted.invokeMode = "RESPONSE_STREAM";
  }

  /** All that is in AWS then, except for the numbers of revisions. */
  private String end() {
    return String.join(
            "\n",
            aws.iam.roles.toString(),
            aws.iam.policies.toString(),
            aws.buckets.toString(),
            aws.lambda.function.toString(),
            aws.lambda.tags.toString(),
            aws.lambda.versions.toString(),
            aws.lambda.aliases.toString(),
            aws.lambda.urls.toString(),
            aws.lambda.statements.toString(),
            aws.lambda.layers.toString())
        .replaceAll("\"RevisionId\":\"[a-z]\\d+\"", "");
  }
}
