// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import dev.coldbrew.lambda.deploy.RemoteFunction;
import dev.coldbrew.lambda.deploy.RemoteFunctions;
import dev.coldbrew.lambda.emulator.Caller;
import dev.coldbrew.lambda.emulator.FunctionConfiguration;
import dev.coldbrew.lambda.emulator.InvocationResult;
import dev.coldbrew.lambda.emulator.LocalFunction;
import dev.coldbrew.lambda.file.TaskFolder;
import dev.coldbrew.lambda.file.TemporaryFolder;
import dev.coldbrew.lambda.problem.ProblemException;
import dev.coldbrew.lambda.process.Launcher;
import dev.coldbrew.lambda.process.Progress;
import dev.coldbrew.lambda.serve.http.InvokeClient;
import dev.coldbrew.lambda.task.DebuggedTask;
import dev.coldbrew.lambda.task.StagedInputs;
import dev.coldbrew.lambda.task.StandInJava;
import dev.coldbrew.lambda.training.StandInAgent;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.eclipse.aether.RepositorySystem;

/**
 * Sends events to the packaged function: starts its {@code bootstrap} as Lambda would, prints the
 * function's log with Lambda's START, END and REPORT lines to standard error, and the response to
 * standard output. Fails if the function fails. For example: <code>mvn lambda:invoke
 * -Dlambda.payload='{"name":"Ada"}'</code>.
 *
 * <p>The function runs as it will in AWS, except that it acts as the developer: the goal passes on
 * the shell's {@code AWS_*} variables, with keys, profile, region and endpoints.
 *
 * @since 0.1.0
 */
@Mojo(name = "invoke", threadSafe = true)
public class InvokeMojo extends AbstractFunctionMojo {

  private static final Duration EMULATED_INIT_LIMIT = Duration.ofMinutes(2);

  /** A week: the remaining time, which a function sees in milliseconds, has to fit into an int. */
  private static final Duration DEBUGGING_LIMIT = Duration.ofDays(7);

  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.invoke.skip", defaultValue = "false")
  private boolean skipInvoke;

