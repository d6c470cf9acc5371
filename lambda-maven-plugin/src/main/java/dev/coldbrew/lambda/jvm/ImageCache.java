// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import dev.coldbrew.lambda.file.Digest;
import dev.coldbrew.lambda.file.DraftFolder;
import dev.coldbrew.lambda.file.FileTree;
import dev.coldbrew.lambda.process.Launcher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runtime images that are kept from build to build, because linking one takes seconds. The name of
 * an image's folder is the digest of everything that decides its content.
 *
 * <p>Several builds may use the cache at once, without locks: each links an image in a folder of
 * its own, and one rename puts it into the cache. The build that comes second uses the first one's.
 */
public final class ImageCache {

  private static final String DRAFT = "draft-";
  private static final String BROKEN = "broken-";

  private static final int ATTEMPTS = 3;

  /** The folders of a JDK that jlink reads. */
  private static final List<String> FOLDERS = List.of("bin", "conf", "jmods", "lib");

  private final Path directory;

  public ImageCache(Path directory) {
    this.directory = directory;
  }

  /**
   * The image with that content, which is linked unless the cache has it undamaged.
   *
   * @param launcher what starts the image's java; if missing, the image gets no CDS archive
   * @param logs the folder for the logs of jlink and of the image's java
   * @throws dev.coldbrew.lambda.problem.ProblemException if the cache cannot be written, linking
   *     fails, or the image could not run on the target
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
        // Another build found it broken, has moved it away, and is about to replace it.
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
      // A folder cannot be renamed to one that exists: another build was faster.
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
      if (isWhole(aside)) { // another build has put it there since we looked
        Files.move(aside, entry, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (NoSuchFileException e) {
      // Another build has just moved it away.
    }
  }

  static String key(Jdk jdk, ImageContent content, Launcher launcher) throws IOException {
    Path image = Path.of("image");
    return Digest.of(
        ImageLinker.VERSION,
        String.join(" ", ImageLinker.jlink(jdk, content, image)),
        ImageLinker.translations(content).orElse(""),
        launcher.isMissing() ? "" : String.join(" ", ImageLinker.dumpClasses(jdk, image, launcher)),
        state(jdk.home()),
        jdk.isForeign() ? state(jdk.tools()) : "",
        jdk.isForeign() ? files(jdk.jmods().orElseThrow(), List.of("")) : "");
  }

  /** Which JDK is in a folder now: another one may have been installed at the same path. */
  private static String state(Path home) throws IOException {
    return Digest.of(ReleaseFile.of(home)) + files(home, FOLDERS);
  }

  /** Names, sizes and times, which show a patched JDK, or a new certificate in cacerts. */
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
      } catch (UncheckedIOException e) { // a folder that cannot be read, or a link to its parent
        throw e.getCause();
      }
    }
    return files.toString();
  }
}
