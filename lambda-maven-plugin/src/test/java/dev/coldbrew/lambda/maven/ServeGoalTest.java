// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code lambda:serve} refuses before it starts anything. */
class ServeGoalTest {

  @TempDir
  Path basedir;

  private Goal serve;

  @BeforeEach
  void create() {
    serve = new Goal("serve", basedir).property("lambda.serve.port", "0");
  }

  @ParameterizedTest
  @CsvSource({
    "lambda.serve.port, 65536, servePort, 0, 65535",
    "lambda.serve.concurrency, 0, serveConcurrency, 1, 1000",
    "lambda.serve.idleSeconds, 0, serveIdleSeconds, 1, 86400",
    "lambda.serve.batchSize, 11, serveBatchSize, 1, 10",
    "lambda.timeoutSeconds, 901, timeoutSeconds, 1, 900",
    "lambda.heapPercent, 101, heapPercent, 1, 100"
  })
  void aNumberOutOfRangeIsRefused(
      String property, String value, String parameter, int least, int most) throws Exception {
    assertEquals(
        "'" + value + "' is not between " + least + " and " + most + " (parameter <" + parameter
            + ">, property " + property + ")\n"
            + "hint: set one of them to a number in that range, or leave both out",
        serve.property(property, value).problem());
  }

  @ParameterizedTest
  @CsvSource({
    "lambda.serve.payloadFormat, 1.1, servePayloadFormat, 2.0, 1.0, -Dlambda.serve.payloadFormat=1.0",
    "lambda.serve.invokeMode, STREAM, serveInvokeMode, BUFFERED, RESPONSE_STREAM, 'set it to one of these, or remove -Dlambda.serve.invokeMode'"
  })
  void anUnknownWordIsRefused(
      String property, String value, String parameter, String first, String second, String hint)
      throws Exception {
    assertEquals(
        "'" + value + "' is neither '" + first + "' nor '" + second + "' (parameter <" + parameter
            + ">, property " + property + ")\n"
            + "hint: " + hint,
        serve.property(property, value).problem());
  }

  @Test
  void aNameThatLambdaRefusesIsRefused() throws Exception {
    assertEquals("""
        'my.hello' is not a function's name (parameter <functionName>, property lambda.functionName)
        hint: use at most 64 letters, digits, hyphens and underscores, such as my-hello""", serve.property("lambda.functionName", "my.hello").problem());
  }

  @Test
  void aQueueWithoutAServerIsRefused() throws Exception {
    assertEquals("""
        'orders' is not the URL of a queue (parameter <serveQueue>, property lambda.serve.queue)
        hint: -Dlambda.serve.queue=http://127.0.0.1:9324/000000000000/orders""", serve.property("lambda.serve.queue", "orders").problem());
  }

  @ParameterizedTest
  @ValueSource(strings = {"no.such.host.invalid", "192.0.2.1"})
  void anAddressThatThisMachineDoesNotHaveIsRefused(String address) throws Exception {
    assertEquals(
        "'" + address + "' is not an address of this machine (parameter <serveAddress>,"
            + " property lambda.serve.address)\n"
            + "hint: -Dlambda.serve.address=0.0.0.0 listens on all its addresses",
        serve.property("lambda.serve.address", address).problem());
  }

  @Test
  void aPortInUseIsRefused() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertInUse(other, "lambda.serve.port");
      assertInUse(other, "lambda.serve.debug");
    }
  }

  @Test
  void aPortInUseAtAnotherAddressIsRefused() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.2"))) {
      int port = other.getLocalPort();
      assertEquals(
          "port " + port + " is in use (property lambda.serve.port)\nhint: -Dlambda.serve.port="
              + (port < 65_535 ? port + 1 : "9000"),
          serve
              .property("lambda.serve.address", "127.0.0.2")
              .property("lambda.serve.port", Integer.toString(port))
              .problem());
    }
  }

  private void assertInUse(ServerSocket other, String property) throws Exception {
    int port = other.getLocalPort();
    assertEquals(
        "port " + port + " is in use (property " + property + ")\nhint: -D" + property + "="
            + (port < 65_535 ? port + 1 : "9000"),
        new Goal("serve", basedir)
            .property("lambda.serve.port", "0")
            .property(property, Integer.toString(port))
            .problem());
  }

  @Test
  void aZipThatIsNotThereIsRefused() throws Exception {
    assertEquals(
        """
        there is no zip at 'target/hello-1.0.zip' (property lambda.serve.packaged)
        hint: mvn -f DIR package lambda:serve -Dlambda.serve.packaged -Dlambda.serve.port=0""",
        serve
            .property("lambda.serve.packaged", "true")
            .problem()
            .replaceFirst("-f \\S+", "-f DIR"));
  }

  @Test
  void aDebuggerForTheZipIsRefused() throws Exception {
    Files.createDirectories(basedir.resolve("target"));
    Files.createFile(basedir.resolve("target/hello-1.0.zip"));

    assertEquals(
        """
        the JVM of the zip has no debugger (properties lambda.serve.debug and lambda.serve.packaged)
        hint: remove -Dlambda.serve.packaged""",
        serve
            .property("lambda.serve.packaged", "true")
            .property("lambda.serve.debug", "true")
            .problem());
  }

  @Test
  void anEnvironmentFileThatIsNotThereIsRefused() throws Exception {
    assertEquals(
        """
        there is no environment file 'test.env' (property lambda.envFile)
        hint: create it, or remove the property; the default is '.env'""",
        serve.property("lambda.envFile", basedir.resolve("test.env").toString()).problem());
  }
}
