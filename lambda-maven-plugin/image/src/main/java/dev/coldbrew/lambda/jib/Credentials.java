// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jib;

import com.google.cloud.tools.jib.api.Credential;
import com.google.cloud.tools.jib.api.CredentialRetriever;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.LogEvent;
import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;
import com.google.cloud.tools.jib.registry.RegistryAliasGroup;
import com.google.cloud.tools.jib.registry.credentials.CredentialRetrievalException;
import dev.coldbrew.lambda.image.ImageAccess;
import dev.coldbrew.lambda.problem.ProblemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the credentials for a registry: in Maven's settings, as Jib's plugin does; in the files of
 * Docker and Podman; and with the credential helper of the registry's cloud.
 */
final class Credentials {

  private Credentials() {}

  static List<CredentialRetriever> retrievers(
      ImageReference image, ImageAccess access, JibLog log) {
    CredentialRetrieverFactory factory = CredentialRetrieverFactory.forImage(image, log);
    List<CredentialRetriever> retrievers = new ArrayList<>();
    retrievers.add(() -> ofSettings(image.getRegistry(), access, log));
    for (Path file : files()) {
      CredentialRetriever retriever = file.endsWith(".dockercfg")
          ? factory.legacyDockerConfig(file)
          : factory.dockerConfig(file);
      retrievers.add(() -> ofFile(file, retriever, image.getRegistry()));
    }
    retrievers.add(factory.wellKnownCredentialHelpers());
    retrievers.add(factory.googleApplicationDefaultCredentials());
    return retrievers;
  }

  /** The first credentials found, with which requests are sent. */
  static Optional<Credential> find(ImageReference image, ImageAccess access, JibLog log)
      throws CredentialRetrievalException {
    for (CredentialRetriever retriever : retrievers(image, access, log)) {
      Optional<Credential> credential = retriever.retrieve();
      if (credential.isPresent()) {
        return credential;
      }
    }
    return Optional.empty();
  }

  /** Docker Hub has several names. */
  private static Optional<Credential> ofSettings(String registry, ImageAccess access, JibLog log) {
    Optional<Credential> found = RegistryAliasGroup.getAliasesGroup(registry).stream()
        .map(access.login())
        .flatMap(Optional::stream)
        .map(login -> Credential.from(login.getUserName(), new String(login.getPassword())))
        .findFirst();
    if (found.isPresent()) {
      log.accept(LogEvent.info(
          JibLog.USING + "credentials from the <server> in Maven's settings for " + registry));
    }
    return found;
  }

  private static Optional<Credential> ofFile(
      Path file, CredentialRetriever retriever, String registry)
      throws CredentialRetrievalException {
    try {
      return retriever.retrieve();
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      // Of the decoding, whose messages could show part of the password.
      throw new ProblemException(
          "the credentials for '" + registry + "' are not a user name and a password in base64",
          "file " + file,
          "docker login " + registry);
    }
  }

  private static Set<Path> files() {
    Set<Path> folders = new LinkedHashSet<>();
    for (String variable : List.of("XDG_RUNTIME_DIR", "XDG_CONFIG_HOME")) {
      variable(variable).ifPresent(folders::add);
    }
    Path home = Path.of(System.getProperty("user.home"));
    folders.add(home.resolve(".config"));
    Set<Path> files = new LinkedHashSet<>();
    folders.forEach(folder -> files.add(folder.resolve("containers/auth.json")));
    Set<Path> docker = new LinkedHashSet<>();
    variable("DOCKER_CONFIG").ifPresent(docker::add);
    docker.add(home.resolve(".docker"));
    for (Path folder : docker) {
      for (String name : List.of("config.json", ".dockerconfigjson", ".dockercfg")) {
        files.add(folder.resolve(name));
      }
    }
    return files;
  }

  private static Optional<Path> variable(String name) {
    return Optional.ofNullable(System.getenv(name))
        .filter(value -> !value.isEmpty())
        .map(Path::of);
  }
}