  /**
   * The event, as JSON. Without this property, {@code lambda.event} and {@code lambda.example}, the
   * event is an empty object.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.payload")
  private String invokePayload;

  /**
   * The file with the event, as JSON. If you name several files, or a folder of {@code .json}
   * files, one process serves the events in turn, as a warm function does. Each response is one
   * line. For example: {@code -Dlambda.event=src/lambda/events/ada.json,src/lambda/events/bob.json}
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.event")
  private List<String> invokeEvents = List.of();

  /**
   * The name of an example event, as an AWS service sends it. The goal also writes the event to
   * {@code target/lambda/examples}: copy it from there to change it. Any unknown name, such as
   * {@code list}, lists all examples. For example: {@code -Dlambda.example=sqs}
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.example")
  private String invokeExample;

  /**
   * The endpoint of a function that is already served, such as {@code http://127.0.0.1:9000} of
   * {@code lambda:serve}. The goal invokes the function there, and shows the end of its log. You
   * need not package the function.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.endpoint")
  private String invokeEndpoint;

  /**
   * Whether to invoke the deployed function in AWS, and show the end of its log. Region and
   * credentials are those of AWS's own tools, such as {@code -Daws.profile=dev} and {@code
   * -Daws.region=eu-central-1}. You need not package the function. For example: {@code mvn
   * lambda:invoke -Dlambda.remote}
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.remote", defaultValue = "false")
  private boolean invokeRemote;

  /**
   * The alias or version that {@code lambda.remote} invokes, such as {@code prod} or {@code 3}. The
   * default is the code that was deployed last.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.qualifier")
  private String invokeQualifier;

  /**
   * What {@code Context.getClientContext()} returns, as JSON: an object with {@code client}, {@code
   * custom} and {@code env}, as AWS's mobile SDKs send it.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.clientContext")
  private String invokeClientContext;

  /**
   * A file of environment variables for this machine, one line {@code NAME=value} each; they take
   * precedence over {@code environment}. Only the default may be missing.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.envFile", defaultValue = "${project.basedir}/.env")
  private File envFile;

  /**
   * How long an invocation may take, in seconds, before the function is stopped. Lambda allows up
   * to 900. The default is that of SAM's Java templates.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.timeoutSeconds", defaultValue = "20")
  private int timeoutSeconds;

  /**
   * Waits for a debugger on port 5005 of this machine, or on the given port, before it starts the
   * function, without time limits. The function runs on the JDK that its JVM was linked from, with
   * the same modules, but without the startup cache. The zip needs no debugging support. For
   * example: {@code -Dlambda.debug=5006}
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.debug")
  private String invokeDebug;

  /**
   * Starts the function as a published version with SnapStart: it runs its hooks, waits as if for a
   * snapshot, and is restored at once, in the same process. INIT_REPORT and REPORT show how long
   * init and restore took. If a hook fails, there is no invocation. In AWS, SnapStart needs a
   * container image; a zip for an OS-only runtime starts on demand.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.snapStart", defaultValue = "false")
  private boolean invokeSnapStart;

  private final RepositorySystem repositories;

  @Inject
  InvokeMojo(RepositorySystem repositories) {
    this.repositories = repositories;
  }

  @Override
  boolean isSkipped() {
    return skipInvoke;
  }

  @Override
  void run() throws IOException {
    List<InvokeEvent> events = InvokeEvent.of(
        invokePayload, invokeEvents, invokeExample, project().getBasedir().toPath());
    Caller caller = Caller.ofClientContext(invokeClientContext);
    requireOnePlace();
    if (invokeRemote) {
      invokeRemotely(events, caller);
      return;
    }
    if (invokeEndpoint != null) {
      InvokeClient client = new InvokeClient(invokeEndpoint, functionName(), InvokeMojo::printLog);
      invoke(
          event -> client.invoke(event, caller),
          events,
          "function " + functionName() + " at " + invokeEndpoint);
      return;
    }
    requireStaged("invoke");
    requireCurrent("invoke", command()::restaged);
    FunctionConfiguration configured =
        configurationHere("timeoutSeconds", "lambda.timeoutSeconds", timeoutSeconds, envFile);
    if (invokeExample != null) {
      keepExample(events.get(0).json());
    }
    reportMissing(configured.missingFromLayers(), "the function runs without");
    FunctionConfiguration present =
        configured.withoutMissingFromLayers(StandInAgent.option(task()));
    FunctionConfiguration configuration = invokeSnapStart ? present.withSnapStart() : present;
    Optional<Debugger> debugger = Debugger.of(invokeDebug, "lambda.debug");
    if (debugger.isEmpty()) {
      Launcher launcher = launcher("invoke");
      if (!launcher.isDirect()) {
        invokeBy(launcher, configuration, events, caller);
        return;
      }
      try (LocalFunction function =
          start(() -> LocalFunction.start(task(), configuration, InvokeMojo::printLog))) {
        invoke(event -> function.invoke(event, caller), events);
      }
      return;
    }
    debugger.get().requireFreePort();
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      Path task = DebuggedTask.link(
          task(),
          stagedJdk(),
          debugger.get().port(),
          TaskFolder.inRoot(folder.path()).path());
      printLog(debugger.get().invitation());
      try (LocalFunction function = LocalFunction.start(
          task,
          configuration.withoutDebugger().withTimeout(DEBUGGING_LIMIT),
          InvokeMojo::printLog,
          System.getenv(),
          DEBUGGING_LIMIT,
          DEBUGGING_LIMIT)) {
        invoke(event -> function.invoke(event, caller), events);
      }
    }
  }

  private void requireOnePlace() {
    List<String> given = new ArrayList<>();
    if (invokeRemote) {
      given.add("lambda.remote");
    }
    if (invokeEndpoint != null) {
      given.add("lambda.endpoint");
    }
    if (invokeDebug != null) {
      given.add("lambda.debug");
    }
    if (given.size() > 1) {
      throw new ProblemException(
          invokeDebug == null
              ? "a function is invoked in one place"
              : "a function that runs elsewhere cannot be debugged from here",
          "properties " + String.join(", ", given),
          "keep one of them");
    }
    if (invokeQualifier != null && !invokeRemote) {
      throw new ProblemException(
          "only a function in AWS has aliases and versions, such as '" + invokeQualifier + "'",
          "property lambda.qualifier",
          invokeEndpoint == null ? "mvn ... -Dlambda.remote" : "leave it out");
    }
  }

  /** Without this goal's options, which describe the event. */
  private TypedOptions typedName() {
    String name = "lambda.functionName";
    return typed().values().containsKey(name)
        ? TypedOptions.NONE.with(name, functionName())
        : TypedOptions.NONE;
  }

