// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import dev.coldbrew.lambda.file.OutputFile;
import dev.coldbrew.lambda.file.TemporaryFolder;
import dev.coldbrew.lambda.image.BuiltImages;
import dev.coldbrew.lambda.image.ImageAccess;
import dev.coldbrew.lambda.image.ImageBuild;
import dev.coldbrew.lambda.image.ImageLocation;
import dev.coldbrew.lambda.image.ImageLocation.Kind;
import dev.coldbrew.lambda.image.ImageSettings;
import dev.coldbrew.lambda.image.ImageTool;
import dev.coldbrew.lambda.problem.ProblemException;
import dev.coldbrew.lambda.process.Progress;
import dev.coldbrew.lambda.zip.LayerZip;
import dev.coldbrew.lambda.zip.UnpackedZip;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.eclipse.aether.RepositorySystem;

/**
 * Makes a container image from the finished zip, without Docker, and pushes it to a registry. The
 * image has the function's files at the paths and with the times that Lambda gives them when it
 * unpacks the zip, so the function starts from the same startup cache. For example: {@code mvn
 * package lambda:image -Dlambda.image.to=123456789012.dkr.ecr.us-east-1.amazonaws.com/hello:1.0}.
 *
 * <p>The JVM, the libraries and the function are in separate layers, so only the last one is pushed
 * again after a code change. The same zip produces the same digests.
 *
 * <p>Credentials for a registry come from a {@code server} in Maven's settings whose id is the
 * registry's host; or else from the configuration files of Docker and Podman, and the credential
 * helpers that they name; or else from the cloud provider's helper, such as {@code
 * docker-credential-ecr-login}.
 *
 * <p>The file {@code target/lambda/image.json} describes the result: {@code target}, {@code
 * digest}, and in {@code images} the {@code architecture} and the {@code image} of each.
 *
 * @since 0.1.0
 */
@Mojo(name = "image", threadSafe = true)
public class ImageMojo extends AbstractFunctionMojo {

  private static final String BASE = "parameter <imageBase>, property lambda.image.base";
  private static final String TO = "parameter <imageTo>, property lambda.image.to";

  private final MavenSession session;
  private final RepositorySystem repositories;

  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.image.skip", defaultValue = "false")
  private boolean skipImage;

  /**
   * The base image: a reference in a registry; a file written by {@code docker save}, as {@code
   * tar://base.tar}; or an image in this machine's Docker, as {@code docker://name}. It needs bash,
   * and a glibc that is new enough for the function's JVM. The default is AWS's own base image for
   * functions that bring their runtime.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.image.base", defaultValue = "public.ecr.aws/lambda/provided:al2023")
  private String imageBase;

  /**
   * Where the image goes: to a registry, as a reference such as {@code localhost:5000/hello:1.0};
   * to a file, as {@code tar://hello.tar}; or to this machine's Docker, as {@code
   * docker://hello:1.0}. The default is the file {@code target/lambda/image.tar}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.image.to")
  private String imageTo;

  /**
   * The format of the image. {@code docker} is Docker's V2.2; {@code docker load} reads a file in
   * that format. {@code oci} is the OCI format; a file in that format is an OCI image layout.
   * Lambda accepts both.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.image.format", defaultValue = "docker")
  private String imageFormat;

  /**
   * A zip of the same function for the other architecture: build it first with {@code mvn package
   * -Dlambda.architecture=arm64}, and move it away before the next build. The goal then writes both
   * images. In a registry, they have the tags {@code TAG-x86_64} and {@code TAG-arm64}, and an
   * index of both has the tag itself. Lambda accepts only images, not an index.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.image.otherZip")
  private File imageOtherZip;

  /**
   * The image's labels: one element per label, with the label's name as its name and the label's
   * value as its text.
   *
   * @since 0.1.0
   */
  @Parameter
  private Map<String, String> imageLabels = Map.of();

