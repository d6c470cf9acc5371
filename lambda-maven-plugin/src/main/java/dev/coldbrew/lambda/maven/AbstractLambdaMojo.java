// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import dev.coldbrew.lambda.deploy.AwsAccess;
import dev.coldbrew.lambda.file.FileTree;
import dev.coldbrew.lambda.file.TaskFolder;
import dev.coldbrew.lambda.problem.FileProblem;
import dev.coldbrew.lambda.problem.ProblemException;
import dev.coldbrew.lambda.process.Progress;
import dev.coldbrew.lambda.process.Shell;
import dev.coldbrew.lambda.task.StagedInputs;
import dev.coldbrew.lambda.task.TaskFiles;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Plugin;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystem;

/**
 * What all goals share: where the function is staged, and how a problem becomes a Maven failure.
 */
abstract class AbstractLambdaMojo extends AbstractMojo {

  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  private MavenProject project;

  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  private MavenSession mavenSession;

  @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
  private MojoExecution execution;

  @Parameter(defaultValue = "${plugin}", readonly = true, required = true)
  private PluginDescriptor descriptor;

  /**
   * The function's handler: a public method, static or not, as {@code package.Class::method}, or a
   * class that implements a handler interface, as {@code package.Class}; for example {@code
   * example.Hello::hello}. AWS's managed Java runtime accepts the same string. Required.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.handler")
  private String handler;

  @Parameter(defaultValue = "${project.build.directory}/lambda", readonly = true, required = true)
  private File lambdaDirectory;

  @Override
  public final void execute() throws MojoExecutionException, MojoFailureException {
    try {
      typed().requireKnown(descriptor, name -> PomOptions.isNamed(mavenSession, name));
      if (isSkipped()) {
        getLog().info("Skipped");
      } else if (!hasFunction()) {
        getLog().info("Skipped: the packaging is not lambda, and no <handler> is set");
      } else {
        run();
      }
      end();
    } catch (ProblemException e) {
      throw failure(e);
    } catch (UncheckedIOException e) {
      fail(e.getCause());
    } catch (IOException e) {
      fail(e);
    }
  }

  private MojoFailureException failure(ProblemException e) {
    String message = e.getMessage();
    int hint = message.lastIndexOf(ProblemException.HINT);
    MojoFailureException failure = new MojoFailureException(
        message.substring(0, hint) + withCommands(message.substring(hint)));
    // Not as its cause: Maven would append the messages of all causes to the hint.
    failure.addSuppressed(e);
    return failure;
  }

  private void fail(IOException e) throws MojoExecutionException, MojoFailureException {
    Optional<ProblemException> problem = FileProblem.of(e, "goal lambda:" + execution.getGoal());
    if (problem.isPresent()) {
      throw failure(problem.get());
    }
    throw new MojoExecutionException(e.toString(), e);
  }

  abstract boolean isSkipped();

  /** Whether the module has a function: goals can run on a build in which only some modules do. */
  private boolean hasFunction() {
    Plugin plugin = project.getPlugin(descriptor.getPluginLookupKey());
    boolean isBound = plugin != null && !plugin.getExecutions().isEmpty();
    return !project.getPackaging().equals("pom") && (isBound || handler != null);
  }

  /** Does the goal's work. */
  abstract void run() throws IOException, MojoExecutionException;

  /** Does the work that is needed even if the goal is skipped. */
  void end() throws IOException {}

  /** Keeps other builds from changing what this one stages, until it ends. */
  void lock() throws IOException {
    try (Progress progress = progress()) {
      BuildLock.acquire(lambdaDirectory.toPath(), progress);
    }
  }

  /** Reports the progress of slow operations. */
  Progress progress() {
    return new Progress(line -> report("Waiting", line));
  }

  MavenProject project() {
    return project;
  }

  PluginDescriptor descriptor() {
    return descriptor;
  }

  /** For what calls AWS. */
  AwsAccess awsAccess() {
    MavenProxies proxies = new MavenProxies(mavenSession.getRepositorySession());
    return new AwsAccess(descriptor.getVersion(), proxies.selector(), proxies.login());
  }

  /** As {@link OptionalArtifact} has it. */
  OptionalArtifact optionalArtifact(String artifactId, RepositorySystem repositories)
      throws IOException {
    return OptionalArtifact.of(
        artifactId, descriptor, project, repositories, mavenSession.getRepositorySession());
  }

  String handler() {
    return handler;
  }

  /** The staged content of {@code /var/task}. */
  Path task() {
    return taskFolder().path();
  }

