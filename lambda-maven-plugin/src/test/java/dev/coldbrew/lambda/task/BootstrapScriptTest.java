// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The script is run by the real shell; in the JVM's place stands one that prints what it is given. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class BootstrapScriptTest {

  @TempDir
  Path folder;

  private Path task;

  @BeforeEach
  void stageJvm() throws IOException {
    task = Files.createDirectories(folder.resolve("a task's folder"));
    Files.createDirectories(task.resolve("image/bin"));
    write(task.resolve("image/bin/java"), """
        #!/bin/sh
        echo "pwd $PWD"
        echo "LD_LIBRARY_PATH $LD_LIBRARY_PATH"
        for a in "$@"; do echo "$a"; done
        """);
  }

  @Test
  void scriptIsShortAndReadable() {
    assertEquals(
        """
        #!/bin/bash
        # Started by Lambda in /var/task. Ends in exec, so that Lambda's signals reach the JVM.
        cd "${LAMBDA_TASK_ROOT:-${0%/*}}" || exit 1
        # File names and arguments are UTF-8, though the locale that Lambda names may not be there.
        case "$LC_ALL$LC_CTYPE$LANG" in
          '' | en_US.UTF-8) export LC_ALL=C.UTF-8 ;;
        esac
        # In a container image, the handler comes as the argument: it is the image's CMD.
        [ -z "$1" ] || export _HANDLER="$1"
        set --
        # A JVM that need not connect starts sooner: its standard input is the connection.
        [ -z "$AWS_LAMBDA_EXEC_WRAPPER" ] &&
          { command exec 0<>"/dev/tcp/${AWS_LAMBDA_RUNTIME_API%:*}/${AWS_LAMBDA_RUNTIME_API##*:}"; } 2>/dev/null &&
          set -- -Ddev.coldbrew.lambda.connection=stdin
        [ -f lambda.aot ] &&
          set -- "$@" -Ddev.coldbrew.lambda.cache=true -XX:AOTCache=lambda.aot -XX:+UnlockDiagnosticVMOptions -XX:-AOTAdapterCaching -XX:-AOTStubCaching
        # In MB; 128 is Lambda's minimum. Arithmetic would run a command that it finds in a text.
        memory=$AWS_LAMBDA_FUNCTION_MEMORY_SIZE
        case "$memory" in
          '' | 0* | *[!0-9]* | ??????*) memory=128 ;;
        esac
        [ "$memory" -ge 128 ] || memory=128
        heap=$((memory * 75 / 100)) most=$((memory - 56))
        [ "$heap" -le "$most" ] || heap=$most
        young=$((heap < 24 ? (heap + 2) / 3 : 8))
        exec ${AWS_LAMBDA_EXEC_WRAPPER:+"$AWS_LAMBDA_EXEC_WRAPPER"} "$PWD/image/bin/java" \\
          -Xmx${heap}m -Xms$((2 * young))m -XX:NewSize=${young}m "$@" \\
          -Dfile.encoding=UTF-8 \\
          -Dstdout.encoding=UTF-8 \\
          -Dstderr.encoding=UTF-8 \\
          -Dsun.stdout.encoding=UTF-8 \\
          -Dsun.stderr.encoding=UTF-8 \\
          -XX:+UseSerialGC \\
          -XX:TieredStopAtLevel=1 \\
          -cp lib/hello-1.0.jar:lib/gson-2.jar \\
          dev.coldbrew.lambda.runtime.LambdaMain example.Hello::hello
        """,
        new BootstrapScript(
                List.of("lib/hello-1.0.jar", "lib/gson-2.jar"),
                75,
                List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                "example.Hello::hello",
                null,
                null,
                true,
                StartupCache.AOT)
            .text());
  }

  @Test
  void heapIsTheShareOfTheFunctionsMemory() throws Exception {
    assertTrue(run(Map.of("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1769")).contains("-Xmx1326m"));
  }

  @ParameterizedTest
  @CsvSource({
    "10240, -Xmx7680m, -Xms16m, -XX:NewSize=8m",
    "512, -Xmx384m, -Xms16m, -XX:NewSize=8m",
    "224, -Xmx168m, -Xms16m, -XX:NewSize=8m",
    "192, -Xmx136m, -Xms16m, -XX:NewSize=8m",
    "128, -Xmx72m, -Xms16m, -XX:NewSize=8m"
  })
  void youngGenerationOfTheSerialCollectorHasRoomForAStart(
      String memory, String heap, String begin, String young) throws Exception {
    String script = script("-XX:+UseSerialGC");

    List<String> output = run(script, Map.of("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", memory));

    assertEquals(List.of(heap, begin, young), output.subList(2, 5));
  }

  @ParameterizedTest
  @CsvSource({
    "24, -Xmx30m, -Xms16m, -XX:NewSize=8m",
    "10, -Xmx12m, -Xms8m, -XX:NewSize=4m",
    "100, -Xmx72m, -Xms16m, -XX:NewSize=8m"
  })
  void smallHeapBeginsSmaller(int percent, String heap, String begin, String young)
      throws Exception {
    BootstrapScript script = new BootstrapScript(
        List.of("lib/a.jar"),
        percent,
        List.of("-XX:+UseSerialGC"),
        "a.B",
        "image/lib/outside",
        null,
        true,
        StartupCache.CDS);

    List<String> output = run(script.text(), Map.of("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "128"));

    assertEquals(List.of(heap, begin, young), output.subList(2, 5));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a[$(touch hacked)0]",
        "128a",
        "-128",
        "0x100",
        "0200",
        "99999999999999999999",
        "16",
        ""
      })
  void memoryThatIsNotAsLambdaWritesItIsTheMinimum(String memory) throws Exception {
    List<String> output = run(Map.of("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", memory));

    assertEquals("-Xmx72m", output.get(2));
    assertFalse(Files.exists(task.resolve("hacked")), "it was run as a command");
  }

  @Test
  void everyPosixShellRunsIt() throws Exception {
    List<String> expected = run(Map.of("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:1"));

    assertEquals(
        expected,
        run(
            script().replaceFirst("#!/bin/bash", "#!/bin/sh"),
            Map.of("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:1")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-XX:+UseG1GC",
        "-XX:+UseSerialGC -Xmx64m",
        "-XX:+UseSerialGC -Xms8m",
        "-XX:+UseSerialGC -Xmn8m",
        "-XX:+UseSerialGC -XX:MaxHeapSize=64m",
        "-XX:+UseSerialGC -XX:NewSize=8m",
        "-XX:+UseSerialGC -XX:NewRatio=1",
        "-XX:+UseSerialGC -XX:MaxRAMPercentage=50"
      })
  void youngGenerationIsLeftToOptionsThatSayMore(String options) {
    assertFalse(script(options.split(" ")).contains("young"), options);
  }

  @Test
  void jvmIsStartedInTheTaskFolder() throws Exception {
    List<String> output = run(Map.of("LAMBDA_TASK_ROOT", task.toString()));

    assertEquals("pwd " + task, output.get(0));
  }

  @Test
  void folderOfTheScriptServesWhereLambdaNamesNone() throws Exception {
    assertEquals("pwd " + task, run(Map.of()).get(0));
  }

  @ParameterizedTest
  @CsvSource({
    ", , , LC_ALL=C.UTF-8",
    "en_US.UTF-8, , , LC_ALL=C.UTF-8",
    "de_DE.UTF-8, , , LC_ALL=",
    "en_US.UTF-8, de_DE.UTF-8, , LC_ALL=",
    "en_US.UTF-8, , de_DE.UTF-8, LC_ALL=de_DE.UTF-8"
  })
  void localeIsUtf8UnlessTheUserSetsOne(String lang, String ctype, String all, String expected)
      throws Exception {
    write(task.resolve("image/bin/java"), "#!/bin/sh\necho \"LC_ALL=$LC_ALL\"\n");
    Map<String, String> environment = new HashMap<>();
    environment.put("LANG", lang);
    environment.put("LC_CTYPE", ctype);
    environment.put("LC_ALL", all);
    environment.values().removeIf(Objects::isNull);

    // A shell warns of a locale that is not installed.
    List<String> output = run(environment);

    assertEquals(expected, output.get(output.size() - 1));
  }

  @Test
  void optionsReachTheJvmAsTheyAre() throws Exception {
    List<String> output = run(Map.of());

    assertTrue(
        output.containsAll(
            List.of("-Dmessage=it's $HOME `x` \"y\"", "lib/a b.jar", "app.Outer$Inner::handle")),
        output::toString);
  }

  @Test
  void execWrapperIsGivenTheJvmsCommand() throws Exception {
    Path wrapper = folder.resolve("a wrapper");
    write(wrapper, "#!/bin/sh\necho \"wrapped $1\"\nexec \"$@\"\n");

    List<String> output = run(Map.of("AWS_LAMBDA_EXEC_WRAPPER", wrapper.toString()));

    assertEquals("wrapped " + task.resolve("image/bin/java"), output.get(0));
    assertEquals("pwd " + task, output.get(1));
  }

  @Test
  void bundledLibrariesComeBehindTheSystems() throws Exception {
    assertEquals(
        "LD_LIBRARY_PATH /lib64:/usr/lib64:" + task.resolve("image/lib/outside"),
        run(Map.of()).get(1));
    assertEquals(
        "LD_LIBRARY_PATH /opt/lib:" + task.resolve("image/lib/outside"),
        run(Map.of("LD_LIBRARY_PATH", "/opt/lib")).get(1));
  }

  @Test
  void connectionIsTheJvmsStandardInput() throws Exception {
    write(task.resolve("image/bin/java"), "#!/bin/bash\necho \"$2\"; echo hello >&0; cat\n");
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      CompletableFuture<String> received = CompletableFuture.supplyAsync(() -> exchange(server));

      List<String> output =
          run(Map.of("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:" + server.getLocalPort()));

      assertEquals(List.of("-Ddev.coldbrew.lambda.connection=stdin", "answer"), output);
      assertEquals("hello", received.get(10, TimeUnit.SECONDS));
    }
  }

  private static String exchange(ServerSocket server) {
    try (Socket socket = server.accept()) {
      BufferedReader in = new BufferedReader(
          new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      String line = in.readLine();
      socket.getOutputStream().write("answer\n".getBytes(StandardCharsets.US_ASCII));
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void connectionIsNotForOtherPrograms() throws Exception {
    BootstrapScript script = new BootstrapScript(
        List.of("lib/a.jar"), 75, List.of(), "a.B", null, null, false, StartupCache.AOT);
    assertFalse(script.text().contains("/dev/tcp"));

    Path wrapper = folder.resolve("wrapper");
    write(wrapper, "#!/bin/sh\ncat\nexec \"$@\"\n");
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      List<String> output = run(Map.of(
          "AWS_LAMBDA_RUNTIME_API",
          "127.0.0.1:" + server.getLocalPort(),
          "AWS_LAMBDA_EXEC_WRAPPER",
          wrapper.toString()));

      assertEquals("-Dfile.encoding=UTF-8", output.get(3));
    }
  }

  @Test
  void runtimeConnectsByItselfWhereTheShellCannot() throws Exception {
    int closed;
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      closed = server.getLocalPort();
    }

    List<String> output = run(Map.of("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:" + closed));

    assertEquals("-Xmx72m", output.get(2));
    assertEquals("-Dfile.encoding=UTF-8", output.get(3));
  }

  @Test
  void jvmStartsFromTheCacheThatIsThere() throws Exception {
    assertEquals("-Dfile.encoding=UTF-8", run(Map.of()).get(3));

    Files.createFile(task.resolve("lambda.jsa"));

    assertEquals(
        List.of("-Ddev.coldbrew.lambda.cache=true", "-XX:SharedArchiveFile=lambda.jsa"),
        run(Map.of()).subList(3, 5));
  }

  @Test
  void anotherProgramIsStartedInTheSameWay() throws Exception {
    List<String> expected = new ArrayList<>(run(Map.of()));
    assertEquals("app.Outer$Inner::handle", expected.remove(expected.size() - 1));
    expected.set(expected.size() - 2, "lib/it's another.jar");
    expected.set(expected.size() - 1, "app.Other");

    assertEquals(
        expected,
        run(BootstrapScript.forProgram(script(), "lib/it's another.jar", "app.Other"), Map.of()));
  }

  @Test
  void theMainClassIsStartedByAnotherProgram() throws Exception {
    List<String> expected = new ArrayList<>(run(Map.of()));
    int classPath = expected.indexOf("-cp") + 1;
    expected.set(classPath, expected.get(classPath) + ":../it's a.jar");
    expected.addAll(classPath + 1, List.of("x.Sampler", "it's.txt"));

    Path bootstrap = Files.writeString(folder.resolve("bootstrap"), script());
    BootstrapScript.startBy(bootstrap, "../it's a.jar", "x.Sampler", List.of("it's.txt"));

    assertEquals(expected, run(Files.readString(bootstrap), Map.of()));
  }

  @Test
  void optionsAreAddedBehindItsOwn() throws Exception {
    List<String> expected = new ArrayList<>(run(Map.of()));
    expected.addAll(expected.indexOf("-cp"), List.of("-Done=it's", "-Dtwo"));

    Path bootstrap = Files.writeString(folder.resolve("bootstrap"), script());
    BootstrapScript.addOptions(bootstrap, List.of("-Done=it's", "-Dtwo"));

    assertEquals(expected, run(Files.readString(bootstrap), Map.of()));
  }

  @Test
  void javaAgentsAreTakenOut() throws Exception {
    List<String> expected = run(script("-Done", "-Dtwo"), Map.of());

    Path bootstrap = Files.writeString(
        folder.resolve("bootstrap"),
        script("-Done", "-javaagent:lib/a.jar=x", "-Dtwo", "-javaagent:it's one.jar"));
    assertTrue(BootstrapScript.hasJavaAgents(bootstrap));
    BootstrapScript.removeJavaAgents(bootstrap);

    assertFalse(BootstrapScript.hasJavaAgents(bootstrap));
    assertEquals(expected, run(Files.readString(bootstrap), Map.of()));
  }

  @ParameterizedTest
  @CsvSource({"app.Image::handle, app.Image::handle", "'', app.Zip::handle", ", app.Zip::handle"})
  void argumentIsTheHandlerOfAContainerImage(String argument, String expected) throws Exception {
    write(task.resolve("image/bin/java"), "#!/bin/sh\necho \"$_HANDLER\"\n");
    List<String> command = new ArrayList<>(List.of(task.resolve("bootstrap").toString()));
    if (argument != null) {
      command.add(argument);
    }

    assertEquals(
        List.of(expected), run(command, script(), Map.of("_HANDLER", "app.Zip::handle"), 0));
  }

  private static String script() {
    return script("-Dmessage=it's $HOME `x` \"y\"");
  }

  private static String script(String... jvmOptions) {
    return new BootstrapScript(
            List.of("lib/a b.jar"),
            75,
            List.of(jvmOptions),
            "app.Outer$Inner::handle",
            "image/lib/outside",
            null,
            true,
            StartupCache.CDS)
        .text();
  }

  private List<String> run(Map<String, String> environment) throws Exception {
    return run(script(), environment);
  }

  private List<String> run(String script, Map<String, String> environment) throws Exception {
    return run(script, environment, 0);
  }

  private List<String> run(String script, Map<String, String> environment, int status)
      throws Exception {
    return run(List.of(task.resolve("bootstrap").toString()), script, environment, status);
  }

  private List<String> run(
      List<String> command, String script, Map<String, String> environment, int status)
      throws Exception {
    write(task.resolve("bootstrap"), script);
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(status, process.waitFor(), output);
      return output.lines().toList();
    } finally {
      process.destroyForcibly();
    }
  }

  private static void write(Path file, String script) throws IOException {
    Files.writeString(file, script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void jvmOfALayerIsStarted() throws Exception {
    Path layer = stageLayer("0123456789abcdef");

    List<String> output = run(layered(), Map.of());

    assertEquals(
        List.of("from " + layer.toRealPath() + "/image/bin/java", "-Xmx72m"), output.subList(0, 2));
    assertEquals("lib/a.jar:../../opt/coldbrew/lib/b.jar", output.get(output.indexOf("-cp") + 1));
  }

  @Test
  void otherLayerIsRefusedWithTheIdsOfBoth() throws Exception {
    stageLayer("fedcba9876543210");

    assertEquals(
        List.of(
            "Coldbrew's layer here is fedcba9876543210, and the function was built with 0123456789abcdef",
            "hint: publish the layer zip of the function's build, and attach that version"),
        run(layered(), Map.of(), 1));
  }

  @Test
  void layerThatIsNotThereIsRefused() throws Exception {
    assertEquals(
        List.of(
            "Coldbrew's layer here is none, and the function was built with 0123456789abcdef",
            "hint: publish the layer zip of the function's build, and attach that version"),
        run(layered(), Map.of(), 1));
  }

  private static String layered() {
    return new BootstrapScript(
            List.of("lib/a.jar", "../../opt/coldbrew/lib/b.jar"),
            75,
            List.of(),
            "a.B",
            null,
            "0123456789abcdef",
            false,
            StartupCache.AOT)
        .text();
  }

  /** Where Lambda has it, as seen from the task folder. */
  private Path stageLayer(String id) throws IOException {
    task = Files.createDirectories(folder.resolve("root/var/task"));
    Path layer = Files.createDirectories(folder.resolve("root/opt/coldbrew"));
    Files.createDirectories(layer.resolve("image/bin"));
    write(layer.resolve("image/bin/java"), """
        #!/bin/sh
        echo "from $(readlink -f "$0")"
        for a in "$@"; do echo "$a"; done
        """);
    Files.writeString(layer.resolve("id"), id + "\n");
    return layer;
  }
}
