// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.coldbrew.lambda.file.FileTree;
import dev.coldbrew.lambda.image.ImageLocation;
import dev.coldbrew.lambda.jvm.Architecture;
import dev.coldbrew.lambda.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JibImageToolTest {

  @TempDir
  Path folder;

  private final JibImageTool tool = new JibImageTool();
  private ImageFixture fixture;
  private FakeRegistry registry;

  @BeforeEach
  void startRegistry() throws Exception {
    fixture = new ImageFixture(folder);
    registry = new FakeRegistry();
  }

  @AfterEach
  void stopRegistry() {
    registry.close();
  }

  @Test
  void imageHasTheFilesWithTheirTimesAndModes() throws Exception {
    String digest = push("hello:1.0", "code", false);

    assertEquals(registry.digest("1.0"), digest);
    List<String> layers = registry.layers("1.0");
    assertEquals(3, layers.size(), "the base image's, and two");
    assertEquals(
        List.of(
            "755 1970-01-01T00:00:01Z 0:0 var/",
            "755 1980-01-01T00:00:00Z 0:0 var/task/",
            "755 1970-01-01T00:00:01Z 0:0 var/task/image/",
            "755 1980-01-01T00:00:00Z 0:0 var/task/image/java"),
        registry.entries(layers.get(1)));
    assertEquals(
        List.of(
            "755 1970-01-01T00:00:01Z 0:0 var/",
            "755 1980-01-01T00:00:00Z 0:0 var/task/",
            "644 1980-01-01T00:00:00Z 0:0 var/task/hello.jar"),
        registry.entries(layers.get(2)));
  }

  @Test
  void configurationStartsTheFunction() throws Exception {
    push("hello:1.0", "code", false);

    JsonObject configuration = registry.configuration("1.0");
    assertEquals("1980-01-01T00:00:00Z", configuration.get("created").getAsString());
    assertEquals("amd64", configuration.get("architecture").getAsString());
    assertEquals(JsonParser.parseString("""
            {"Env": ["PATH=/bin", "LAMBDA_TASK_ROOT=/var/task", "LAMBDA_RUNTIME_DIR=/var/runtime"],
             "Entrypoint": ["/var/task/bootstrap"], "Cmd": ["app.Hello::hello"],
             "ExposedPorts": {}, "Labels": {"team": "orders"}, "WorkingDir": "/var/task", "Volumes": {}}"""), configuration.getAsJsonObject("config"));
  }

  @ParameterizedTest
  @CsvSource({
    "false, application/vnd.docker.distribution.manifest.v2+json, application/vnd.docker.image.rootfs.diff.tar.gzip",
    "true, application/vnd.oci.image.manifest.v1+json, application/vnd.oci.image.layer.v1.tar+gzip"
  })
  void lambdaTakesBothFormats(boolean oci, String manifest, String layer) throws Exception {
    push("hello:1.0", "code", oci);

    assertEquals(manifest, registry.type("1.0"));
    registry
        .json("1.0")
        .getAsJsonArray("layers")
        .forEach(
            one -> assertEquals(layer, one.getAsJsonObject().get("mediaType").getAsString()));
  }

  @Test
  void sameFilesGiveTheSameImage() throws Exception {
    assertEquals(push("hello:1.0", "code", false), push("hello:2.0", "code", false));
  }

  @Test
  void changedCodeIsAnotherLastLayerAndAllElseIsThere() throws Exception {
    push("hello:1.0", "code", false);
    registry.requests();

    push("hello:2.0", "edoc", false);

    List<String> before = registry.layers("1.0");
    List<String> after = registry.layers("2.0");
    assertEquals(before.subList(0, 2), after.subList(0, 2));
    assertFalse(before.get(2).equals(after.get(2)));
    assertEquals(
        2,
        registry.requests().stream()
            .filter(request -> request.startsWith("PATCH "))
            .count(),
        "the layer and the configuration");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void tarHasTheImageOfTheRegistry(boolean oci) throws Exception {
    Path tar = folder.resolve("hello.tar");

    String digest = tool.write(
        fixture.plan("code", oci), ImageFixture.at("tar://" + tar), "hello:1.0", fixture.access());

    assertEquals(push("hello:1.0", "code", oci), digest);
    assertTrue(Files.size(tar) > 0);
  }

  @Test
  void baseOfARegistryIsKeptForOfflineBuilds() throws Exception {
    push("base:1.0", "code", false);
    Path first = folder.resolve("first.tar");
    Path second = folder.resolve("second.tar");
    ImageLocation base = ImageFixture.at(registry.host() + "/base:1.0");
    tool.fetchBase(base, Architecture.X86_64, first, fixture.access());
    registry.requests();

    tool.fetchBase(base, Architecture.X86_64, second, fixture.access());

    List<String> requests = registry.requests();
    assertFalse(requests.isEmpty());
    for (String layer : registry.layers("1.0")) {
      assertFalse(requests.contains("GET /v2/base/blobs/" + layer), requests::toString);
    }

    assertEquals(-1, Files.mismatch(first, second));
  }

  @Test
  void baseIsKeptOnlyOnce() throws Exception {
    push("base:1.0", "code", false);
    Path cache = Files.createDirectory(folder.resolve("own")).resolve("cache");
    ImageFixture own = new ImageFixture(cache.getParent());
    Path base = folder.resolve("base.tar");
    tool.fetchBase(
        ImageFixture.at(registry.host() + "/base:1.0"), Architecture.X86_64, base, own.access());
    List<Path> kept = FileTree.paths(cache);
    assertTrue(kept.size() > 3, kept::toString);

    tool.write(
        own.plan(base, Architecture.X86_64, "code", false),
        ImageFixture.at(registry.host() + "/hello:1.0"),
        "hello:1.0",
        own.access());

    assertEquals(kept, FileTree.paths(cache));
  }

  /** As when a build was killed; another one may be at work. */
  @Test
  void oldDraftsInTheCacheAreDeleted() throws Exception {
    Path drafts = Files.createDirectories(folder.resolve("cache/tmp"));
    FileTime old = FileTime.from(Instant.now().minus(Duration.ofDays(2)));
    Path left = draft(drafts, "1", old, old);
    Path begun = draft(drafts, "2", old, FileTime.from(Instant.now()));

    tool.fetchBase(
        ImageFixture.at("tar://" + fixture.base("amd64")),
        Architecture.X86_64,
        folder.resolve("base.tar"),
        fixture.access());

    assertFalse(Files.exists(left));
    assertTrue(Files.exists(begun.resolve("temp")));
  }

  private static Path draft(Path drafts, String name, FileTime begun, FileTime written)
      throws Exception {
    Path draft = Files.createDirectory(drafts.resolve(name));
    Files.setLastModifiedTime(Files.writeString(draft.resolve("temp"), "half a layer"), written);
    return Files.setLastModifiedTime(draft, begun);
  }

  @Test
  void offlineNoRegistryIsAsked() throws Exception {
    fixture.offline();
    ImageLocation elsewhere = ImageFixture.at("registry.example.org/hello:1.0");

    assertEquals(
        """
        'registry.example.org/hello:1.0' cannot be read while Maven is offline (parameter <imageBase>, property lambda.image.base)
        hint: run the command once without Maven's -o, which keeps the base image for later builds""",
        assertThrows(
                ProblemException.class,
                () -> tool.fetchBase(
                    elsewhere, Architecture.X86_64, folder.resolve("base.tar"), fixture.access()))
            .getMessage());
    assertEquals(
        """
        'registry.example.org/hello:1.0' cannot be written while Maven is offline (parameter <imageTo>, property lambda.image.to)
        hint: run the command without Maven's -o, or write a tar: -Dlambda.image.to=tar://image.tar""",
        assertThrows(
                ProblemException.class,
                () -> tool.write(
                    fixture.plan("code", false), elsewhere, "hello:1.0", fixture.access()))
            .getMessage());
    push("hello:1.0", "code", false); // to this machine
  }

  @ParameterizedTest
  @CsvSource({
    "false, application/vnd.docker.distribution.manifest.list.v2+json",
    "true, application/vnd.oci.image.index.v1+json"
  })
  void indexHasBothArchitectures(boolean oci, String type) throws Exception {
    Map<Architecture, String> digests = new EnumMap<>(Architecture.class);
    for (Architecture architecture : Architecture.values()) {
      digests.put(
          architecture,
          tool.write(
              fixture.plan(architecture, "code", oci),
              ImageFixture.at(registry.host() + "/hello:1.0-" + architecture),
              "hello:1.0",
              fixture.access()));
    }

    String digest = tool.writeIndex(
        ImageFixture.at(registry.host() + "/hello:1.0"), digests, oci, fixture.access());

    assertEquals(registry.digest("1.0"), digest);
    assertEquals(type, registry.type("1.0"));
    for (int i = 0; i < 2; i++) {
      Architecture architecture = Architecture.values()[i];
      JsonObject manifest =
          registry.json("1.0").getAsJsonArray("manifests").get(i).getAsJsonObject();
      assertEquals(digests.get(architecture), manifest.get("digest").getAsString());
      assertEquals(
          registry.type("1.0-" + architecture), manifest.get("mediaType").getAsString());
      assertEquals(
          architecture.imageName(),
          manifest.getAsJsonObject("platform").get("architecture").getAsString());
      assertEquals(
          architecture.imageName(),
          registry.configuration("1.0-" + architecture).get("architecture").getAsString());
    }
    tool.fetchBase(
        ImageFixture.at(registry.host() + "/hello:1.0"),
        Architecture.ARM64,
        folder.resolve("arm.tar"),
        fixture.access());
  }

  @Test
  void passwordOfMavensSettingsIsSentAndNotLogged() throws Exception {
    registry.requirePassword("ada", "secret 1");
    System.setProperty("sendCredentialsOverHttp", "true");
    try {
      fixture.login("ada", "secret 1");
      push("hello:1.0", "code", false);
      indexHasBothArchitectures(true, "application/vnd.oci.image.index.v1+json");
    } finally {
      System.clearProperty("sendCredentialsOverHttp");
    }

    assertNotLogged("secret 1");
  }

  @Test
  void passwordOfDockersFileIsSentAndNotLogged() throws Exception {
    registry.requirePassword("ada", "secret 2");
    String encoded =
        Base64.getEncoder().encodeToString("ada:secret 2".getBytes(StandardCharsets.UTF_8));
    Files.writeString(
        Files.createDirectory(folder.resolve(".docker")).resolve("config.json"),
        "{\"auths\": {\"%s\": {\"auth\": \"%s\"}}}".formatted(registry.host(), encoded));
    String home = System.setProperty("user.home", folder.toString());
    System.setProperty("sendCredentialsOverHttp", "true");
    try {
      push("hello:1.0", "code", false);
    } finally {
      System.clearProperty("sendCredentialsOverHttp");
      System.setProperty("user.home", home);
    }

    assertNotLogged("secret 2");
    assertNotLogged(encoded);
  }

  private void assertNotLogged(String secret) {
    assertFalse(fixture.log().isEmpty());
    assertEquals(
        List.of(), fixture.log().stream().filter(line -> line.contains(secret)).toList());
  }

  @Test
  void daemonIsGivenTheImage() throws Exception {
    Path loaded = folder.resolve("loaded.tar");
    Path docker = fixture.script("docker", """
        #!/bin/sh
        case "$1" in
          info) echo '{"OSType": "linux", "Architecture": "x86_64"}' ;;
          load) cat >'%s' ;;
        esac
        """.formatted(loaded));

    tool.write(
        fixture.plan("code", false),
        ImageFixture.at("docker://hello:1.0"),
        "other:1.0",
        fixture.docker(docker).access());

    Path saved = folder.resolve("saved.tar");
    tool.write(
        fixture.plan("code", false),
        ImageFixture.at("tar://" + saved),
        "hello:1.0",
        fixture.access());
    assertEquals(-1, Files.mismatch(saved, loaded));
  }

  private String push(String name, String code, boolean oci) throws Exception {
    return tool.write(
        fixture.plan(code, oci),
        ImageFixture.at(registry.host() + "/" + name),
        "hello:1.0",
        fixture.access());
  }
}
