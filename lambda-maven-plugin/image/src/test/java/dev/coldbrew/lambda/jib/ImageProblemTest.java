// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jib;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coldbrew.lambda.image.ImageLocation;
import dev.coldbrew.lambda.jvm.Architecture;
import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import org.apache.commons.compress.compressors.CompressorException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The messages for registries, tars and daemons that do not work. */
class ImageProblemTest {

  private static final String TIMEOUT = "jib.httpTimeout";

  private static final String AGAIN =
      "hint: run the command again: layers that are already there are not sent again";

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
    System.clearProperty(TIMEOUT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "403 | 403 Forbidden | grant that user the permission, or name another repository; mvn -X shows where the login comes from",
        "404 | 404 Not Found | create the repository there first, or correct the name",
        "429 | 429 Too Many Requests | wait, then run the command again; a login may raise the limit",
        "500 | 500 Internal Server Error | run the command again: layers that are already there are not sent again",
        "503 | 503 Service Unavailable | run the command again: layers that are already there are not sent again",
        "418 | 418 | look at the registry's log"
      })
  void registryThatRefusesTheImage(int status, String words, String hint) throws Exception {
    registry.fail("POST", "/blobs/uploads/", status);

    assertEquals(
        ("the registry 'HOST' responded %s for 'HOST/hello:1.0' (parameter <imageTo>, property lambda.image.to)\n"
                + "hint: %s")
            .formatted(words, hint),
        pushed("hello:1.0"));
  }

  @Test
  void registryThatAsksForAPassword() throws Exception {
    registry.requirePassword("ada", "secret");

    assertEquals(
        "'HOST' requires a password, which is not sent over an unencrypted connection (parameter <imageTo>, property lambda.image.to)\n"
            + "hint: give the registry a certificate; or, if you trust the network, add"
            + " -DsendCredentialsOverHttp=true",
        pushed("hello:1.0"));
  }

  @Test
  void registryThatDoesNotKnowThePassword() throws Exception {
    registry.requirePassword("ada", "secret");
    fixture.login("ada", "wrong");
    System.setProperty("sendCredentialsOverHttp", "true");
    try {
      assertEquals(
          "the registry 'HOST' responded 401 Unauthorized for 'HOST/hello:1.0', with credentials from the <server> in Maven's settings for HOST (parameter <imageTo>, property lambda.image.to)\n"
              + "hint: correct the password there; mvn -X shows where the login comes from",
          pushed("hello:1.0"));
    } finally {
      System.clearProperty("sendCredentialsOverHttp");
    }
  }

  @Test
  void connectionThatBreaksOnceIsMadeAgain() throws Exception {
    AtomicInteger broken = new AtomicInteger();
    registry.fail(request -> request.getMethod().equals("POST") && broken.getAndIncrement() == 0
        ? Optional.of(disconnect())
        : Optional.empty());

    write("hello:1.0");

    assertTrue(broken.get() > 1);
    assertEquals(3, registry.layers("1.0").size());
  }

  @Test
  void connectionThatBreaksAgainAndAgain() throws Exception {
    registry.fail(request ->
        request.getMethod().equals("POST") ? Optional.of(disconnect()) : Optional.empty());

    assertEquals(
        "'HOST/hello:1.0' cannot be written: The target server failed to respond (parameter <imageTo>, property lambda.image.to)\n"
            + AGAIN,
        pushed("hello:1.0"));
  }

  @Test
  void registryThatStopsResponding() throws Exception {
    System.setProperty(TIMEOUT, "300");
    registry.fail(request -> request.getMethod().equals("POST")
        ? Optional.of(new MockResponse.Builder()
            .onResponseStart(SocketEffect.Stall.INSTANCE)
            .build())
        : Optional.empty());

    long start = System.nanoTime();
    String problem = pushed("hello:1.0");

    assertEquals(
        "the registry 'HOST' has stopped responding (parameter <imageTo>, property lambda.image.to)\n"
            + "hint: run the command again, with a longer timeout in milliseconds:"
            + " -Djib.httpTimeout=60000",
        problem);
    assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(60));
  }

  /** The goal waits for a slow registry as long as data arrives. */
  @Test
  void slowRegistryIsWaitedFor() throws Exception {
    write("base:1.0");
    System.setProperty(TIMEOUT, "1000");
    String layer = registry.layers("1.0").get(0);
    registry.fail(request ->
        request.getTarget().contains(layer) ? Optional.of(slowly(layer)) : Optional.empty());

    tool.fetchBase(
        at("base:1.0"), Architecture.X86_64, folder.resolve("base.tar"), fixture.access());

    assertTrue(Files.size(folder.resolve("base.tar")) > 0);
  }

  private MockResponse slowly(String layer) {
    byte[] content = registry.content(layer);
    return FakeRegistry.status(200)
        .body(new Buffer().write(content))
        .throttleBody(content.length / 5, 300, TimeUnit.MILLISECONDS)
        .build();
  }

  @Test
  void registryThatIsNotThere() throws Exception {
    registry.close();

    assertEquals(
        "the registry 'HOST' cannot be reached: Connect to HOST [/127.0.0.1] failed: Connection refused (parameter <imageTo>, property lambda.image.to)\n"
            + "hint: start it, or correct the name",
        pushed("hello:1.0"));
  }

  @Test
  void registryWhoseNameHasNoAddress() throws Exception {
    ProblemException problem = ImageProblem.ofTarget(ImageFixture.at("example.invalid/hello:1.0"))
        .of(new UnknownHostException("example.invalid"));

    assertEquals(
        "the name of the registry 'example.invalid' cannot be resolved (parameter <imageTo>, property lambda.image.to)\n"
            + "hint: correct the name, or connect to the network; behind a proxy, set a <proxy> in"
            + " ~/.m2/settings.xml",
        problem.getMessage());
  }

  @Test
  void dockerHubIsExplainedToThoseWhoHaveNotNamedIt() throws Exception {
    assertEquals(
        "the name of the registry 'registry-1.docker.io' cannot be resolved (parameter <imageTo>, property lambda.image.to)\n"
            + "hint: name the host of the registry: a name without one, such as 'hello', means"
            + " Docker Hub; or connect to the network; behind a proxy, set a <proxy> in"
            + " ~/.m2/settings.xml",
        ImageProblem.ofTarget(ImageFixture.at("hello"))
            .of(new UnknownHostException("registry-1.docker.io"))
            .getMessage());
    assertEquals(
        "Docker Hub cannot be reached: refused (parameter <imageTo>, property lambda.image.to)\n"
            + "hint: name the host of the registry, or connect to the network",
        ImageProblem.ofTarget(ImageFixture.at("hello"))
            .of(new ConnectException("refused"))
            .getMessage());
  }

  @Test
  void unknownRegistryOfTheBaseCanBeReplacedByATar() throws Exception {
    assertEquals(
        "the name of the registry 'public.ecr.aws' cannot be resolved (parameter <imageBase>, property lambda.image.base)\n"
            + "hint: correct the name, or connect to the network; behind a proxy, set a <proxy> in"
            + " ~/.m2/settings.xml; or name another base image: -Dlambda.image.base=tar://base.tar",
        ImageProblem.ofBase(
                ImageFixture.at("public.ecr.aws/lambda/provided:al2023"), Architecture.X86_64)
            .of(new UnknownHostException("public.ecr.aws"))
            .getMessage());
  }

  @Test
  void proxyWhoseNameHasNoAddress() throws Exception {
    ProblemException problem = ImageProblem.ofTarget(ImageFixture.at("localhost:5000/hello:1.0"))
        .of(new UnknownHostException("proxy.invalid: Name or service not known"));

    assertEquals(
        "the host 'proxy.invalid', through which the registry 'localhost:5000' is reached, cannot be resolved (parameter <imageTo>, property lambda.image.to)\n"
            + "hint: correct the name, or connect to the network; behind a proxy, set a <proxy> in"
            + " ~/.m2/settings.xml",
        problem.getMessage());
  }

  @Test
  void registryWithoutTlsThatIsNotOnThisMachine() throws Exception {
    // The same address, in a form that is not recognized as this machine's.
    String host = registry.host().replace("127.0.0.1", "127.1");

    String problem = problem(ImageLocation.of(host + "/hello:1.0", ""));

    assertEquals(
        "'" + host
            + "' has no TLS certificate that this machine trusts: REASON (parameter <imageTo>, property lambda.image.to)\n"
            + "hint: import its certificate into the JDK that runs Maven; or, to use it without a"
            + " trusted one, add -Dlambda.image.insecure",
        problem.replaceFirst("trusts: [^(]+ \\(", "trusts: REASON ("));
  }

  @Test
  void baseThatIsNotThere() throws Exception {
    assertEquals(
        "the registry 'HOST' responded 404 Not Found for 'HOST/base:1.0' (parameter <imageBase>, property lambda.image.base)\n"
            + "hint: correct the name: the registry has no such repository or tag",
        fetched(at("base:1.0")));
    assertEquals(
        "the registry 'HOST' responded 404 Not Found for 'HOST/base:latest' (parameter <imageBase>, property lambda.image.base)",
        fetched(at("base")).lines().findFirst().orElseThrow());
  }

  @Test
  void baseForOtherArchitecturesOnly() throws Exception {
    String digest = write("base:1.0-x86_64");
    tool.writeIndex(at("base:1.0"), Map.of(Architecture.X86_64, digest), false, fixture.access());

    assertEquals(
        "'HOST/base:1.0' has no image for arm64 (parameter <imageBase>, property lambda.image.base)\n"
            + "hint: set a base image for arm64, or package the function for x86_64:"
            + " mvn package lambda:image -Dlambda.architecture=x86_64",
        problem(() -> tool.fetchBase(
            at("base:1.0"), Architecture.ARM64, folder.resolve("b.tar"), fixture.access())));
  }

  @Test
  void baseThatIsCutOff() throws Exception {
    write("base:1.0");
    String layer = registry.layers("1.0").get(0);
    registry.fail(request -> request.getTarget().contains(layer)
        ? Optional.of(FakeRegistry.status(200).body("cut off").build())
        : Optional.empty());

    String problem = fetched(at("base:1.0"));

    assertTrue(
        problem.startsWith("'HOST/base:1.0' cannot be read: ") && problem.endsWith(AGAIN), problem);
  }

  @Test
  void baseWithALayerThatIsNotCompressedWithGzip() throws Exception {
    ProblemException problem = ImageProblem.ofBase(
            ImageFixture.at("example.org/base:1.0"), Architecture.X86_64)
        .of(new IOException(new CompressorException("Zstandard compression is not available.")));

    assertEquals(
        "the base image 'example.org/base:1.0' has a layer that is not a gzip-compressed tar (parameter <imageBase>, property lambda.image.base)\n"
            + "hint: copy it with skopeo copy --dest-decompress docker://example.org/base:1.0"
            + " dir:base && skopeo copy dir:base docker-archive:base.tar, and set"
            + " <imageBase>tar://base.tar</imageBase>",
        problem.getMessage());
  }

  @Test
  void tarThatIsNotThere() throws Exception {
    Path tar = folder.resolve("none.tar");

    assertEquals(
        "there is no file '" + tar
            + "' (parameter <imageBase>, property lambda.image.base)\nhint: correct the path",
        fetched(ImageFixture.at("tar://" + tar)));
  }

  @Test
  void fileThatIsNoTarOfDocker() throws Exception {
    Path text = Files.writeString(folder.resolve("text.tar"), "no tar, but a text\n".repeat(99));
    Path empty = Files.write(folder.resolve("empty.tar"), new byte[1024]);
    for (Path file : new Path[] {text, empty}) {
      String problem = fetched(ImageFixture.at("tar://" + file));

      assertEquals(
          "'tar://" + file
              + "' is not a tar written by docker save: it has no manifest.json (parameter <imageBase>, property lambda.image.base)\n"
              + "hint: write one: docker save --output base.tar NAME",
          problem);
    }
  }

  /** As this tool itself writes one. */
  @Test
  void ociImageLayoutIsNoBase() throws Exception {
    Path layout = folder.resolve("layout.tar");
    tool.write(
        fixture.plan("code", true),
        ImageFixture.at("tar://" + layout),
        "hello:1.0",
        fixture.access());

    assertEquals(
        "'tar://" + layout
            + "' is an OCI image layout, which cannot be a base image (parameter <imageBase>, property lambda.image.base)\n"
            + "hint: convert it: skopeo copy oci-archive:" + layout
            + " docker-archive:base.tar, and set <imageBase>tar://base.tar</imageBase>",
        fetched(ImageFixture.at("tar://" + layout)));
  }

  @Test
  void tarForAnotherArchitecture() throws Exception {
    ImageLocation base = ImageFixture.at("tar://" + fixture.base("amd64"));

    assertEquals(
        "the base image '" + base
            + "' is for x86_64, but the function is for arm64 (parameter <imageBase>, property lambda.image.base)\n"
            + "hint: set a base image for arm64, or package the function for x86_64:"
            + " mvn package lambda:image -Dlambda.architecture=x86_64",
        problem(() -> tool.fetchBase(
            base, Architecture.ARM64, folder.resolve("base.tar"), fixture.access())));
  }

  @Test
  void tarWithADamagedConfiguration() throws Exception {
    Path tar = fixture.tar("damaged.tar", Map.of("manifest.json", "[{"));

    assertEquals(
        "'tar://" + tar
            + "' is not a tar written by docker save: REASON (parameter <imageBase>, property lambda.image.base)\n"
            + "hint: write one: docker save --output base.tar NAME",
        fetched(ImageFixture.at("tar://" + tar))
            .replaceFirst("(?s)save: .+ \\(parameter", "save: REASON (parameter"));
  }

  @Test
  void machineWithoutDocker() throws Exception {
    fixture.docker(folder.resolve("docker"));

    assertEquals(
        "there is no program 'docker' on this machine (parameter <imageTo>, property lambda.image.to)\n"
            + "hint: install Docker, or write to a registry or a tar: -Dlambda.image.to=tar://image.tar",
        problem(ImageFixture.at("docker://hello:1.0")));
  }

  @Test
  void dockerWithoutTheBaseImage() throws Exception {
    fixture.docker(fixture.script("docker", """
        #!/bin/sh
        case "$1" in
          info) echo '{"OSType": "linux", "Architecture": "x86_64"}' ;;
          *) echo "Error: No such object: base:1.0" >&2; exit 1 ;;
        esac
        """));

    assertEquals(
        "Docker has no image 'base:1.0' (parameter <imageBase>, property lambda.image.base)\n"
            + "hint: docker pull base:1.0",
        fetched(ImageFixture.at("docker://base:1.0")));
  }

  @Test
  void dockerThatFails() throws Exception {
    fixture.docker(fixture.script("docker", """
        #!/bin/sh
        case "$1" in
          info) echo '{"OSType": "linux", "Architecture": "x86_64"}' ;;
          load) cat >/dev/null; echo no space left >&2; exit 1 ;;
        esac
        """));

    assertEquals(
        "Docker failed: 'docker load' command failed with error: no space left (parameter <imageTo>, property lambda.image.to)\n"
            + "hint: check that its daemon is running: docker info",
        problem(ImageFixture.at("docker://hello:1.0")));
  }

  private static MockResponse disconnect() {
    return new MockResponse.Builder()
        .onResponseStart(new SocketEffect.CloseSocket())
        .build();
  }

  private ImageLocation at(String name) {
    return ImageFixture.at(registry.host() + "/" + name);
  }

  private String write(String name) throws Exception {
    return tool.write(fixture.plan("code", false), at(name), "hello:1.0", fixture.access());
  }

  private String pushed(String name) throws Exception {
    return problem(at(name));
  }

  private String problem(ImageLocation target) {
    return problem(
        () -> tool.write(fixture.plan("code", false), target, "hello:1.0", fixture.access()));
  }

  private String fetched(ImageLocation base) {
    return problem(() ->
        tool.fetchBase(base, Architecture.X86_64, folder.resolve("base.tar"), fixture.access()));
  }

  /** Also looks for threads that would still write to folders that the goal deletes. */
  private String problem(Executable work) {
    String message = assertThrows(ProblemException.class, work).getMessage();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals(JibImageTool.THREAD_NAME)) {
        assertDoesNotThrow(
            () -> thread.join(10_000)); // its work is done, but it may not have ended
        assertFalse(thread.isAlive());
      }
    }
    return message.replace(registry.host(), "HOST");
  }
}
