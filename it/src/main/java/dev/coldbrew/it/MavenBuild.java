// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A real Maven build of one of the projects in {@code src/projects}, copied into a folder with a
 * space in its name. It runs the outer build's Maven on the outer build's JDK unless a test says
 * otherwise. Coldbrew's own artifacts are the staged ones in {@code target/local-repo}; {@link
 * BuildSettings} says where the others come from.
 */
public final class MavenBuild {

  private static final int LIMIT_MINUTES = 5;
  private static final List<String> DEFAULT_OPTIONS = defaultOptions();

  private final Path folder;
  private final List<String> options = new ArrayList<>(DEFAULT_OPTIONS);
  private Path mavenHome = Maven.HOME;
  private Path javaHome = Maven.JAVA_HOME;
  private String shell = "";

  private MavenBuild(Path folder) {
    this.folder = folder;
  }

  /** A copy of {@code src/projects/NAME}, with Coldbrew's version in its pom, in a folder of the test. */
  public static MavenBuild of(String project, Path temporary) {
    MavenBuild build = in(temporary.resolve("some functions").resolve(project));
    copy(Maven.TARGET.resolve("projects").resolve(project), build.folder);
    return build;
  }

  /** Another build of the same, which begins with all that this one has made. */
  public MavenBuild copy(Path temporary) {
    MavenBuild build = in(temporary.resolve("some functions").resolve(folder.getFileName()));
    copy(folder, build.folder);
    return build;
  }

  private static void copy(Path source, Path target) {
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path copy = target.resolve(source.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A build in a folder as it is. */
  public static MavenBuild in(Path folder) {
    return new MavenBuild(folder);
  }

  public MavenBuild maven(Path home) {
    mavenHome = home;
    return this;
  }

  public MavenBuild jdk(Path home) {
    javaHome = home;
    return this;
  }

  /** Has a shell say something before it becomes Maven, such as {@code umask 077}. */
  public MavenBuild shell(String commands) {
    shell = commands + "; ";
    return this;
  }

  /** Adds options to every run from now on. */
  public MavenBuild with(String... more) {
    options.addAll(List.of(more));
    return this;
  }

  /** A file of the project. */
  public Path file(String path) {
    return folder.resolve(path);
  }

  /** Runs Maven, and expects success. */
  public BuildOutput run(String... arguments) {
    return run(true, arguments);
  }

  /** Runs Maven, and expects a failure. */
  public BuildOutput runAndFail(String... arguments) {
    return run(false, arguments);
  }

  /** Starts Maven with a goal that goes on until Maven is stopped; its output is one. */
  public Process start(String... arguments) throws IOException {
    return builder(arguments).redirectErrorStream(true).start();
  }

  private ProcessBuilder builder(String... arguments) {
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of(arguments));
    ProcessBuilder builder = Maven.command(mavenHome, javaHome, folder, all);
    builder.command().addAll(0, List.of("sh", "-c", shell + "exec \"$0\" \"$@\""));
    return builder;
  }

  private BuildOutput run(boolean success, String... arguments) {
    ProcessBuilder builder = builder(arguments);
    // A build is over before C2's work pays.
    builder
        .environment()
        .merge(
            "MAVEN_OPTS",
            "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
            (given, more) -> given + " " + more);
    try {
      Path log = Files.createTempFile("build-", ".log");
      Path err = Files.createTempFile("build-", ".err");
      try {
        String end = ProcessEnd.of(
            builder.redirectOutput(log.toFile()).redirectError(err.toFile()).start(),
            LIMIT_MINUTES);
        BuildOutput output = new BuildOutput(Files.readString(log), Files.readString(err));
        if (end.equals("exit status 0") != success) {
          throw new AssertionError(
              end + " of " + builder.command() + " in " + folder + "\n" + output);
        }
        return output;
      } finally {
        Files.delete(log);
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> defaultOptions() {
    Path settings = Maven.TARGET.resolve("settings.xml");
    BuildSettings.write(
        Maven.INSTALLATION_SETTINGS,
        Maven.LOCAL_REPOSITORY,
        Maven.TARGET.resolve("image-cache"),
        settings);
    return List.of(
        "--no-transfer-progress",
        "--global-settings",
        settings.toString(),
        "-Dmaven.repo.local=" + Maven.TARGET.resolve("local-repo"),
        "-Dstyle.color=never");
  }
}
