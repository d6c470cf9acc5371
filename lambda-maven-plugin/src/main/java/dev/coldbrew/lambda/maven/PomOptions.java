// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import dev.coldbrew.lambda.process.Shell;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Activation;
import org.apache.maven.model.ActivationProperty;
import org.apache.maven.model.Model;
import org.apache.maven.model.Profile;
import org.apache.maven.model.io.xpp3.MavenXpp3Writer;
import org.apache.maven.project.MavenProject;

/**
 * The options of a command line that change what the poms say: profiles, and properties that the poms
 * read, such as {@code -Drevision=1.2}. Every further command needs them, whatever its goal is.
 */
final class PomOptions {

  private static final Pattern SECRET =
      Pattern.compile("(?i).*(password|passwd|passphrase|pwd|secret|token|credential"
          + "|(access|api|private)[._-]?key).*");

  private PomOptions() {}

  /** As a shell takes them, with a space before each; empty for none. */
  static String of(MavenSession session) {
    return of(session.getRequest(), poms(session));
  }

  static String of(MavenExecutionRequest request, Collection<Model> poms) {
    List<String> profiles = new ArrayList<>(request.getActiveProfiles());
    profiles.removeAll(
        request.getProfiles().stream().map(Profile::getId).toList()); // settings.xml's
    request.getInactiveProfiles().forEach(profile -> profiles.add("!" + profile));
    StringBuilder options = new StringBuilder();
    if (!profiles.isEmpty()) {
      options.append(" -P ").append(Shell.quoted(String.join(",", profiles)));
    }
    Properties typed = request.getUserProperties();
    typed.stringPropertyNames().stream()
        .filter(name -> !name.startsWith(TypedOptions.PREFIX))
        .filter(name -> poms.stream().anyMatch(pom -> reads(pom, name)))
        .sorted()
        .forEach(name -> options.append(' ').append(option(name, typed.getProperty(name))));
    return options.toString();
  }

  /**
   * Those of all projects, also if {@code -pl} leaves some out, and of all that they inherit from.
   */
  private static List<Model> poms(MavenSession session) {
    return Objects.requireNonNullElseGet(session.getAllProjects(), session::getProjects).stream()
        .flatMap(project -> Stream.iterate(project, Objects::nonNull, MavenProject::getParent))
        .distinct()
        .map(MavenProject::getOriginalModel)
        .filter(Objects::nonNull)
        .toList();
  }

  /**
   * Whether a pom or a profile in Maven's settings names this property, be it only to require it, or
   * to pass it to tests.
   */
  static boolean isNamed(MavenSession session, String property) {
    Model settings = new Model();
    settings.setProfiles(session.getRequest().getProfiles());
    Predicate<String> name = Pattern.compile(
            "(?<![\\w.-])" + Pattern.quote(property) + "(?![\\w.-])")
        .asPredicate();
    return Stream.concat(poms(session).stream(), Stream.of(settings))
        .anyMatch(model -> name.test(text(model)));
  }

  private static boolean reads(Model pom, String property) {
    return pom.getProperties().containsKey(property)
        || pom.getProfiles().stream().anyMatch(profile -> reads(profile, property))
        || text(pom).contains("${" + property + "}");
  }

  private static boolean reads(Profile profile, String property) {
    Activation activation = profile.getActivation();
    ActivationProperty activating = activation == null ? null : activation.getProperty();
    return profile.getProperties().containsKey(property)
        || activating != null
            && activating.getName() != null
            && activating.getName().replaceFirst("^!", "").equals(property);
  }

  private static String text(Model pom) {
    StringWriter text = new StringWriter();
    try {
      new MavenXpp3Writer().write(text, pom);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a StringWriter throws none
    }
    return text.toString();
  }

  /** The value of a secret is left to the reader: this is printed. */
  static String option(String name, String value) {
    return SECRET.matcher(name).matches() && !value.matches("true|false")
        ? "-D" + name + "=..."
        : Shell.quoted("-D" + name + "=" + value);
  }
}
