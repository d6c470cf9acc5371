// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import dev.coldbrew.lambda.bundle.BundlePlan;
import dev.coldbrew.lambda.bundle.BundlePlanFile;
import dev.coldbrew.lambda.bundle.Bundler;
import dev.coldbrew.lambda.bundle.ManagedBundler;
import dev.coldbrew.lambda.bundle.StagedBundle;
import dev.coldbrew.lambda.jvm.Architecture;
import dev.coldbrew.lambda.jvm.Jdk;
import dev.coldbrew.lambda.jvm.JdkFinder;
import dev.coldbrew.lambda.jvm.LambdaTarget;
import dev.coldbrew.lambda.jvm.ManagedRuntime;
import dev.coldbrew.lambda.jvm.ModuleSettings;
import dev.coldbrew.lambda.process.Progress;
import dev.coldbrew.lambda.task.JvmOptions;
import dev.coldbrew.lambda.task.StagedInputs;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.toolchain.ToolchainManager;

/**
 * Stages the content of {@code /var/task} in {@code target/lambda/task}: the project's classes as a
 * jar, its runtime dependencies, Coldbrew's runtime, a JVM with only the modules that these need,
 * and the {@code bootstrap} that starts it.
 *
 * @since 0.1.0
 */
@Mojo(
    name = "bundle",
    defaultPhase = LifecyclePhase.PREPARE_PACKAGE,
    requiresDependencyResolution = ResolutionScope.RUNTIME,
    threadSafe = true)
public class BundleMojo extends AbstractLambdaMojo {

  private final MavenSession session;
  private final ToolchainManager toolchains;

  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.bundle.skip", defaultValue = "false")
  private boolean skipBundle;

  /**
   * The JDK whose JVM goes into the zip: a path, or a version such as {@code 25} or {@code 25.0.3}.
   * The goal looks for a version in {@code toolchains.xml}, then where JDKs usually are, and then
   * at Adoptium if {@code jdkDownload} allows it. The default is the JDK that runs Maven. It must
   * be JDK 17 or newer.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.jdk")
  private String jdk;

  /**
   * Whether the goal may download a JDK from Adoptium that is not on this machine. Downloads are
   * kept in the folder {@code jdks} below {@code cacheDirectory}. Maven's proxies apply, and so
   * does a mirror of {@code adoptium}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.jdk.download", defaultValue = "false")
  private boolean jdkDownload;

  /**
   * The processor that the function will run on: {@code x86_64} or {@code arm64}. The default is
   * that of this machine.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.architecture")
  private String architecture;

  /**
   * The command that starts programs for the function's processor and for Linux, if this machine is
   * different: for example, {@code qemu-aarch64-static -L /root/of/an/arm64/system}, or a script
   * that starts them in a container. It is used to record and prove the startup cache, and is not
   * in the zip. By default, the kernel starts the programs if it can, or else {@code
   * qemu-aarch64-static} from the {@code PATH}. If nothing can start them, the zip has no startup
   * cache, and is not proven.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.launcher")
  private String launcher;

  /**
   * Where the function will run. {@code provided.al2023} is Lambda's runtime for functions that
   * bring their own. {@code java25}, {@code java21} and {@code java17} are AWS's JVM and runtime:
   * the zip then has no image and no startup cache, and the parameters for these have no effect.
   * For a container image on another system, name the system and its glibc version, such as {@code
   * debian-13:2.41}; the zip then includes everything else that the JVM needs.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.target", defaultValue = LambdaTarget.OS_ONLY)
  private String target;

  /**
   * Where the JVM goes: {@code zip} puts it in the function's zip; {@code layer} puts it in a
   * separate zip for a Lambda layer, with Coldbrew's runtime. Functions whose builds produce the
   * same layer can share it. A function starts only with the layer from its own build.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.image", defaultValue = "zip")
  private String image;

  /**
   * JDK modules to add, one element {@code module} each. The goal itself finds the modules that
   * classes refer to, modules that the project's own classes and files name in strings, such as
   * {@code com.sun.jndi.dns.DnsContextFactory}, and small modules whose providers these use. It
   * cannot find modules that only data requires, such as {@code jdk.charsets} for a file in
   * Shift_JIS; the function's log then names the module. {@code java.desktop} adds the whole module
   * even if classes refer only to {@code java.beans}.
   *
   * @since 0.1.0
   */
  @Parameter
  private Set<String> modules = new TreeSet<>();

