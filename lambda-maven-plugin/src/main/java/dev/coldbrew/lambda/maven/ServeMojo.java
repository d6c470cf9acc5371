// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import dev.coldbrew.lambda.emulator.FunctionConfiguration;
import dev.coldbrew.lambda.file.TemporaryFolder;
import dev.coldbrew.lambda.jvm.Jdk;
import dev.coldbrew.lambda.jvm.JdkFinder;
import dev.coldbrew.lambda.problem.ProblemException;
import dev.coldbrew.lambda.serve.Functions;
import dev.coldbrew.lambda.serve.ServedFunction;
import dev.coldbrew.lambda.serve.http.ServeServer;
import dev.coldbrew.lambda.task.JvmOptions;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.toolchain.ToolchainManager;

/**
 * Serves the project's functions behind Lambda's own Invoke API on this machine, until Ctrl-C: AWS's
 * SDKs and CLI need nothing but the endpoint's address. The functions run from {@code target/classes}; an
 * invocation that comes after a change runs the new code. For example: {@code mvn lambda:serve}
 *
 * @since 0.1.0
 */
@Mojo(name = "serve", requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
public class ServeMojo extends AbstractFunctionMojo {

  private static final int USUAL_PORT = 9000;

  private final MavenSession session;
  private final ToolchainManager toolchains;
  private ServedModule function;

  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.serve.skip", defaultValue = "false")
  private boolean skipServe;

  /**
   * The port of 127.0.0.1 for everything that is served.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.serve.port", defaultValue = "9000")
  private int servePort;

  /**
   * Serves the finished zip, with its own JVM and its startup cache, and again when it is packaged again.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.serve.packaged", defaultValue = "false")
  private boolean servePackaged;

  /**
   * How many execution environments a function may have, each of which serves one invocation at a time.
   * With all of them at work, callers get Lambda's status 429.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.serve.concurrency", defaultValue = "10")
  private int serveConcurrency;

  /**
   * After how many seconds without an invocation an execution environment is stopped.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.serve.idleSeconds", defaultValue = "300")
  private int serveIdleSeconds;

  /**
   * How long an invocation may take, in seconds; then the function is stopped. Lambda allows up to
   * 900. The default is the one of SAM's Java templates.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.timeoutSeconds", defaultValue = "20")
  private int timeoutSeconds;

  /**
   * The JDK that runs the function, as for {@code lambda:bundle}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.jdk")
  private String jdk;

  /**
   * The heap's maximum size, as for {@code lambda:bundle}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.heapPercent", defaultValue = "75")
  private int heapPercent;

  /**
   * Options of the JVM, as for {@code lambda:bundle}.
   *
   * @since 0.1.0
   */
  @Parameter(defaultValue = JvmOptions.DEFAULT)
  private List<String> jvmOptions;

  /**
   * The folder of what lies beside the code, as for {@code lambda:bundle}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.taskFiles", defaultValue = "${project.basedir}/src/lambda/task")
  private File taskFiles;

  @Inject
  ServeMojo(MavenSession session, ToolchainManager toolchains) {
    this.session = session;
    this.toolchains = toolchains;
  }

  @Override
  boolean isSkipped() {
    return skipServe;
  }

  @Override
  void run() throws IOException {
    requireRange("servePort", "lambda.serve.port", servePort, 0, Port.MAX);
    requireRange("serveConcurrency", "lambda.serve.concurrency", serveConcurrency, 1, 1_000);
    requireRange("serveIdleSeconds", "lambda.serve.idleSeconds", serveIdleSeconds, 1, 86_400);
    requireRange("heapPercent", "lambda.heapPercent", heapPercent, 1, 100);
    FunctionConfiguration configuration =
        configuration("timeoutSeconds", "lambda.timeoutSeconds", timeoutSeconds);
    Port.requireFree(servePort, "lambda.serve.port", USUAL_PORT);
    function = function(configuration, servePackaged ? zip().toString() : null);
  }

  @Override
  void end() throws IOException {
    List<ServedModule> all =
        ServedModules.of(session).add(function, session.getProjects().size());
    if (!all.isEmpty()) {
      serve(all);
    }
  }

  private ServedModule function(FunctionConfiguration configuration, String zip)
      throws IOException {
    Jdk chosen =
        JdkFinder.onThisMachine(Toolchains.jdkHomes(toolchains, session)).find(jdk);
    return new ServedModule(
        configuration.name(),
        configuration.handler(),
        configuration.memoryMb(),
        timeoutSeconds,
        configuration.environment(),
        serveConcurrency,
        serveIdleSeconds,
        false,
        0,
        zip,
        FunctionLibraries.of(project(), descriptor(), false, false).stream()
            .map(library -> new ServedModule.Dependency(
                library.coordinates(), library.file().toString(), library.fileName()))
            .toList(),
        session.getLocalRepository().getBasedir(),
        files(taskFiles).folder().toString(),
        chosen.home().toString(),
        heapPercent,
        jvmOptions.stream().filter(Objects::nonNull).toList());
  }

  private Path zip() {
    Path zip = project()
        .getBasedir()
        .toPath()
        .resolve(project().getBuild().getDirectory())
        .resolve(project().getBuild().getFinalName() + ".zip");
    if (!Files.isRegularFile(zip)) {
      throw new ProblemException(
          "there is no zip at '" + fromBasedir(zip) + "'",
          "property lambda.serve.packaged",
          command().packaged("serve", " -Dlambda.serve.packaged"));
    }
    return zip;
  }

  private void serve(List<ServedModule> modules) throws IOException {
    ServeConsole console = new ServeConsole(getLog());
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      List<ServedFunction> functions = new ArrayList<>();
      for (ServedModule module : modules) {
        Path place = Files.createDirectory(folder.path().resolve(module.name()));
        functions.add(
            ServedFunction.start(module.settings(System.getenv()), module.code(), place, console));
      }
      InetAddress address = InetAddress.getByName("127.0.0.1");
      try (Functions all = new Functions(functions, console);
          ServeServer server = ServeServer.start(address, servePort, all, Map.of())) {
        report(
            "Serving",
            functions.stream().map(ServedFunction::name).collect(Collectors.joining(", "))
                + " on http://127.0.0.1:" + server.port() + ", until Ctrl-C");
        new CountDownLatch(1).await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
