// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import dev.coldbrew.lambda.file.Digest;
import dev.coldbrew.lambda.file.DraftFolder;
import dev.coldbrew.lambda.file.FileTree;
import dev.coldbrew.lambda.process.Launcher;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runtime images that stay from build to build, because linking one takes seconds. An image's
 * folder is named by the digest of all that decides its content.
 *
 * <p>Several builds may use the cache at once, without locks: an image is linked in a folder of its
 * own and appears under its name by one rename. The build that comes second takes the one that is there.
 */
public final class ImageCache {

  private static final String DRAFT = "draft-";
  private static final String BROKEN = "broken-";

  private static final int ATTEMPTS = 3;

  /** Of a JDK, from which jlink takes something. */
  private static final List<String> FOLDERS = List.of("bin", "conf", "jmods", "lib");

  private final Path directory;

  public ImageCache(Path directory) {
    this.directory = directory;
  }

  /**
   * The image of that content, linked now unless a whole one is there.
   *
   * @param launcher what starts the image's java; without, the image has no CDS archive
   * @param logs the folder for the logs of jlink and of the image's java
   * @throws dev.coldbrew.lambda.problem.ProblemException when the cache cannot be written, when
   *     linking fails, or when the image could not run on the target
   */
  public RuntimeImage image(
      Jdk jdk, ImageContent content, LambdaTarget target, Launcher launcher, Path logs)
      throws IOException {
    Path entry = directory.resolve(key(jdk, content, launcher));
    for (int attempt = 1; ; attempt++) {
      if (!isWhole(entry)) {
        link(entry, jdk, content, launcher, logs);
      }
      try {
        return RuntimeImage.inspect(entry.resolve("image"), jdk, content, target);
      } catch (NoSuchFileException e) {
        // Another build, which saw it broken, has put it aside, and is about to put one there.
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private static boolean isWhole(Path entry) throws IOException {
    return ImageManifest.holds(entry.resolve("image"), entry.resolve("manifest"));
  }

  private void link(Path entry, Jdk jdk, ImageContent content, Launcher launcher, Path logs)
      throws IOException {
    try (DraftFolder folder = CacheFolder.newDraft(directory, DRAFT)) {
      Path draft = folder.path();
      ImageLinker.link(jdk, content, draft.resolve("image"), launcher, logs);
      ImageManifest.write(draft.resolve("image"), draft.resolve("manifest"));
      putAside(entry);
      Files.move(draft, entry, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      // A folder cannot take the name of one that is there: another build was faster.
      if (!isWhole(entry)) {
        throw e;
      }
    }
  }

  private void putAside(Path entry) throws IOException {
    if (!Files.exists(entry) || isWhole(entry)) {
      return;
    }
    try (DraftFolder folder = CacheFolder.newDraft(directory, BROKEN)) {
      Path aside = folder.path();
      Files.move(entry, aside, StandardCopyOption.ATOMIC_MOVE);
      if (isWhole(aside)) { // what another build has put there since we looked
        Files.move(aside, entry, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (NoSuchFileException e) {
      // Another build has just put it aside.
    }
  }

  static String key(Jdk jdk, ImageContent content, Launcher launcher) throws IOException {
    Path image = Path.of("image");
    return Digest.of(
        ImageLinker.VERSION,
        String.join(" ", ImageLinker.jlink(jdk, content, image)),
        ImageLinker.translations(content).orElse(""),
        launcher.isMissing() ? "" : String.join(" ", ImageLinker.dumpClasses(jdk, image, launcher)),
        Digest.of(jdk.home().resolve("release")),
        files(jdk.home(), FOLDERS),
        jdk.isForeign() ? files(jdk.jmods().orElseThrow(), List.of("")) : "");
  }

  /** Names, sizes and times of what jlink reads: a patched JDK, or a new certificate in cacerts. */
  private static String files(Path home, List<String> folders) throws IOException {
    StringBuilder files = new StringBuilder();
    for (String folder : folders) {
      if (!Files.exists(home.resolve(folder))) {
        continue;
      }
      try (Stream<Path> paths = Files.walk(home.resolve(folder), FileVisitOption.FOLLOW_LINKS)) {
        for (Path file : paths.filter(Files::isRegularFile).sorted().toList()) {
          files
              .append(FileTree.nameIn(home, file))
              .append(' ')
              .append(Files.size(file))
              .append(' ');
          files.append(Files.getLastModifiedTime(file).toInstant()).append('\n');
        }
      }
    }
    return files.toString();
  }
}
