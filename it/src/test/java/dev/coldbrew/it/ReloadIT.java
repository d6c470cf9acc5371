// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Code that changes while {@code lambda:serve} serves it. */
@Timeout(240)
class ReloadIT {

  @TempDir
  Path temporary;

  @Test
  void whatIsSavedOrPackagedIsServed() throws Exception {
    MavenBuild build = MavenBuild.of("hello", temporary);
    Path source = build.file("src/main/java/example/Hello.java");
    String code = Files.readString(source);
    ServedProject served = ServedProject.start(build, "-Dlambda.serve.compile");
    try {
      assertEquals("\"Hello, Ada!\"", invoke(served));
      assertEquals("Internal Server Error", callUrl(served));

      save(source, code.replace("Hello, ", "Good day, "));
      assertEquals("\"Good day, Ada!\"", invoke(served));

      save(source, code.replace("return", "retrun"));
      assertEquals("\"Good day, Ada!\"", invoke(served));
      served.await(line -> line.startsWith("[ERROR] ") && line.contains("Hello.java:"), 1);

      save(source, code);
      assertEquals("\"Hello, Ada!\"", invoke(served));
      assertEquals(List.of(), served.lines(line -> line.contains("Waiting   hello")));
    } finally {
      served.stop();
    }

    build.run("package", "-Dlambda.train.skip");
    ServedProject packaged = ServedProject.start(build, "-Dlambda.serve.packaged");
    try {
      assertEquals("\"Hello, Ada!\"", invoke(packaged));

      save(source, code.replace("Hello, ", "Good day, "));
      build.run("package", "-Dlambda.train.skip");
      assertEquals("\"Good day, Ada!\"", invoke(packaged));
    } finally {
      packaged.stop();
    }
  }

  private static void save(Path source, String code) throws IOException {
    Files.writeString(source, code);
  }

  private static String invoke(ServedProject served) throws Exception {
    return post(served, "/2015-03-31/functions/hello/invocations", "{\"name\":\"Ada\"}");
  }

  /** An HTTP request is an event without a name, with which hello fails. */
  private static String callUrl(ServedProject served) throws Exception {
    return post(served, "/lambda-url/hello/", "");
  }

  private static String post(ServedProject served, String path, String body) throws Exception {
    HttpResponse<String> response = HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(served.endpoint().resolve(path))
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    return response.body();
  }
}
