// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.image;

import dev.coldbrew.lambda.file.TaskFolder;
import dev.coldbrew.lambda.image.ImageLocation.Kind;
import dev.coldbrew.lambda.jvm.Architecture;
import dev.coldbrew.lambda.jvm.NativeNeeds;
import dev.coldbrew.lambda.problem.ProblemException;
import dev.coldbrew.lambda.zip.UnpackedZip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Builds the images of one function, each from a finished zip, and writes them to their target. */
public final class ImageBuild {

  private static final double MB = 1024.0 * 1024;

  private final ImageSettings settings;
  private final ImageTool tool;
  private final ImageAccess access;
  private final Map<Architecture, ImagePlan> plans = new EnumMap<>(Architecture.class);
  private final List<Note> notes = new ArrayList<>();

  /**
   * A line of a report.
   *
   * @param word the subject of the line
   */
  public record Note(String word, String text) {}

  public ImageBuild(ImageSettings settings, ImageTool tool, ImageAccess access) {
    this.settings = settings;
    this.tool = tool;
    this.access = access;
  }

  /**
   * Adds the image of a zip.
   *
   * @throws ProblemException if the target cannot hold it, or the function would not start on the
   *     base image
   */
  public void add(Path zip) throws IOException {
    Path root = access.work().resolve("root-" + plans.size());
    Path task = TaskFolder.inRoot(root).path();
    UnpackedZip.unpackFunction(zip, task);
    Path jvm = new TaskFolder(task).image();
    Architecture architecture = NativeNeeds.of(jvm)
        .architecture()
        .orElseThrow(() -> new ProblemException(
            "the zip has no JVM", "file " + zip, "name a zip that mvn package made"));
    if (plans.containsKey(architecture)) {
      throw new ProblemException(
          "both zips are for " + architecture,
          "file " + zip,
          "package one for " + architecture.other() + " as well: mvn package -Dlambda.architecture="
              + architecture.other());
    }
    if (!plans.isEmpty()) {
      requireRoomForSeveral();
      requireBaseForSeveral(architecture);
    }
    List<ImageLayer> layers = ImageLayers.of(root, settings.ownJar());
    Map<String, Long> sizes = sizes(layers);
    long functionBytes = sizes.values().stream().mapToLong(Long::longValue).sum();
    Path base = access.work().resolve("base-" + architecture + ".tar");
    access.progress().begin("the base image " + settings.base());
    tool.fetchBase(settings.base(), architecture, base, access);
    BaseImage image = BaseImage.read(base, settings.base(), functionBytes);
    NativeNeeds needs = NativeNeeds.of(jvm, image::comesFirst);
    image.check(needs, architecture);
    plans.put(
        architecture,
        new ImagePlan(
            base,
            architecture,
            layers,
            image.startsBootstrap() ? List.of() : List.of("/var/task/bootstrap"),
            settings.handler(),
            settings.labels(),
            settings.created(),
            settings.oci()));
    notes.add(new Note(
        "Base",
        "%s, %s, %s, has glibc %s; %s needs %s"
            .formatted(
                settings.base(),
                architecture,
                mb(image.bytes()),
                image.glibc(),
                needs.isOfOutside() ? needs.glibcFile() : "the JVM",
                needs.glibc())));
    notes.add(new Note(
        "Layers",
        sizes.entrySet().stream()
            .map(layer -> layer.getKey() + " " + mb(layer.getValue()))
            .collect(Collectors.joining(", "))));
  }

  private static Map<String, Long> sizes(List<ImageLayer> layers) throws IOException {
    Map<String, Long> sizes = new LinkedHashMap<>();
    for (ImageLayer layer : layers) {
      long bytes = 0;
      for (ImageLayer.File file : layer.files()) {
        bytes += Files.isRegularFile(file.source()) ? Files.size(file.source()) : 0;
      }
      sizes.put(layer.name(), bytes);
    }
    return sizes;
  }

