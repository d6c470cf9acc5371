// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import dev.coldbrew.lambda.emulator.FunctionConfiguration;
import dev.coldbrew.lambda.jvm.Jdk;
import dev.coldbrew.lambda.problem.ProblemException;
import dev.coldbrew.lambda.process.Progress;
import dev.coldbrew.lambda.serve.http.UrlSettings;
import dev.coldbrew.lambda.task.JvmOptions;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.Maven;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.toolchain.ToolchainManager;

/**
 * Serves the project's functions behind Lambda's own Invoke API on this machine, until Ctrl-C:
 * AWS's SDKs and CLI need only the endpoint's address. The functions run from {@code
 * target/classes}; an invocation after a change runs the new code. For example: {@code mvn
 * lambda:serve}
 *
 * @since 0.1.0
 */
@Mojo(name = "serve", requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
public class ServeMojo extends AbstractFunctionMojo {

  private static final int USUAL_PORT = 9000;

  private final MavenSession session;
  private final ToolchainManager toolchains;
  private final Maven maven;
  private ServedModule function;

  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.serve.skip", defaultValue = "false")
  private boolean skipServe;

  /**
   * The address of this machine to listen on. With any address other than the default, everybody
   * who can reach it can invoke the functions.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.serve.address", defaultValue = "127.0.0.1")
  private String serveAddress;

  /**
   * The port on which everything is served; 0 chooses a free one.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.serve.port", defaultValue = "9000")
  private int servePort;

  /**
   * Serves the finished zip, with its own JVM and its startup cache, and reloads it when it is
   * packaged again.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.serve.packaged", defaultValue = "false")
  private boolean servePackaged;

  /**
   * Compiles the modules when one of their sources is saved. Otherwise, compile in an IDE, or with
   * {@code mvn compile} in another terminal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.serve.compile", defaultValue = "false")
  private boolean serveCompile;

  /**
   * How many execution environments a function may have; each serves one invocation at a time. If
   * all are busy, callers get Lambda's status 429.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.serve.concurrency", defaultValue = "10")
  private int serveConcurrency;

  /**
   * How many seconds an execution environment may be idle before it is stopped.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.serve.idleSeconds", defaultValue = "300")
  private int serveIdleSeconds;

  /**
   * Makes the JVM listen for a debugger on port 5005 of 127.0.0.1, or on the given port, for all
   * versions of the code. The function then has one execution environment and no time limits; a new
   * version starts when the current invocation has ended. For example: {@code
   * -Dlambda.serve.debug=5006}
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.serve.debug")
  private String serveDebug;

  /**
   * A file of environment variables for this machine, one line {@code NAME=value} each; they take
   * precedence over {@code environment}. Only the default may be missing.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.envFile", defaultValue = "${project.basedir}/.env")
  private File envFile;

  /**
   * Passes the shell's {@code AWS_*} variables and profiles on to the function, which then acts as
   * the developer. By default, the function gets only the region, and endpoints such as {@code
   * AWS_ENDPOINT_URL_DYNAMODB}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.serve.credentials", defaultValue = "false")
  private boolean serveCredentials;

  /**
   * Isolates tenants, as a function's tenancy configuration does: each tenant has its own execution
   * environments, and callers have to name a tenant.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.serve.tenancy", defaultValue = "false")
  private boolean serveTenancy;

  /**
   * Freezes an execution environment between invocations, as Lambda does: its threads then do not
   * run.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.serve.freeze", defaultValue = "false")
  private boolean serveFreeze;

  /**
   * The format of the events that the function gets over HTTP: {@code 2.0}, of function URLs and HTTP
   * APIs, or {@code 1.0}, of REST APIs.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.serve.payloadFormat", defaultValue = "2.0")
  private String servePayloadFormat;

  /**
   * The invoke mode of the function's URL: {@code BUFFERED}, or {@code RESPONSE_STREAM}, which passes a
   * streamed response on as it arrives.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.serve.invokeMode", defaultValue = "BUFFERED")
  private String serveInvokeMode;

  /**
   * The CORS settings of the function's URL, which determine the other origins whose pages may call
   * it: {@code allowOrigins}, {@code allowMethods}, {@code allowHeaders} and {@code exposeHeaders},
   * each separated by commas; {@code maxAge} in seconds, and {@code allowCredentials}. By default,
   * no other origin may.
   *
   * @since 0.1.0
   */
  @Parameter
  private CorsSettings serveCors = new CorsSettings();

  /**
   * The URL of a queue whose messages invoke the function, on a server that implements SQS's
   * protocol and does not check signatures. The goal deletes messages that the function does not
   * report as failed. For example: {@code
   * -Dlambda.serve.queue=http://127.0.0.1:9324/000000000000/orders}
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.serve.queue")
  private String serveQueue;

  /**
   * How many messages from the queue an event may contain.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.serve.batchSize", defaultValue = "10")
  private int serveBatchSize;

  /**
   * How long an invocation may take, in seconds, before the function is stopped. Lambda allows up
   * to 900. The default is that of SAM's Java templates.
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
   * Whether the JDK may be downloaded, as for {@code lambda:bundle}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.jdk.download", defaultValue = "false")
  private boolean jdkDownload;

  /**
   * The folder that keeps downloaded JDKs, as for {@code lambda:bundle}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.cacheDirectory", defaultValue = "${user.home}/.m2/coldbrew")
  private File cacheDirectory;

  /**
   * The heap's maximum size, as for {@code lambda:bundle}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.heapPercent", defaultValue = "75")
  private int heapPercent;

  /**
   * The JVM options, as for {@code lambda:bundle}.
   *
   * @since 0.1.0
   */
  @Parameter(defaultValue = JvmOptions.DEFAULT)
  private List<String> jvmOptions;

  /**
   * The folder with files to put beside the code, as for {@code lambda:bundle}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.taskFiles", defaultValue = "${project.basedir}/src/lambda/task")
  private File taskFiles;

  /**
   * The folder with the function's own events for its web page, one {@code .json} file each: the
   * folder of the training events.
   *
   * @since 0.1.0
   */
  @Parameter(
      property = "lambda.train.events",
      defaultValue = "${project.basedir}/src/lambda/events")
  private File trainingEvents;

  @Inject
  ServeMojo(MavenSession session, ToolchainManager toolchains, Maven maven) {
    this.session = session;
    this.toolchains = toolchains;
    this.maven = maven;
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
    requireRange("serveBatchSize", "lambda.serve.batchSize", serveBatchSize, 1, 10);
    requireQueue();
    InetAddress address = address();
    requireRange("heapPercent", "lambda.heapPercent", heapPercent, 1, 100);
    requireOneOf(
        "servePayloadFormat", "lambda.serve.payloadFormat", servePayloadFormat, "2.0", "1.0");
    requireOneOf(
        "serveInvokeMode",
        "lambda.serve.invokeMode",
        serveInvokeMode,
        "BUFFERED",
        "RESPONSE_STREAM");
    FunctionConfiguration configuration =
        configurationHere("timeoutSeconds", "lambda.timeoutSeconds", timeoutSeconds, envFile);
    Port.requireFree(address, servePort, "lambda.serve.port", USUAL_PORT);
    if (servePackaged) {
      launcher("serve");
    }
    function = function(configuration, servePackaged ? zip().toString() : null);
  }

  @Override
  void end() throws IOException {
    List<ServedModule> all = ServedModules.of(session)
        .add(project().getId(), function, session.getProjects().size());
    if (!all.isEmpty()) {
      new ServedBuild(all, address(), servePort, getLog())
          .serve(
              serveCompile
                  ? Optional.of(new CompileOnSave(maven, session, getLog()))
                  : Optional.empty());
    }
  }

  private ServedModule function(FunctionConfiguration configuration, String zip)
      throws IOException {
    Jdk chosen;
    try (Progress progress = progress()) {
      chosen = Jdks.finder(
              session,
              toolchains,
              cacheDirectory.toPath(),
              jdkDownload,
              progress,
              what -> report("JDK", what))
          .findLocal(jdk);
    }
    return new ServedModule(
        configuration.name(),
        configuration.handler(),
        configuration.memoryMb(),
        timeoutSeconds,
        configuration.environment(),
        serveConcurrency,
        serveIdleSeconds,
        serveTenancy,
        serveFreeze,
        serveCredentials,
        url(),
        serveQueue,
        serveBatchSize,
        debugPort(zip != null),
        zip,
        FunctionLibraries.of(project(), descriptor(), false, false).all().stream()
            .map(library -> new ServedModule.Dependency(
                library.coordinates(), library.file().toString(), library.fileName()))
            .toList(),
        session.getLocalRepository().getBasedir(),
        files(taskFiles).folder().toString(),
        trainingEvents.toString(),
        chosen.home().toString(),
        heapPercent,
        jvmOptions.stream().filter(Objects::nonNull).toList());
  }

  private InetAddress address() {
    try {
      InetAddress address = InetAddress.getByName(serveAddress);
      new ServerSocket(0, 1, address).close(); // fails with another machine's
      return address;
    } catch (IOException e) {
      throw new ProblemException(
          "'" + serveAddress + "' is not an address of this machine",
          "parameter <serveAddress>, property lambda.serve.address",
          "-Dlambda.serve.address=0.0.0.0 listens on all its addresses",
          e);
    }
  }

  private UrlSettings url() {
    return new UrlSettings(
        servePayloadFormat, serveInvokeMode.equals("RESPONSE_STREAM"), serveCors.served());
  }

  private void requireQueue() {
    if (serveQueue != null && !serveQueue.matches("https?://[^/]+/.+")) {
      throw new ProblemException(
          "'" + serveQueue + "' is not the URL of a queue",
          "parameter <serveQueue>, property lambda.serve.queue",
          "-Dlambda.serve.queue=http://127.0.0.1:9324/000000000000/orders");
    }
  }

  /** 0 for none. */
  private int debugPort(boolean packaged) {
    Optional<Debugger> debugger = Debugger.of(serveDebug, "lambda.serve.debug");
    if (debugger.isPresent() && packaged) {
      throw new ProblemException(
          "the JVM of the zip has no debugger",
          "properties lambda.serve.debug and lambda.serve.packaged",
          "remove -Dlambda.serve.packaged");
    }
    debugger.ifPresent(Debugger::requireFreePort);
    return debugger.map(Debugger::port).orElse(0);
  }

  private Path zip() throws IOException {
    requireOwnJvm("serve");
    Path zip = project()
        .getBasedir()
        .toPath()
        .resolve(project().getBuild().getDirectory())
        .resolve(project().getBuild().getFinalName() + ".zip");
    if (!Files.isRegularFile(zip)) {
      throw new ProblemException(
          "there is no zip at '" + fromBasedir(zip) + "'",
          "property lambda.serve.packaged",
          command().packaged("serve", typed().with("lambda.serve.packaged", "true")));
    }
    return zip;
  }
}
