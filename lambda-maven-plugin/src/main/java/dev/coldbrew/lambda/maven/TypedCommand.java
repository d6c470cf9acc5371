// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import dev.coldbrew.lambda.process.Shell;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.maven.execution.MavenExecutionRequest;

/**
 * The command that started this build. Only this package knows it: elsewhere, a hint says {@code mvn
 * package} and adds the options that help. But the user may have run another phase, only some of the
 * modules, or a goal such as {@code lambda:serve}, and with options that must not get lost.
 *
 * @param maven {@code mvn}, and what says which projects it builds
 * @param goals and phases
 * @param options what else was typed
 */
record TypedCommand(String maven, List<String> goals, TypedOptions options) {

  private static final Pattern OPTION =
      Pattern.compile(" (?:-D([\\w.]+)\\S*|'-D([\\w.]+)(?:[^']|'\\\\'')*')");

  /** Not where a goal follows: that command is one of {@link MavenCommand} already. */
  private static final Pattern BUILD =
      Pattern.compile("\\bmvn (clean )?package\\b(?! [\\w.-]+:)((?:" + OPTION + ")*)");

  /** Stands for this command in a hint; options may follow. */
  private static final Pattern SAME = Pattern.compile("\\bmvn \\.\\.\\.((?:" + OPTION + ")*)");

  private static final Set<String> PACKAGING_PHASES = Set.of(
      "package",
      "pre-integration-test",
      "integration-test",
      "post-integration-test",
      "verify",
      "install",
      "deploy");

  private static final Pattern GOAL_ON_A_PACKAGE =
      Pattern.compile(".+:(deploy|image|invoke|measure|profile|template)(@.+)?");

  /**
   * @param startedIn where Maven was started
   * @param pomOptions those of {@link PomOptions}
   */
  static TypedCommand of(MavenExecutionRequest request, Path startedIn, String pomOptions) {
    StringBuilder maven = new StringBuilder("mvn");
    if (request.getPom() != null) {
      Path pom = request.getPom().toPath().toAbsolutePath().normalize();
      Path named = pom.endsWith("pom.xml") ? pom.getParent() : pom;
      String relative = startedIn.relativize(named).toString();
      maven.append(relative.isEmpty() ? "" : " -f " + Shell.quoted(relative));
    }
    append(maven, "-pl", request.getSelectedProjects());
    if (MavenExecutionRequest.REACTOR_MAKE_UPSTREAM.equals(request.getMakeBehavior())) {
      maven.append(" -am");
    }
    maven.append(pomOptions);
    return new TypedCommand(
        maven.toString(),
        request.getGoals(),
        TypedOptions.of(request.getUserProperties(), TypedOptions.PREFIX, "aws."));
  }

  private static void append(StringBuilder command, String option, List<String> values) {
    if (!values.isEmpty()) {
      command.append(' ').append(option).append(' ').append(Shell.quoted(String.join(",", values)));
    }
  }

  TypedCommand without(String option) {
    return new TypedCommand(maven, goals, options.without(option));
  }

  /**
   * A hint with this command in place of {@code mvn ...}, or of {@code mvn package}.
   *
   * @param goal of the plugin that says it
   * @param staged the options with which the function was staged, which a command that packages it
   *     again needs
   */
  String in(String hint, String goal, Map<String, String> staged) {
    String same = SAME.matcher(hint)
        .replaceAll(command -> Matcher.quoteReplacement(same(options(command.group(1)))));
    return BUILD
        .matcher(same)
        .replaceAll(build ->
            Matcher.quoteReplacement(again(goal, build.group(1) != null, build.group(2), staged)));
  }

  private String again(String goal, boolean clean, String more, Map<String, String> staged) {
    List<String> words = new ArrayList<>(goals);
    TypedOptions known = options;
    if (needsPackage(goal)) {
      words.removeIf(
          word -> !word.equals("clean") && !GOAL_ON_A_PACKAGE.matcher(word).matches());
      words.add(words.contains("clean") ? 1 : 0, "package");
      known = options.over(staged);
    }
    if (clean && !words.contains("clean")) {
      words.add(0, "clean");
    }
    Map<String, String> added = options(more);
    if (goal.equals("measure")) {
      added.remove("lambda.jdk"); // its own parameter names the JDKs
    }
    return new TypedCommand(maven, words, known).same(added);
  }

  /** This command with more options, by their names. */
  private String same(Map<String, String> added) {
    return maven
        + goals.stream().map(word -> " " + Shell.quoted(word)).collect(Collectors.joining())
        + options.without(added.keySet())
        + String.join("", added.values());
  }

  @Override
  public String toString() {
    return same(Map.of());
  }

  /** Whether the goal works on a package, or makes a part of one, and the command makes none. */
  private boolean needsPackage(String goal) {
    return switch (goal) {
      case "serve" -> false; // it compiles what it serves
      case "bundle" -> goals.stream().allMatch(word -> word.contains(":") || word.equals("clean"));
      default -> goals.stream().noneMatch(PACKAGING_PHASES::contains);
    };
  }

  /** Options of a hint by their names. */
  private static Map<String, String> options(String text) {
    Map<String, String> options = new LinkedHashMap<>();
    for (Matcher option = OPTION.matcher(text); option.find(); ) {
      String name = option.group(1) == null ? option.group(2) : option.group(1);
      options.put(name, option.group());
    }
    return options;
  }
}
