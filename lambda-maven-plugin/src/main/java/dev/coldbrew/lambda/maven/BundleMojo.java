package dev.coldbrew.lambda.maven;

import dev.coldbrew.lambda.bundle.BootstrapScript;
import dev.coldbrew.lambda.bundle.ClassFileVersions;
import dev.coldbrew.lambda.bundle.ClassPath;
import dev.coldbrew.lambda.bundle.HandlerCheck;
import dev.coldbrew.lambda.bundle.Library;
import dev.coldbrew.lambda.bundle.Staging;
import dev.coldbrew.lambda.bundle.StartupCache;
import dev.coldbrew.lambda.jvm.ImageCache;
import dev.coldbrew.lambda.jvm.Jdk;
import dev.coldbrew.lambda.jvm.JdkFinder;
import dev.coldbrew.lambda.jvm.LambdaTarget;
import dev.coldbrew.lambda.jvm.OutsideLibrary;
import dev.coldbrew.lambda.jvm.RequiredModules;
import dev.coldbrew.lambda.jvm.RuntimeImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.toolchain.ToolchainManager;

/**
 * Stages what {@code /var/task} will be in {@code target/lambda/task}: the project's classes as a
 * jar, its runtime dependencies, Coldbrew's runtime, a JVM with no more modules than these need, and
 * the {@code bootstrap} that starts it.
 *
 * @since 0.1.0
 */
@Mojo(
    name = "bundle",
    defaultPhase = LifecyclePhase.PREPARE_PACKAGE,
    requiresDependencyResolution = ResolutionScope.RUNTIME,
    threadSafe = true)
public class BundleMojo extends AbstractLambdaMojo {

  /**
   * Gson makes objects of classes without a constructor for it by {@code sun.misc.Unsafe}, which it
   * looks up by name. The module has little more than that.
   */
  private static final String UNSAFE = "jdk.unsupported";

  /** The runtime has one, which it does not name itself: SLF4J complains of two. */
  private static final String SLF4J_SERVICE = "org.slf4j.spi.SLF4JServiceProvider";

  private static final String SLF4J_PROVIDER = "dev.coldbrew.lambda.runtime.Slf4jProvider";

  private final MavenSession session;
  private final ToolchainManager toolchains;

  /**
   * Stages nothing.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.bundle.skip", defaultValue = "false")
  private boolean skip;

  /**
   * The JDK whose JVM goes into the zip: a version such as {@code 25} or {@code 25.0.3}, looked for
   * in {@code toolchains.xml} and then where JDKs usually are; or the path of one. By default it is
   * the JDK that runs Maven. JDK 17 is the oldest.
   *
   * <pre>{@code <jdk>25</jdk>}</pre>
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.jdk")
  private String jdk;

  /**
   * Modules of the JDK that the function needs though no class refers to them, such as {@code
   * jdk.charsets} or {@code jdk.localedata}. Those that a class refers to are found.
   *
   * <pre>{@code
   * <modules>
   *   <module>jdk.charsets</module>
   * </modules>
   * }</pre>
   *
   * @since 0.1.0
   */
  @Parameter
  private Set<String> modules = new TreeSet<>();

  /**
   * The heap's greatest size, in percent of the function's memory. The rest is for the JVM itself:
   * classes, compiled code, threads.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.heapPercent", defaultValue = "75")
  private int heapPercent;

  /**
   * Options of the JVM. They replace the default, which starts quickest: the serial collector;
   * compiled code without the long optimisations of C2; no file with performance counters; and
   * reflection that generates no code. An {@code -Xmx} among them replaces {@code heapPercent}; one
   * that is empty stands for none.
   *
   * <pre>{@code
   * <jvmOptions>
   *   <jvmOption>-XX:+UseSerialGC</jvmOption>
   *   <jvmOption>-Xmx300m</jvmOption>
   * </jvmOptions>
   * }</pre>
   *
   * @since 0.1.0
   */
  @Parameter(
      defaultValue = "-XX:+UseSerialGC,-XX:TieredStopAtLevel=1,-XX:-UsePerfData,"
          + "-Djdk.reflect.useNativeAccessorOnly=true")
  private List<String> jvmOptions;

