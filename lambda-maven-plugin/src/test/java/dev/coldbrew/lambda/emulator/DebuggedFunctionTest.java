// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.emulator;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coldbrew.lambda.file.TaskFolder;
import dev.coldbrew.lambda.task.DebuggedTask;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DebuggedFunctionTest extends LocalFunctionFixture {

  private static final Path JDK = Path.of(System.getProperty("java.home"));

  /** The debugger's first words, and its command to go on. */
  private static final byte[] HANDSHAKE = "JDWP-Handshake".getBytes(US_ASCII);

  private static final byte[] RESUME = {0, 0, 0, 11, 0, 0, 0, 1, 0, 1, 9};

  @TempDir
  Path folder;

  @Test
  void startsWhenADebuggerLetsIt() throws Exception {
    stage();
    int port = freePort();
    Path debugged = DebuggedTask.link(task, JDK, port, folder.resolve("task"));
    CompletableFuture<Void> debugger = new CompletableFuture<>();

    try (Socket socket = new Socket();
        LocalFunction function = LocalFunction.start(
            debugged,
            configuration("readTask", AMPLE),
            line -> {
              lines.add(line);
              if (line.equals("Listening for transport dt_socket at address: " + port)) {
                debugger.completeAsync(() -> attach(socket, port));
              }
            },
            developer(),
            AMPLE)) {
      debugger.join();

      assertEquals("#!/bin/bash", invoke(function, "{}").text());
    }
    assertTrue(lines.indexOf("started") > 0, lines::toString);
  }

  private static Void attach(Socket socket, int port) {
    try {
      socket.connect(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
      socket.getOutputStream().write(HANDSHAKE);
      DataInputStream in = new DataInputStream(socket.getInputStream());
      assertEquals("JDWP-Handshake", new String(in.readNBytes(14), US_ASCII));
      in.readNBytes(in.readInt() - 4); // the event that it has started; it stops only then
      socket.getOutputStream().write(RESUME);
      return null;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void hasTheModulesOfTheImageAndTheDebuggers() throws Exception {
    stage();
    Files.createFile(task.resolve("lambda.aot"));
    Files.createDirectory(task.resolve("priming"));
    Path lib = Files.createDirectory(task.resolve("lib"));
    Path release = task.resolve("image/release");
    Files.writeString(release, "JAVA_VERSION=\"17.0.1\"\nMODULES=\"java.base java.sql\"\n");

    Path debugged = DebuggedTask.link(task, JDK, 5005, folder.resolve("task"));

    assertEquals(
        """
        exec "$PWD/image/bin/java" \\
          --limit-modules=java.base,java.sql,jdk.jdwp.agent \\
          -agentlib:jdwp=transport=dt_socket,server=y,suspend=y,address=127.0.0.1:5005 \\
          -cp\s""",
        Files.readString(debugged.resolve("bootstrap"))
            .replaceFirst("(?s).*(?=exec)", "")
            .replaceFirst("(?s)(?<=-cp ).*", ""));
    assertEquals(lib.toRealPath(), debugged.resolve("lib").toRealPath());
    assertEquals(JDK.toRealPath(), debugged.resolve("image").toRealPath());
    assertFalse(Files.exists(debugged.resolve("lambda.aot")));
    assertFalse(Files.exists(debugged.resolve("priming")));
  }

  @Test
  void hasTheJdkInPlaceOfTheImageOfItsLayer() throws Exception {
    TaskFolder staged = TaskFolder.inRoot(folder.resolve("staged"));
    task = Files.createDirectories(staged.path());
    Path image = Files.createDirectories(staged.layer().resolve("image"));
    Files.writeString(image.resolve("release"), "JAVA_VERSION=\"17.0.1\"\nMODULES=\"java.base\"\n");
    Path lib = Files.createDirectory(staged.layerLibraries());
    Path id = Files.writeString(staged.layer().resolve("id"), "0123456789abcdef\n");
    Files.writeString(staged.bootstrap(), "exec \\\n  -cp a.jar\n");

    TaskFolder debugged = new TaskFolder(DebuggedTask.link(
        task, JDK, 5005, TaskFolder.inRoot(folder.resolve("debugged")).path()));

    assertEquals(folder.resolve("debugged/opt/coldbrew/image"), debugged.image());
    assertEquals(JDK.toRealPath(), debugged.image().toRealPath());
    assertEquals(lib.toRealPath(), debugged.layerLibraries().toRealPath());
    assertEquals(id.toRealPath(), debugged.layer().resolve("id").toRealPath());
    assertFalse(Files.exists(debugged.path().resolve("image")));
  }

  /** As {@code lambda:bundle} does, with the JDK that runs this test in place of an image. */
  private void stage() throws IOException {
    Path image = Files.createDirectory(task.resolve("image"));
    Files.copy(JDK.resolve("release"), image.resolve("release"));
    Bootstrap.script(task, "");
    Files.writeString(
        task.resolve("bootstrap"), """
        #!/bin/bash
        cd "$LAMBDA_TASK_ROOT"
        exec "$PWD/image/bin/java" \\
          -cp 'CLASS_PATH' \\
          MAIN
        """.replace("CLASS_PATH", System.getProperty("java.class.path"))
            .replace("MAIN", ScriptedRuntime.class.getName()));
  }

  /** Below those that the system gives to sockets that ask for none: no other test gets it meanwhile. */
  private static int freePort() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(10_000, 32_000);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // in use
      }
    }
  }
}
