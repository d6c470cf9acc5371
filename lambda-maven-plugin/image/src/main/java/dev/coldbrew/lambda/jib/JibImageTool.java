// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jib;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.DockerDaemonImage;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.LogEvent;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import dev.coldbrew.lambda.image.ImageAccess;
import dev.coldbrew.lambda.image.ImageLayer;
import dev.coldbrew.lambda.image.ImageLocation;
import dev.coldbrew.lambda.image.ImagePlan;
import dev.coldbrew.lambda.image.ImageTool;
import dev.coldbrew.lambda.image.JvmProxies;
import dev.coldbrew.lambda.jvm.Architecture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Reads and writes container images with Jib. */
public final class JibImageTool implements ImageTool {

  /**
   * Coldbrew's name as the author of a layer in the image's history, and as the client of a
   * registry.
   */
  static final String NAME = "coldbrew";

  static final String THREAD_NAME = "lambda-image";

  private static final int MAX_WAIT_SECONDS = 10;

  /** The name of an image that is only written locally; nobody sees it. */
  private static final String UNNAMED = "base";

  /** For {@code ServiceLoader}. */
  public JibImageTool() {}

  @Override
  public void fetchBase(ImageLocation base, Architecture architecture, Path tar, ImageAccess access)
      throws IOException {
    call(access, ImageProblem.ofBase(base, architecture), log -> {
      CacheDrafts.deleteOld(access.cache());
      JibContainerBuilder image = from(base, access, log)
          .setFormat(ImageFormat.Docker)
          .setPlatforms(Set.of(platform(architecture)));
      Containerizer containerizer = Containerizer.to(TarImage.at(tar).named(UNNAMED))
          .setAllowInsecureRegistries(access.allowsInsecure(base))
          .setOfflineMode(access.isOffline(base));
      return containerize(image, containerizer, access.cache(), access, log);
    });
  }

  @Override
  public String write(ImagePlan plan, ImageLocation target, String name, ImageAccess access)
      throws IOException {
    ImageProblem problem = ImageProblem.ofTarget(target);
    if (access.isOffline(target) && target.isIn(ImageLocation.Kind.REGISTRY)) {
      throw problem.offline();
    }
    return call(access, problem, log -> {
      JibContainerBuilder image = Jib.from(TarImage.at(plan.base()))
          .setFormat(plan.oci() ? ImageFormat.OCI : ImageFormat.Docker)
          .setPlatforms(Set.of(platform(plan.architecture())))
          .setCreationTime(plan.created())
          .setEnvironment(plan.environment())
          .setWorkingDirectory(AbsoluteUnixPath.get("/var/task"))
          .setProgramArguments(plan.handler())
          .setLabels(plan.labels());
      if (!plan.entryPoint().isEmpty()) {
        image.setEntrypoint(plan.entryPoint());
      }
      for (ImageLayer layer : plan.layers()) {
        image.addFileEntriesLayer(layer(layer));
      }
      Containerizer containerizer =
          to(target, name, access, log).setAllowInsecureRegistries(access.allowsInsecure(target));
      // Jib copies the layers of a tar into its cache, which already has them if they are from a
      // registry. It also unpacks the tar in java.io.tmpdir, and has no setting for that.
      Path copies = access.work().resolve("base-layers");
      return containerize(image, containerizer, copies, access, log).getDigest().toString();
    });
  }

  @Override
  public String writeIndex(
      ImageLocation target, Map<Architecture, String> digests, boolean oci, ImageAccess access)
      throws IOException {
    return call(
        access,
        ImageProblem.ofTarget(target),
        log -> IndexPush.push(target, digests, oci, access, log));
  }

  private static <T> T call(ImageAccess access, ImageProblem problem, Work<T> work)
      throws IOException {
    JvmProxies proxies = JvmProxies.set(access.proxies(), access.proxyLogin());
    try (JibLog log = new JibLog(access.debug())) {
      return run(work, log, problem);
    } finally {
      proxies.restore();
    }
  }

  private static <T> T run(Work<T> work, JibLog log, ImageProblem problem) throws IOException {
    try {
      return work.run(log);
    } catch (Exception e) {
      throw problem.of(e, log.login());
    }
  }

  /** What is done with Jib. */
  private interface Work<T> {

    T run(JibLog log) throws Exception;
  }

  private static JibContainer containerize(
      JibContainerBuilder image,
      Containerizer containerizer,
      Path baseLayers,
      ImageAccess access,
      JibLog log)
      throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool(work -> new Thread(work, THREAD_NAME));
    // Jib recognizes a layer in its cache by the times of its files, which are the same in every
    // build. So its cache may contain only layers of this build.
    containerizer
        .setToolName(NAME)
        .setToolVersion("lambda-image")
        .setBaseImageLayersCache(baseLayers)
        .setApplicationLayersCache(access.work().resolve("layers"))
        .setExecutorService(threads)
        .addEventHandler(LogEvent.class, log);
    try {
      return image.containerize(containerizer);
    } finally {
      end(threads);
    }
  }

  /** After a failure, Jib's threads still write to folders that the goal is about to delete. */
  private static void end(ExecutorService threads) {
    threads.shutdownNow();
    try {
      threads.awaitTermination(MAX_WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static JibContainerBuilder from(ImageLocation base, ImageAccess access, JibLog log)
      throws Exception {
    return switch (base.kind()) {
      case REGISTRY -> Jib.from(registry(base, access, log));
      case TAR -> Jib.from(TarImage.at(Path.of(base.name())));
      case DAEMON ->
        Jib.from(DockerDaemonImage.named(base.name()).setDockerExecutable(access.docker()));
    };
  }

  private static Containerizer to(ImageLocation target, String name, ImageAccess access, JibLog log)
      throws Exception {
    return switch (target.kind()) {
      case REGISTRY -> Containerizer.to(registry(target, access, log));
      case TAR -> Containerizer.to(TarImage.at(Path.of(target.name())).named(name));
      case DAEMON ->
        Containerizer.to(
            DockerDaemonImage.named(target.name()).setDockerExecutable(access.docker()));
    };
  }

  private static RegistryImage registry(ImageLocation location, ImageAccess access, JibLog log)
      throws Exception {
    ImageReference reference = ImageReference.parse(location.name());
    RegistryImage image = RegistryImage.named(reference);
    Credentials.retrievers(reference, access, log).forEach(image::addCredentialRetriever);
    return image;
  }

  private static FileEntriesLayer layer(ImageLayer layer) {
    FileEntriesLayer.Builder builder = FileEntriesLayer.builder().setName(layer.name());
    for (ImageLayer.File file : layer.files()) {
      builder.addEntry(
          file.source(),
          AbsoluteUnixPath.get(file.path()),
          FilePermissions.fromOctalString(file.executable() ? "755" : "644"),
          file.modified());
    }
    return builder.build();
  }

  private static Platform platform(Architecture architecture) {
    return new Platform(architecture.imageName(), "linux");
  }
}