  /**
   * Whether to allow registries without encryption, or with an untrusted certificate. Registries on
   * this machine are always allowed.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.image.insecure", defaultValue = "false")
  private boolean imageInsecure;

  /**
   * The folder that keeps the layers of base images between builds, as for {@code lambda:bundle}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.cacheDirectory", defaultValue = "${user.home}/.m2/coldbrew")
  private File cacheDirectory;

  @Parameter(defaultValue = "${project.build.outputTimestamp}", readonly = true)
  private String outputTimestamp;

  @Inject
  ImageMojo(MavenSession session, RepositorySystem repositories) {
    this.session = session;
    this.repositories = repositories;
  }

  @Override
  boolean isSkipped() {
    return skipImage;
  }

  @Override
  void run() throws IOException {
    Files.deleteIfExists(taskFolder().imageReport()); // whatever fails, it must not name another
    requireOneOf("imageFormat", "lambda.image.format", imageFormat, "docker", "oci");
    ImageLocation base = ImageLocation.of(imageBase, project().getBasedir().toPath(), BASE);
    ImageLocation target = target();
    requireStaged("image");
    requireCurrent("image", command()::packaged);
    if (target.isIn(Kind.TAR)) {
      tar(target).createFolder();
    }
    List<Path> zips = zips();
    List<Path> inputs = new ArrayList<>(zips);
    if (base.isIn(Kind.TAR)) {
      inputs.add(Path.of(base.name()));
    }
    target.requireNone(inputs, TO);
    try (TemporaryFolder work = TemporaryFolder.create();
        Progress progress = progress();
        OptionalArtifact jib = optionalArtifact("lambda-image", repositories)) {
      ImageBuild build = new ImageBuild(
          settings(base, target),
          jib.implementation(ImageTool.class),
          access(work.path(), progress));
      for (Path zip : zips) {
        build.add(zip);
      }
      build.notes().forEach(note -> report(note.word(), note.text()));
      BuiltImages built = build.write();
      built.write(taskFolder().imageReport());
      report(built, target);
    }
  }

  private List<Path> zips() throws IOException {
    Path zip = currentZip("image");
    if (imageOtherZip == null) {
      return List.of(zip);
    }
    if (!imageOtherZip.isFile()) {
      throw new ProblemException(
          "there is no zip at '" + fromBasedir(imageOtherZip.toPath()) + "'",
          "parameter <imageOtherZip>, property lambda.image.otherZip",
          "package the function for the other architecture, and move the zip there");
    }
    if (!UnpackedZip.isZip(imageOtherZip.toPath())) {
      throw new ProblemException(
          "'" + fromBasedir(imageOtherZip.toPath()) + "' is not a zip",
          "parameter <imageOtherZip>, property lambda.image.otherZip",
          "package the function for the other architecture, and move the zip there");
    }
    Path otherLayer = LayerZip.beside(imageOtherZip.toPath());
    if (taskFolder().hasLayer() && !Files.isRegularFile(otherLayer)) {
      throw new ProblemException(
          "there is no zip of the layer at '" + fromBasedir(otherLayer) + "'",
          "parameter <imageOtherZip>, property lambda.image.otherZip",
          "move the layer's zip for that architecture there, beside the function's");
    }
    return List.of(zip, imageOtherZip.toPath());
  }

  private ImageLocation target() throws IOException {
    return imageTo == null
        ? new ImageLocation(Kind.TAR, task().resolveSibling("image.tar").toString())
        : ImageLocation.of(imageTo, project().getBasedir().toPath(), TO).requireNoDigest(TO);
  }

  private OutputFile tar(ImageLocation target) {
    return new OutputFile(
        project().getBasedir().toPath(),
        Path.of(target.name()).normalize(),
        "image.tar",
        TO,
        "-Dlambda.image.to=tar://");
  }

  private ImageSettings settings(ImageLocation base, ImageLocation target) throws IOException {
    return new ImageSettings(
        base,
        target,
        imageFormat.equals("oci"),
        name(),
        requireBundled("image").handler(),
        ownJar(),
        withoutNulls(imageLabels),
        BuildTime.of(outputTimestamp));
  }

  /**
   * The image's name in a tar: a repository is in lower case, and a tag allows fewer characters
   * than a version.
   */
  private String name() {
    return project().getArtifactId().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-")
        + ":"
        + project().getVersion().replaceAll("[^\\w.-]", "-");
  }

  private ImageAccess access(Path work, Progress progress) throws IOException {
    MavenProxies proxies = new MavenProxies(session.getRepositorySession());
    return new ImageAccess(
        session.isOffline(),
        imageInsecure,
        cacheDirectory.toPath().resolve("base-images"),
        Files.createDirectories(work),
        Path.of("docker"),
        registry -> ServerLogin.ofRegistry(registry, session.getRepositorySession()),
        proxies.selector(),
        proxies.login(),
        progress,
        getLog()::debug);
  }

  private void report(BuiltImages built, ImageLocation target) {
    String shown = target.isIn(Kind.TAR)
        ? fromBasedir(Path.of(target.name())) + ", " + built.digest()
        : target + ", " + built.digest();
    if (built.images().size() > 1) {
      report("Index", shown);
      built.images().forEach(image -> report("Image", image.architecture() + " " + image.image()));
    } else {
      report("Image", shown);
    }
    if (target.isIn(Kind.REGISTRY) && !target.isOnLoopback()) {
      report("Next", command().goal("deploy -Dlambda.deploy.image"));
    }
  }
}
