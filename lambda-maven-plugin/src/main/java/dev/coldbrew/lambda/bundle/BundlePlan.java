package dev.coldbrew.lambda.bundle;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import dev.coldbrew.lambda.file.WholeFile;
import dev.coldbrew.lambda.jvm.ImageCache;
import dev.coldbrew.lambda.jvm.Jdk;
import dev.coldbrew.lambda.jvm.JdkNeeds;
import dev.coldbrew.lambda.jvm.LambdaTarget;
import dev.coldbrew.lambda.jvm.ModuleSettings;
import dev.coldbrew.lambda.jvm.RuntimeImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a function is bundled from, whichever JDK it gets.
 *
 * @param libraries the project's own classes first, in the order of the class path
 * @param files what goes into the zip besides
 * @param handler for functions whose configuration names none
 * @param serializer {@code own} or {@code aws}
 * @param modules what the pom says of the JVM's modules
 * @param heapPercent the heap's share of the function's memory
 * @param jvmOptions the other options of the JVM
 * @param keepSignatures whether signed jars stay as they are, and so outside the startup cache
 * @param cache the folder where what takes long is kept between builds
 */
public record BundlePlan(
    List<Library> libraries,
    TaskFiles files,
    String handler,
    String serializer,
    ModuleSettings modules,
    int heapPercent,
    List<String> jvmOptions,
    boolean keepSignatures,
    Path cache) {

  private static final Gson GSON = new GsonBuilder()
      .registerTypeHierarchyAdapter(Path.class, new PathAdapter())
      .setPrettyPrinting()
      .disableHtmlEscaping()
      .create();

  private static final String FILE = "bundle.json";

  /**
   * Reflection without code that the JVM generates and compiles for each method: a tenth of the
   * processor time of a bean's first invocation. With it, the JDK hands the methods that take their
   * caller their arguments in the wrong order (Class.forName(String), Method.invoke and three
   * others, called by reflection).
   */
  public static final String NATIVE_REFLECTION = "-Djdk.reflect.useNativeAccessorOnly=true";

  /** Before, reflection called native methods first anyway (JEP 416). */
  private static final int NATIVE_REFLECTION_SINCE = 18;

  /** The runtime has one, which it does not name itself: SLF4J complains of two. */
  private static final String SLF4J_SERVICE = "org.slf4j.spi.SLF4JServiceProvider";

  private static final String SLF4J_PROVIDER =
      "dev.coldbrew.lambda.runtime.log.bridge.Slf4jProvider";

  public BundlePlan {
    libraries = List.copyOf(libraries);
    jvmOptions = List.copyOf(jvmOptions);
  }

  /** The one that was kept beside a task folder; empty if there is none. */
  public static Optional<BundlePlan> of(Path task) throws IOException {
    Path file = task.resolveSibling(FILE);
    return Files.isRegularFile(file)
        ? Optional.of(GSON.fromJson(Files.readString(file), BundlePlan.class))
        : Optional.empty();
  }

  /** Keeps it beside the task folder that was staged, to stage the same for other JDKs. */
  public void keep(Path task) throws IOException {
    WholeFile.write(task.resolveSibling(FILE), GSON.toJson(this));
  }

  /** Where the function will run. */
  public LambdaTarget target() {
    return LambdaTarget.providedAl2023();
  }

  /**
   * Refuses what is wrong whichever JDK it gets.
   *
   * @return the handler's signature
   */
  public String check() throws IOException {
    String signature = new HandlerCheck(classPath()).check(handler);
    Staging.checkFileNames(libraries);
    files.check(libraries);
    return signature;
  }

  /**
   * Refuses a JDK that cannot run there, or not these classes.
   *
   * @return what to warn of
   */
  public List<String> check(Jdk jdk) throws IOException {
    target().check(jdk);
    modules.check(jdk);
    return ClassFileVersions.check(classPath(), jdk.feature(), jdk.name());
  }

  /**
   * Stages the function with the JVM of that JDK, which {@link #check(Jdk)} has let pass.
   *
   * @param task the folder that will be {@code /var/task}
   * @param logs the folder for the logs of the JDK's tools
   */
  public StagedBundle stage(Jdk jdk, Path task, Path logs) throws IOException {
    Staging staging = Staging.begin(task);
    try {
      for (Library library : libraries) {
        staging.add(library, keepSignatures || jdk.requiresSignedProviders());
      }
      if (classPath().lacksSlf4jProvider()) {
        staging.addService(SLF4J_SERVICE, SLF4J_PROVIDER, "slf4j-provider.jar");
      }
      ClassUses uses = ClassUses.of(classPath());
      List<Path> jars = new ArrayList<>(staging.jars());
      jars.addAll(files.jars()); // a Java agent, say
      JdkNeeds needs = needs(jdk, jars, logs);
      RuntimeImage image =
          new ImageCache(cache.resolve("images")).image(jdk, needs.content(), target(), logs);
      Optional<String> unsafe = needs
          .reflectiveCaller()
          .filter(caller ->
              jdk.feature() >= NATIVE_REFLECTION_SINCE && jvmOptions.contains(NATIVE_REFLECTION));
      image.copyTo(staging.image());
      Optional<TaskFonts> fonts = staging.add(files);
      staging.write(new BootstrapScript(
          staging.classPath(),
          heapPercent,
          options(jdk.feature(), uses, unsafe.isPresent(), fonts),
          handler,
          image.libraryFolder().map(folder -> "image/" + folder).orElse(null),
          !uses.standardInput(),
          StartupCache.of(jdk.feature())));
      staging.finish();
      return new StagedBundle(
          image,
          staging.unsigned(),
          needs.localeHint(),
          unsafe,
          fonts.isPresent() ? Optional.empty() : needs.textDrawer());
    } finally {
      staging.abandon();
    }
  }

  /** Jars of other modules of the build are libraries, though they lie in folders at times. */
  private JdkNeeds needs(Jdk jdk, List<Path> jars, Path logs) throws IOException {
    return JdkNeeds.of(
        jdk,
        jars,
        Set.of(jars.get(0)),
        modules,
        cache.resolve("modules"),
        logs.resolve("jdeps.log"));
  }

  private List<String> options(
      int feature, ClassUses uses, boolean unsafeReflection, Optional<TaskFonts> fonts)
      throws IOException {
    JvmOptions options = new JvmOptions(jvmOptions).withFonts(fonts).withNativeAccess(feature);
    if (unsafeReflection) {
      options.without(NATIVE_REFLECTION);
    }
    if (serializer.equals("aws") || !classPath().hasCustomSerializer()) {
      options.withProperty("serializer", serializer);
    }
    if (!uses.awsLogger()) {
      options.withProperty("awsLogger", "unused");
    }
    return options.list();
  }

  private ClassPath classPath() throws IOException {
    return ClassPath.of(libraries);
  }

  private static final class PathAdapter extends TypeAdapter<Path> {

    @Override
    public void write(JsonWriter out, Path path) throws IOException {
      out.value(path.toString());
    }

    @Override
    public Path read(JsonReader in) throws IOException {
      return Path.of(in.nextString());
    }
  }
}
