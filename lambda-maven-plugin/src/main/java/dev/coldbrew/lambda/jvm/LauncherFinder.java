// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import dev.coldbrew.lambda.problem.ProblemException;
import dev.coldbrew.lambda.process.Launcher;
import dev.coldbrew.lambda.process.Tool;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds a launcher for the programs of a JDK on this machine, and tries it. A JDK for this machine
 * needs none. For another processor, the launcher may be the kernel itself (binfmt_misc), or qemu's
 * emulator for single programs.
 */
public final class LauncherFinder {

  private static final Duration LIMIT = Duration.ofMinutes(1);

  private static final Path BASH = Path.of("/bin/bash");

  private final Jdk jdk;
  private final LambdaTarget target;
  private final String path;
  private final Path log;

  /**
   * @param path the variable PATH
   */
  LauncherFinder(Jdk jdk, LambdaTarget target, String path, Path log) {
    this.jdk = jdk;
    this.target = target;
    this.path = path;
    this.log = log;
  }

  /**
   * The launcher for the programs of that JDK; if there is none, a launcher that says what is
   * missing.
   *
   * @param asked the user's command; null for none
   * @param logs the folder for the trial's output
   */
  public static Launcher find(String asked, Jdk jdk, LambdaTarget target, Path logs)
      throws IOException {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return new LauncherFinder(jdk, target, path, logs.resolve("launcher.log")).find(asked);
  }

  Launcher find(String asked) throws IOException {
    boolean isAsked = asked != null && !asked.isBlank();
    if (!isAsked && !jdk.isForeign()) {
      return Launcher.DIRECT;
    }
    if (!Files.isExecutable(BASH)) {
      return Launcher.missing(
          "this machine has no " + BASH + " to start a function's bootstrap with",
          System.getProperty("os.name").startsWith("Windows")
              ? "build on Linux or macOS, or in the Windows Subsystem for Linux"
              : "install bash, or link it there: ln -s \"$(command -v bash)\" " + BASH);
    }
    if (isAsked) {
      Launcher launcher = withWholePath(Launcher.of(asked));
      return failure(launcher).map(reason -> refused(launcher, reason)).orElse(launcher);
    }
    if (failure(BASH.toString(), "-c", "exec \"$0\" \"$@\"").isEmpty()) {
      return Launcher.DIRECT;
    }
    Optional<String> failure = Optional.empty();
    for (Launcher launcher : emulators()) {
      failure = failure(launcher);
      if (failure.isEmpty()) {
        return launcher;
      }
    }
    return missing(failure.orElse(
        "the kernel does not, and no " + String.join(" or ", names()) + " is on the PATH"));
  }

  private Launcher missing(String failure) {
    boolean linux = System.getProperty("os.name").equals("Linux");
    return Launcher.missing(
        "this machine cannot run programs for " + target.system() + ": " + failure,
        linux
            ? "install qemu-user-static, or name a command that starts them:" + " <launcher>qemu-"
                + target.machine() + "-static -L /root/of/such/a/system</launcher>"
            : "name a command that starts them: <launcher>/path/of/a/script</launcher>");
  }

  private Launcher refused(Launcher launcher, String failure) {
    return Launcher.missing(
        "<launcher> cannot run programs for " + target.system() + ": " + failure,
        "correct it, or delete it: Coldbrew looks for qemu itself; this should print a version: "
            + Launcher.of(launcher.start(java(), List.of("-version"))));
  }

  private Path java() {
    return jdk.home().resolve("bin/java");
  }

  /** The function's {@code PATH} and working folder are others than this build's. */
  private Launcher withWholePath(Launcher launcher) {
    List<String> words = new ArrayList<>(launcher.command());
    Path program = Path.of(words.get(0));
    if (program.getNameCount() == 1 && !program.isAbsolute()) {
      onPath(words.get(0)).findFirst().ifPresent(found -> words.set(0, found.toString()));
    } else {
      words.set(0, program.toAbsolutePath().toString());
    }
    return Launcher.of(words);
  }

  private List<String> names() {
    return List.of("qemu-" + target.machine() + "-static", "qemu-" + target.machine());
  }

  /** With the libraries of the system that the JDK lies in, or else with Debian's for that processor. */
  private List<Launcher> emulators() {
    Path libraries = Path.of("/usr", target.machine() + "-linux-gnu");
    List<Launcher> emulators = new ArrayList<>();
    for (Path program : names().stream().flatMap(this::onPath).toList()) {
      String name = program.toString();
      Stream.concat(SystemRoot.of(jdk.home(), target.machine()).stream(), Stream.of(libraries))
          .filter(Files::isDirectory)
          .map(root -> Launcher.of(List.of(name, "-L", root.toString())))
          .forEach(emulators::add);
      emulators.add(Launcher.of(List.of(name)));
    }
    return emulators;
  }

  /** The absolute path of a program on the {@code PATH}. */
  private Stream<Path> onPath(String name) {
    return Stream.of(path.split(Pattern.quote(File.pathSeparator)))
        .map(folder -> Path.of(folder, name).toAbsolutePath())
        .filter(Files::isExecutable)
        .limit(1);
  }

  private Optional<String> failure(String... command) throws IOException {
    return failure(Launcher.of(List.of(command)));
  }

  /** Why a launcher does not start the JDK's own java; empty if it does. */
  private Optional<String> failure(Launcher launcher) throws IOException {
    List<String> command = launcher.start(java(), List.of("-version"));
    try {
      new Tool(command.get(0), command).run(log, LIMIT);
      return Optional.empty();
    } catch (ProblemException e) {
      return Optional.of(e.getMessage().lines().findFirst().orElseThrow());
    }
  }
}