  /**
   * JDK modules to leave out, one element {@code excludeModule} each, such as {@code java.desktop}.
   * Use it for modules that the goal finds only because of classes that the function never uses.
   *
   * @since 0.1.0
   */
  @Parameter
  private Set<String> excludeModules = new TreeSet<>();

  /**
   * The locales that the function formats for, in addition to American English: language tags such
   * as {@code de} or {@code pt-BR}, separated by commas, or {@code *} for all, which add about 25
   * MB to the image. By default, these are the locales that the classes name, as in {@code
   * Locale.GERMANY} or {@code new Locale("de")}, and those of the project's resource bundles. Each
   * language includes all its countries.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.locales")
  private Set<String> locales = new TreeSet<>();

  /**
   * The heap's maximum size, in percent of the function's memory. The rest is for the JVM itself:
   * classes, compiled code, threads. The JVM needs at least 56 MB, so the heap of a function with
   * 128 MB is at most 72 MB. The heap starts with 16 MB, half of it for new objects.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.heapPercent", defaultValue = "75")
  private int heapPercent;

  /**
   * JVM options, one element {@code jvmOption} each. They replace the defaults, which start
   * fastest: the serial collector; no compilation with C2, whose optimisations take long; no file
   * with performance counters; and reflection that generates no code. The last is omitted if a
   * class seems to call {@code Class.forName}, {@code Logger.getLogger} or {@code
   * DriverManager.getConnection} by reflection, because such a call fails with it on JDK 18 and
   * newer ("argument type mismatch"). JDK 24 and newer also get {@code
   * --enable-native-access=ALL-UNNAMED}, unless an option says otherwise. An {@code -Xmx} option
   * replaces {@code heapPercent}. An empty element stands for no options.
   *
   * @since 0.1.0
   */
  @Parameter(defaultValue = JvmOptions.DEFAULT)
  private List<String> jvmOptions;