  TaskFolder taskFolder() {
    return TaskFolder.in(lambdaDirectory.toPath());
  }

  Path logs() {
    return taskFolder().logs();
  }

  /** As the user types the file in a shell where Maven was started. */
  String typedInShell(Path file) {
    return Shell.quoted(FileTree.seenFrom(startedIn(), file).toString());
  }

  /** As the user sees the file from the project's folder. */
  Path fromBasedir(Path file) {
    return FileTree.seenFrom(project.getBasedir().toPath(), file);
  }

  /**
   * The files to put beside the code; a folder that the user named must exist.
   *
   * @param folder the parameter {@code taskFiles}
   */
  TaskFiles files(File folder) {
    Path path = folder.toPath();
    Path usual = project.getBasedir().toPath().resolve("src/lambda/task");
    if (!Files.isDirectory(path) && (Files.exists(path) || !path.equals(usual))) {
      throw new ProblemException(
          "there is no folder '" + fromBasedir(path) + "'",
          "parameter <taskFiles>",
          "create it, or remove the parameter; the default is 'src/lambda/task'");
    }
    return new TaskFiles(path);
  }

  /** For commands that the user may type next. */
  MavenCommand command() {
    Path folder = project.getBasedir().toPath();
    Path executionRoot = Path.of(mavenSession.getExecutionRootDirectory());
    File pom = mavenSession.getRequest().getPom();
    boolean isNamed = pom != null && !pom.getName().equals("pom.xml");
    boolean isSelected = !mavenSession.getRequest().getSelectedProjects().isEmpty();
    boolean isOneOfSeveral =
        (isSelected || mavenSession.getProjects().size() > 1) && !executionRoot.equals(folder);
    return new MavenCommand(
        startedIn(),
        isNamed && pom.toPath().getParent().equals(folder) ? pom.toPath() : folder,
        isOneOfSeveral ? executionRoot : rootOf(folder),
        isOneOfSeveral && !isSelected,
        descriptor.getId(),
        PomOptions.of(mavenSession));
  }

  /** The folder in which the user types. */
  static Path startedIn() {
    return Path.of(System.getProperty("user.dir")); // Maven's daemon runs elsewhere, but sets this
  }

  /** What this command line has for the plugin. */
  final TypedOptions typed() {
    return TypedOptions.of(mavenSession.getUserProperties());
  }

  /** What the command line had for the plugin that staged the function. */
  final Map<String, String> typedForStaging() {
    try {
      return StagedInputs.keptFor(task()).map(StagedInputs::options).orElse(Map.of());
    } catch (IOException e) {
      return Map.of(); // a message is on its way, which can do without
    }
  }

  /** The command that started this build. */
  final TypedCommand typedCommand() {
    return TypedCommand.of(mavenSession.getRequest(), startedIn(), PomOptions.of(mavenSession));
  }

  /** The values that the pom takes from elsewhere for this goal, and that nobody has set. */
  final List<MissingValue> missingValues() {
    return MissingValue.in(execution, mavenSession);
  }

  /** The hint, with its commands as the user has to type them. */
  final String withCommands(String hint) {
    return typedCommand()
        .in(hint, execution.getGoal(), typedForStaging())
        .replace("mvn dependency:tree", command().of("dependency:tree"))
        .replace("mvn lambda:serve", command().goal("serve") + typed().readBy(descriptor, "serve"));
  }

  /** The outermost project of which it is a module, or a module's; null for none. */
  private Path rootOf(Path folder) {
    Path root = null;
    Path module = folder;
    for (MavenProject above = project.getParent();
        above != null && above.getBasedir() != null;
        above = above.getParent()) {
      Path parent = above.getBasedir().toPath();
      if (above.getModules().contains(FileTree.nameIn(parent, module))) {
        root = parent;
        module = parent;
      }
    }
    return root;
  }

  /** Refuses a value that Lambda or the JVM would refuse later, or interpret differently. */
  static void requireRange(String element, String property, int value, int least, int most) {
    if (value < least || value > most) {
      throw new ProblemException(
          "'" + value + "' is not between " + least + " and " + most,
          "parameter <" + element + ">, property " + property,
          "set one of them to a number in that range, or leave both out");
    }
  }

  final void requireOneOf(String element, String property, String value, String... allowed) {
    new Choice(element, property, allowed).require(value, typed());
  }

  /** Prints one line per step: the step's name and its result. */
  void report(String step, String result) {
    getLog().info(String.format("%-9s %s", step, result));
  }
}