  private static String mb(long bytes) {
    return String.format(Locale.ROOT, "%.1f MB", bytes / MB);
  }

  /** Lines for a report on the content of the images: the base image, then the layers. */
  public List<Note> notes() {
    return notes;
  }

  /** Writes all images that were added. */
  public BuiltImages write() throws IOException {
    access.progress().begin("the image " + settings.target());
    return switch (settings.target().kind()) {
      case REGISTRY -> push();
      case TAR -> writeTar();
      case DAEMON -> one(write(settings.target(), only()));
    };
  }

  private void requireRoomForSeveral() {
    boolean oneOnly =
        settings.target().isIn(Kind.DAEMON) || settings.target().isIn(Kind.TAR) && !settings.oci();
    if (oneOnly) {
      throw new ProblemException(
          "'" + settings.target() + "' holds an image for one architecture",
          "parameter <imageOtherZip>, property lambda.image.otherZip",
          "write to a registry, or to a tar with <imageFormat>oci</imageFormat>");
    }
  }

  private void requireBaseForSeveral(Architecture second) {
    if (!settings.base().isIn(Kind.REGISTRY)) {
      throw new ProblemException(
          "the base image '" + settings.base() + "' is for " + only().architecture()
              + " only, and lambda.image.otherZip needs " + second + " as well",
          "parameter <imageBase>, property lambda.image.base",
          "set a base image in a registry that has both, such as AWS's:"
              + " -Dlambda.image.base=public.ecr.aws/lambda/provided:al2023");
    }
  }

  private BuiltImages push() throws IOException {
    ImageLocation target = settings.target();
    if (plans.size() == 1) {
      return one(write(target, only()));
    }
    Map<Architecture, String> digests = new EnumMap<>(Architecture.class);
    for (ImagePlan plan : plans.values()) {
      ImageLocation tagged = target.withTag(target.tag() + "-" + plan.architecture());
      digests.put(plan.architecture(), write(tagged, plan));
    }
    return all(tool.writeIndex(target, digests, settings.oci(), access), digests);
  }

  private BuiltImages writeTar() throws IOException {
    Path file = Path.of(settings.target().name());
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path draft = file.resolveSibling(file.getFileName() + ".part");
    try {
      BuiltImages built = writeTar(draft);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return built;
    } finally {
      Files.deleteIfExists(draft); // left by a write that failed, perhaps because the disk is full
    }
  }

  private BuiltImages writeTar(Path file) throws IOException {
    if (plans.size() == 1) {
      return one(write(new ImageLocation(Kind.TAR, file.toString()), only()));
    }
    Map<Architecture, Path> tars = new EnumMap<>(Architecture.class);
    Map<Architecture, String> digests = new EnumMap<>(Architecture.class);
    for (ImagePlan plan : plans.values()) {
      Path tar = access.work().resolve("image-" + plan.architecture() + ".tar");
      tars.put(plan.architecture(), tar);
      digests.put(plan.architecture(), write(new ImageLocation(Kind.TAR, tar.toString()), plan));
    }
    return all(OciIndexTar.write(tars, settings.name(), file), digests);
  }

  private String write(ImageLocation target, ImagePlan plan) throws IOException {
    return tool.write(plan, target, settings.name(), access);
  }

  private ImagePlan only() {
    return plans.values().iterator().next();
  }

  private BuiltImages one(String digest) {
    return all(digest, Map.of(only().architecture(), digest));
  }

  private BuiltImages all(String digest, Map<Architecture, String> digests) {
    return new BuiltImages(
        settings.target().toString(),
        digest,
        digests.entrySet().stream()
            .map(image ->
                new BuiltImages.One(image.getKey().lambdaName(), reference(image.getValue())))
            .collect(Collectors.toList()));
  }

  private String reference(String digest) {
    return settings.target().isIn(Kind.REGISTRY)
        ? settings.target().repository() + "@" + digest
        : digest;
  }
}