  private void invokeRemotely(List<InvokeEvent> events, Caller caller) throws IOException {
    try (OptionalArtifact deploy = optionalArtifact("lambda-deploy", repositories);
        RemoteFunction function = deploy
            .implementation(RemoteFunctions.class)
            .function(
                awsAccess(),
                functionName(),
                Optional.ofNullable(invokeQualifier),
                command().packaged("deploy", typedName()),
                InvokeMojo::printLog)) {
      invoke(
          event -> function.invoke(event, caller),
          events,
          "function " + functionName() + " " + function.place());
    }
  }

  /**
   * Runs a copy of the function, whose init phase may take longer: an emulated processor is many
   * times slower.
   */
  private void invokeBy(
      Launcher launcher,
      FunctionConfiguration configuration,
      List<InvokeEvent> events,
      Caller caller)
      throws IOException {
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      TaskFolder copy = TaskFolder.inRoot(folder.path());
      taskFolder().copyTo(copy);
      StandInJava.install(launcher, copy.path());
      try (LocalFunction function = start(() -> LocalFunction.start(
          copy.path(),
          configuration,
          InvokeMojo::printLog,
          System.getenv(),
          EMULATED_INIT_LIMIT,
          EMULATED_INIT_LIMIT))) {
        invoke(event -> function.invoke(event, caller), events);
      }
    }
  }

  /** What starts a function and waits for the end of its init phase. */
  private interface Start {
    LocalFunction function() throws IOException;
  }

  private LocalFunction start(Start start) throws IOException {
    try (Progress progress = progress()) {
      progress.begin(invokeSnapStart ? "init phase and hooks of SnapStart" : "init phase");
      return start.function();
    }
  }

  /** What takes events, one after another. */
  private interface Invocable {
    InvocationResult invoke(byte[] event) throws IOException;
  }

  private void invoke(Invocable function, List<InvokeEvent> events) throws IOException {
    invoke(function, events, "handler " + handler());
  }

  private void invoke(Invocable function, List<InvokeEvent> events, String where)
      throws IOException {
    List<String> failed = new ArrayList<>();
    boolean timedOut = false;
    for (InvokeEvent event : events) {
      InvocationResult result = function.invoke(event.json());
      Console.out(result.printable());
      if (result.failed()) {
        timedOut |= result.timedOut();
        failed.add((events.size() == 1 ? "" : event.name() + ": ") + result.errorSummary());
      }
    }
    if (!failed.isEmpty()) {
      throw new ProblemException(
          "the function returned an error: " + String.join("; ", failed),
          where,
          timedOut
              ? "let the handler take less time, or raise <timeoutSeconds>; the log above ends where it was"
              : "change the event or the handler; the log above has the cause");
    }
  }

  private static void printLog(String line) {
    Console.err(line.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes the example as a file, for users to change and to train with. */
  private void keepExample(byte[] json) throws IOException {
    Path file = taskFolder().example(invokeExample);
    Files.createDirectories(file.getParent());
    Files.write(file, json);
    report("Event", fromBasedir(file) + ": copy it to change it");
  }

  private Path stagedJdk() throws IOException {
    Optional<Path> jdk = StagedInputs.keptFor(task()).map(staged -> Path.of(staged.home()));
    if (jdk.isEmpty() || !Files.isExecutable(jdk.get().resolve("bin/java"))) {
      throw new ProblemException(
          "the JDK that the function was bundled with is not there",
          "property lambda.debug",
          command().packaged("invoke", typed().over(typedForStaging())));
    }
    return jdk.get();
  }
}
