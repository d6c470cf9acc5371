// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.file;

import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A folder only for this user, from which programs can be started. It is gone when it is closed, or
 * when the build is stopped.
 */
public final class TemporaryFolder implements AutoCloseable {

  /** Of characters that the JDK quotes in no URL. It does quote {@code =}. */
  private static final Pattern PLAIN_PATH = Pattern.compile("[\\w/.!~*'():@&+$,-]*");

  private static final String PREFIX = "coldbrew-";

  private final DraftFolder draft;
  private final Thread atTheEnd = new Thread(this::deleteWhatCanBe, "temporary-folder");

  private TemporaryFolder(DraftFolder draft) {
    this.draft = draft;
  }

  /**
   * A new one. Those that builds have left that were killed are deleted.
   *
   * @throws ProblemException if the system's folder for temporary files allows none
   */
  public static TemporaryFolder create() throws IOException {
    TemporaryFolder folder = new TemporaryFolder(createFolder());
    Runtime.getRuntime().addShutdownHook(folder.atTheEnd);
    if (!folder.canStartPrograms()) {
      folder.close();
      throw problem("no program can be started from '%s', which may be mounted noexec", null);
    }
    return folder;
  }

  private static DraftFolder createFolder() {
    try {
      return DraftFolder.create(Path.of(System.getProperty("java.io.tmpdir")), PREFIX);
    } catch (IOException e) {
      throw problem("no folder can be made in '%s'", e);
    }
  }

  private boolean canStartPrograms() throws IOException {
    Path program = Files.createFile(path().resolve("program"), Permissions.ofOwner(path()));
    try {
      return Files.isExecutable(program);
    } finally {
      Files.delete(program);
    }
  }

  private static ProblemException problem(String what, IOException cause) {
    return new ProblemException(
        what.formatted(System.getProperty("java.io.tmpdir")),
        "property java.io.tmpdir",
        "give Maven another folder: export MAVEN_OPTS=-Djava.io.tmpdir=/var/tmp",
        cause);
  }

  public Path path() {
    return draft.path();
  }

  /**
   * Refuses a path that is written otherwise in a URL.
   *
   * @param reason what could not be done there
   */
  public void requirePlainPath(String reason) {
    if (!PLAIN_PATH.matcher(path().toString()).matches()) {
      throw problem(
          reason + " in a folder with a blank or an unusual character in its path, such as '%s'",
          null);
    }
  }

  @Override
  public void close() throws IOException {
    draft.close();
    try {
      Runtime.getRuntime().removeShutdownHook(atTheEnd);
    } catch (IllegalStateException e) {
      // The JVM is ending: the hook runs anyway, and finds nothing.
    }
  }

  private void deleteWhatCanBe() {
    try {
      draft.close();
    } catch (IOException e) {
      // A process that is being ended may still write.
    }
  }
}
