// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import dev.coldbrew.lambda.problem.ProblemException;
import dev.coldbrew.lambda.problem.Suggestion;
import dev.coldbrew.lambda.process.Shell;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.codehaus.plexus.configuration.PlexusConfiguration;

/**
 * The plugin's own options on a command line, such as {@code -Dlambda.jdk=25}. Whoever types a next
 * command needs them again.
 *
 * @param values by the names of the properties
 */
record TypedOptions(SortedMap<String, String> values) {

  static final String PREFIX = "lambda.";

  static final TypedOptions NONE = new TypedOptions(new TreeMap<>());

  /**
   * Those of a command line.
   *
   * @param properties all that were set there
   */
  static TypedOptions of(Properties properties) {
    return of(properties, PREFIX);
  }

  /** Those whose names begin with one of these. */
  static TypedOptions of(Properties properties, String... prefixes) {
    SortedMap<String, String> values = new TreeMap<>();
    for (String name : properties.stringPropertyNames()) {
      if (Stream.of(prefixes).anyMatch(name::startsWith)) {
        values.put(name, properties.getProperty(name));
      }
    }
    return new TypedOptions(values);
  }

  /**
   * Refuses an option that no goal of the plugin reads but whose name is similar to one that a goal
   * does: misspelled, it would have no effect. Any other may be the project's own, which its tests or
   * filtered resources read.
   *
   * @param isNamedInPom whether the poms name a property
   */
  void requireKnown(PluginDescriptor plugin, Predicate<String> isNamedInPom) {
    Set<String> known = plugin.getMojos().stream()
        .flatMap(mojo -> Stream.of(mojo.getMojoConfiguration().getChildren()))
        .map(parameter -> parameter.getValue(""))
        .filter(value -> value.startsWith("${" + PREFIX) && value.endsWith("}"))
        .map(value -> value.substring(2, value.length() - 1))
        .collect(Collectors.toCollection(TreeSet::new));
    for (String name : values.keySet()) {
      Optional<String> meant = known.contains(name) ? Optional.empty() : meant(name, known);
      if (meant.isPresent() && !isNamedInPom.test(name)) {
        throw new ProblemException(
            "there is no property '" + name + "'",
            "command line or .mvn/maven.config",
            "-D" + meant.get());
      }
    }
  }

  /** The only name with that last word, or that begins so, or else the most similar one. */
  private static Optional<String> meant(String name, Set<String> known) {
    return only(known, other -> lastWord(other).equalsIgnoreCase(lastWord(name)))
        .or(() -> only(known, other -> other.startsWith(name)))
        .or(() -> similar(name.substring(PREFIX.length()), known).map(PREFIX::concat));
  }

  /** Stricter than for a word that must be wrong: this one may be the project's own. */
  private static Optional<String> similar(String name, Set<String> known) {
    List<String> names =
        known.stream().map(other -> other.substring(PREFIX.length())).toList();
    return Suggestion.closest(name, names, name.length() / 6);
  }

  private static Optional<String> only(Set<String> names, Predicate<String> wanted) {
    List<String> found = names.stream().filter(wanted).toList();
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  private static String lastWord(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** Those that one of these goals reads. */
  TypedOptions readBy(PluginDescriptor plugin, String... goals) {
    return only(name -> Stream.of(goals).anyMatch(goal -> reads(plugin, goal, name)));
  }

  /** Those that this goal does not read. */
  TypedOptions notReadBy(PluginDescriptor plugin, String goal) {
    return only(name -> !reads(plugin, goal, name));
  }

  TypedOptions without(String property) {
    return without(Set.of(property));
  }

  TypedOptions without(Set<String> properties) {
    return only(name -> !properties.contains(name));
  }

  /** Those that the others lack, or have with another value. */
  TypedOptions notIn(Map<String, String> others) {
    return only(name -> !values.get(name).equals(others.get(name)));
  }

  private TypedOptions only(Predicate<String> wanted) {
    SortedMap<String, String> kept = new TreeMap<>(values);
    kept.keySet().removeIf(wanted.negate());
    return new TypedOptions(kept);
  }

  /** Both; these take precedence. */
  TypedOptions over(Map<String, String> others) {
    SortedMap<String, String> all = new TreeMap<>(others);
    all.putAll(values);
    return new TypedOptions(all);
  }

  TypedOptions with(String name, String value) {
    return new TypedOptions(new TreeMap<>(Map.of(name, value))).over(values);
  }

  /** As a shell takes them, with a space before each. */
  @Override
  public String toString() {
    return values.entrySet().stream()
        .map(option -> " "
            + (option.getValue().equals("true")
                ? Shell.quoted("-D" + option.getKey())
                : PomOptions.option(option.getKey(), option.getValue())))
        .collect(Collectors.joining());
  }

  private static boolean reads(PluginDescriptor plugin, String goal, String property) {
    PlexusConfiguration parameters = plugin.getMojo(goal).getMojoConfiguration();
    return Stream.of(parameters.getChildren())
        .anyMatch(parameter -> ("${" + property + "}").equals(parameter.getValue(null)));
  }
}