  /**
   * The serializer that reads events and writes responses as JSON. {@code own} is Coldbrew's, which
   * treats classes as AWS's does; {@code aws} puts AWS's own in the zip, for those who need every
   * quirk of it. A {@code CustomPojoSerializer} of the project or a library takes precedence over
   * both.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.serializer", defaultValue = "own")
  private String serializer;

  /**
   * What the init phase does with the training events to speed up the first invocation. {@code
   * types} reads them as the handler's event type, and writes the responses of the training as its
   * response type. {@code handler} calls the handler with them; the function can detect such a call
   * by {@code Boolean.getBoolean("lambda.priming")}. {@code none} does nothing. Lambda gives the
   * init phase a whole processor, but an invocation of a small function only a fraction of one.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.prime", defaultValue = "types")
  private String prime;

  /**
   * The folder whose content goes into the zip beside the code. The function finds {@code
   * src/lambda/task/collector.yaml} as {@code /var/task/collector.yaml}. Executable files stay
   * executable.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.taskFiles", defaultValue = "${project.basedir}/src/lambda/task")
  private File taskFiles;

  /**
   * Puts the group id before the file name of every jar in {@code lib/}, for dependencies with
   * identical file names.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.prependGroupId", defaultValue = "false")
  private boolean prependGroupId;

  /**
   * Leaves signed jars unchanged. By default, the goal removes their signatures, because no JVM
   * puts a class from a signed jar in a startup cache. With Oracle's JDK, it keeps them, because
   * that JDK accepts only signed JCE providers.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.keepSignatures", defaultValue = "false")
  private boolean keepSignatures;

  /**
   * The folder that keeps linked JVMs and downloaded JDKs for the builds of all projects. You may
   * delete its content at any time.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.cacheDirectory", defaultValue = "${user.home}/.m2/coldbrew")
  private File cacheDirectory;

  @Inject
  BundleMojo(MavenSession session, ToolchainManager toolchains) {
    this.session = session;
    this.toolchains = toolchains;
  }

  @Override
  boolean isSkipped() {
    return skipBundle;
  }

  @Override
  void run() throws IOException {
    requireRange("heapPercent", "lambda.heapPercent", heapPercent, 1, 100);
    requireOneOf("serializer", "lambda.serializer", serializer, "own", "aws");
    requireOneOf("image", "lambda.image", image, "zip", "layer");
    requireOneOf("prime", "lambda.prime", prime, "types", "handler", "none");
    if (project().getPackaging().equals("lambda")) {
      Repackaging.refuse(project());
    }
    FunctionLibraries libraries = libraries();
    BundlePlan plan = new BundlePlan(
        libraries.own(),
        libraries.runtime(),
        files(taskFiles),
        handler(),
        serializer,
        prime,
        new ModuleSettings(
            withoutNulls(modules), withoutNulls(excludeModules), withoutNulls(locales)),
        heapPercent,
        withoutNulls(jvmOptions),
        keepSignatures,
        Architecture.of(architecture),
        launcher,
        target,
        image.equals("layer"),
        cacheDirectory.toPath());
    if (plan.managedRuntime().isPresent()) {
      bundleFor(plan.managedRuntime().get(), plan);
      return;
    }
    plan.target(); // refuses an unknown name before anything else
    Bundler bundler = new Bundler(plan);
    report("Handler", handler() + " " + bundler.check());
    lock();
    JdkFinder finder;
    Jdk chosen;
    try (Progress progress = progress()) {
      finder = Jdks.finder(
          session, toolchains, plan.cache(), jdkDownload, progress, what -> report("JDK", what));
      chosen = finder.find(jdk, plan.target());
    }
    bundler.check(chosen).forEach(getLog()::warn);
    // Before staging: what changes meanwhile is noticed later.
    StagedInputs inputs = inputs(plan, chosen.tools());
    StagedBundle staged;
    try (Progress progress = progress()) {
      progress.begin("the JVM is linked from " + chosen.name());
      staged = bundler.stage(chosen, task(), logs());
    }
    BundleReport.of(staged, plan, chosen, fromBasedir(plan.files().folder()))
        .forEach(line -> report(line.word(), line.text()));
    staged.image().missing().forEach(getLog()::warn);
    if (staged.launcher().isMissing()) {
      getLog().warn("no startup cache: " + staged.launcher().problem());
      getLog().warn("hint: " + staged.launcher().hint());
    }
    BundlePlanFile.write(plan, taskFolder());
    inputs.keep(task());
    if (jdk == null) {
      finder.faster(chosen, plan.target()).ifPresent(this::recommend);
    }
  }

  private FunctionLibraries libraries() {
    boolean awsSerializer = serializer.equals("aws");
    if (ManagedRuntime.named(target).isPresent()) {
      return FunctionLibraries.forManagedRuntime(project(), descriptor(), prependGroupId);
    }
    return image.equals("layer")
        ? FunctionLibraries.withWholeRuntime(project(), descriptor(), awsSerializer, prependGroupId)
        : FunctionLibraries.of(project(), descriptor(), awsSerializer, prependGroupId);
  }

  private void bundleFor(ManagedRuntime runtime, BundlePlan plan) throws IOException {
    ManagedBundler bundler = new ManagedBundler(plan, runtime);
    bundler.check().forEach(getLog()::warn);
    UnusedSettings.warnings(
            runtime,
            PomSettings.of(project(), descriptor()).keySet(),
            project().getProperties(),
            session.getUserProperties())
        .forEach(getLog()::warn);
    report("Handler", handler() + " " + new Bundler(plan).check());
    lock();
    StagedInputs inputs = inputs(plan, Path.of(System.getProperty("java.home")));
    BundleReport.of(
            bundler.stage(task()), plan, runtime, fromBasedir(plan.files().folder()))
        .forEach(line -> report(line.word(), line.text()));
    BundlePlanFile.write(plan, taskFolder());
    inputs.keep(task());
  }

  /** Includes the sources, because an edit that was not compiled is not in the function. */
  private StagedInputs inputs(BundlePlan plan, Path home) throws IOException {
    List<Path> files = new ArrayList<>(StagedInputs.files(plan.allLibraries()));
    files.add(project().getBasedir().toPath().resolve("src/main"));
    files.add(plan.files().folder());
    return StagedInputs.of(
        task(),
        files,
        PomSettings.of(project(), descriptor()),
        typed().readBy(descriptor(), "bundle", "train", "check").values(),
        home.toAbsolutePath());
  }

  /** Drops empty elements. */
  private static List<String> withoutNulls(Collection<String> elements) {
    return elements.stream().filter(Objects::nonNull).toList();
  }

  private void recommend(Jdk faster) {
    report(
        "Hint",
        faster.name() + " on this machine starts functions faster: "
            + withCommands("mvn package -Dlambda.jdk=" + faster.feature()));
  }
}