  /**
   * Who reads events and writes answers as JSON: {@code own} is Coldbrew's serializer, which answers
   * as AWS's for the same class; {@code aws} puts AWS's own into the zip, for who needs its every
   * quirk. A project or library with a service of {@code CustomPojoSerializer} has its way without
   * this.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.serializer", defaultValue = "own")
  private String serializer;

  /**
   * Puts the group id before the file name of every jar in {@code lib/}, for dependencies whose file
   * names are the same.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.prependGroupId", defaultValue = "false")
  private boolean prependGroupId;

  /**
   * Where linked JVMs are kept between builds, of all projects. What is in there may be deleted at
   * any time.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.cacheDirectory", defaultValue = "${user.home}/.m2/coldbrew")
  private File cacheDirectory;

  @Parameter(defaultValue = "${plugin}", readonly = true, required = true)
  private PluginDescriptor plugin;

  @Inject
  BundleMojo(MavenSession session, ToolchainManager toolchains) {
    this.session = session;
    this.toolchains = toolchains;
  }

  @Override
  boolean isSkipped() {
    return skip;
  }

  @Override
  void run() throws IOException {
    requireRange("heapPercent", heapPercent, 1, 100);
    requireOneOf("serializer", serializer, "own", "aws");
    List<Library> libraries =
        FunctionLibraries.of(project(), plugin, serializer.equals("aws"), prependGroupId);
    ClassPath classPath = ClassPath.of(libraries);
    report("Handler", handler() + " " + new HandlerCheck(classPath).check(handler()));
    Staging.checkFileNames(libraries);

    LambdaTarget target = LambdaTarget.providedAl2023();
    JdkFinder finder = JdkFinder.onThisMachine(Toolchains.jdkHomes(toolchains, session));
    Jdk chosen = finder.find(jdk);
    target.check(chosen);
    modules.removeIf(Objects::isNull); // an empty element
    chosen.requireModules(modules, "parameter <modules>");
    ClassFileVersions.check(classPath, chosen.feature(), chosen.name());

    Staging staging = Staging.begin(task());
    try {
      stage(staging, libraries, classPath, chosen, target);
    } finally {
      staging.abandon();
    }
    if (jdk == null) {
      finder.faster(chosen, target).ifPresent(this::recommend);
    }
  }

  private void recommend(Jdk faster) {
    report(
        "Hint",
        faster.name() + " is here and starts functions faster: mvn package -Dlambda.jdk="
            + faster.feature());
  }

  /** The runtime is told who serializes, so that no start has to look for a service. */
  private List<String> options(ClassPath classPath) throws IOException {
    List<String> options = new ArrayList<>(jvmOptions);
    options.removeIf(Objects::isNull); // an empty element
    if (serializer.equals("aws") || !classPath.hasCustomSerializer()) {
      options.add("-Ddev.coldbrew.lambda.serializer=" + serializer);
    }
    return options;
  }

  private void stage(
      Staging staging,
      List<Library> libraries,
      ClassPath classPath,
      Jdk chosen,
      LambdaTarget target)
      throws IOException {
    for (Library library : libraries) {
      staging.add(library);
    }
    if (classPath.lacksSlf4jProvider()) {
      staging.addService(SLF4J_SERVICE, SLF4J_PROVIDER, "slf4j-provider.jar");
    }
    Path cache = cacheDirectory.toPath();
    SortedSet<String> needed = RequiredModules.of(
        chosen, staging.jars(), cache.resolve("modules"), logs().resolve("jdeps.log"));
    needed.addAll(modules);
    needed.add(UNSAFE);
    RuntimeImage image =
        new ImageCache(cache.resolve("images")).image(chosen, needed, target, logs());
    image.copyTo(staging.image());
    staging.write(new BootstrapScript(
        staging.classPath(),
        heapPercent,
        options(classPath),
        handler(),
        image.libraryFolder().map(folder -> "image/" + folder).orElse(null),
        StartupCache.of(chosen.feature())));
    staging.finish();
    reportImage(image, chosen, target);
  }

  private void reportImage(RuntimeImage image, Jdk chosen, LambdaTarget target) {
    report(
        "Image",
        "%s, %d MB (%s, %s, needs glibc %s; %s has %s)"
            .formatted(
                String.join(" ", image.modules()),
                image.sizeBytes() / (1024 * 1024),
                chosen.name(),
                target.machine(),
                image.glibc(),
                target.name(),
                target.glibc()));
    List<String> fallbacks = image.outsideLibraries().stream()
        .filter(OutsideLibrary::tooNew)
        .map(OutsideLibrary::soname)
        .toList();
    if (!fallbacks.isEmpty()) {
      report(
          "",
          "uses " + String.join(" and ", fallbacks) + " of " + target.name()
              + " itself, as this machine's are too new for it");
    }
    image.missing().forEach(getLog()::warn);
  }
}
