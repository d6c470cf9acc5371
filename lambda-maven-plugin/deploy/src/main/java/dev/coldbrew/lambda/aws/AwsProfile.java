// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.aws;

import dev.coldbrew.lambda.problem.ProblemException;
import dev.coldbrew.lambda.problem.Suggestion;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileLocation;

/**
 * The profile that is in use, of {@code ~/.aws/config} and {@code ~/.aws/credentials}, or of the files
 * that are set in their place.
 *
 * @param name {@code default} if none was chosen
 * @param typed whether it was chosen on the command line, with {@code -Daws.profile}
 * @param content the profile's content; empty if the files do not contain it
 * @param file both files
 */
record AwsProfile(String name, boolean typed, Optional<Profile> content, ProfileFile file) {

  static final String PROPERTY = "aws.profile";

  private static final String DEFAULT = "default";

  /** As AWS's SDK finds it. */
  private static final Path AWS = Path.of(
      Optional.ofNullable(System.getenv("HOME")).orElseGet(() -> System.getProperty("user.home")),
      ".aws");

  /**
   * @throws ProblemException if the chosen profile does not exist
   */
  static AwsProfile of(Properties properties, Map<String, String> environment) {
    String typed = properties.getProperty(PROPERTY);
    String chosen = typed == null ? environment.get("AWS_PROFILE") : typed;
    ProfileFile file = ProfileFile.defaultProfileFile();
    Map<String, Profile> profiles = file.profiles();
    if (chosen != null && !profiles.containsKey(chosen)) {
      throw missing(
          chosen,
          typed == null ? "environment variable AWS_PROFILE" : "property " + PROPERTY,
          new TreeSet<>(profiles.keySet()));
    }
    String name = chosen == null ? DEFAULT : chosen;
    return new AwsProfile(name, typed != null, Optional.ofNullable(profiles.get(name)), file);
  }

  private static ProblemException missing(String name, String where, Set<String> profiles) {
    return new ProblemException(
        "there is no profile '" + name + "' in " + bothFiles(),
        where,
        profiles.isEmpty()
            ? "aws configure --profile " + name
            : "name one that exists, such as -D" + PROPERTY + "="
                + Suggestion.closest(name, profiles)
                    .orElseGet(() -> profiles.iterator().next()));
  }

  /** Whether the profile requires a login in a browser, which is valid for some hours. */
  boolean hasLogin() {
    return has("sso_session") || has("sso_start_url") || has("login_session");
  }

  /** The command that renews its credentials. */
  String loginCommand() {
    String command =
        has("login_session") ? "aws login" : hasLogin() ? "aws sso login" : "aws configure";
    return command + (name.equals(DEFAULT) ? "" : " --profile " + name);
  }

  private boolean has(String property) {
    return setting(property).isPresent();
  }

  Optional<String> setting(String property) {
    return content.flatMap(profile -> profile.property(property));
  }

  /** A setting for one service, in the section that the profile names. */
  Optional<String> serviceSetting(String service, String property) {
    return setting("services")
        .flatMap(section -> file.getSection("services", section))
        .flatMap(section -> section.property(service + "." + property));
  }

  /** Where profiles are, for messages. */
  static String files() {
    Path config = ProfileFileLocation.configurationFilePath();
    Path credentials = ProfileFileLocation.credentialsFilePath();
    return config.startsWith(AWS) && credentials.startsWith(AWS) ? "~/.aws" : bothFiles();
  }

  private static String bothFiles() {
    return shown(ProfileFileLocation.configurationFilePath()) + " and "
        + shown(ProfileFileLocation.credentialsFilePath());
  }

  private static String shown(Path file) {
    return file.startsWith(AWS) ? "~/.aws/" + AWS.relativize(file) : file.toString();
  }
}
