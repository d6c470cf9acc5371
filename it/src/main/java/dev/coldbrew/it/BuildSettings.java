// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * The settings of the builds under test: those of the Maven installation, and the outer build's
 * local repository as one more repository, asked before all others. So nothing is downloaded twice,
 * and what is missing there still comes the way that the user's settings say. They also set where
 * images are kept: on the command line, that would be in every command that a hint repeats.
 */
final class BuildSettings {

  private static final String PROFILE = """
      <profile>
        <id>outer</id>
        <properties><lambda.cacheDirectory>%s</lambda.cacheDirectory></properties>
        <repositories>%s</repositories>
        <pluginRepositories>%s</pluginRepositories>
      </profile>""";

  // No snapshots: an installed Coldbrew must not stand in for the one that this build has staged.
  // No checksums: a local repository does not keep them all.
  private static final String REPOSITORY = """
      <%1$s>
        <id>outer</id>
        <url>%2$s</url>
        <releases><checksumPolicy>ignore</checksumPolicy></releases>
        <snapshots><enabled>false</enabled></snapshots>
      </%1$s>""";

  // A mirror of exactly one repository goes before a user's mirror of all.
  private static final String MIRROR =
      "<mirror><id>outer</id><mirrorOf>outer</mirrorOf><url>%s</url></mirror>";

  private BuildSettings() {}

  /** Writes an installation's settings, which may be none, with the repository added. */
  static void write(Path installation, Path localRepository, Path images, Path file) {
    URI url = localRepository.toUri();
    String plain = REPOSITORY.formatted("repository", url);
    String plugins = REPOSITORY.formatted("pluginRepository", url);
    try {
      Document settings = Files.exists(installation) ? read(installation) : parse("<settings/>");
      add(settings, "mirrors", MIRROR.formatted(url));
      add(settings, "profiles", PROFILE.formatted(images, plain, plugins));
      add(settings, "activeProfiles", "<activeProfile>outer</activeProfile>");
      // Test classes run at once: one reads this while another writes it.
      Path draft = Files.createTempFile(file.getParent(), "settings-", ".xml");
      try (OutputStream out = Files.newOutputStream(draft)) {
        TransformerFactory.newInstance()
            .newTransformer()
            .transform(new DOMSource(settings), new StreamResult(out));
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (Exception e) {
      throw new IllegalStateException(installation + " cannot be copied to " + file, e);
    }
  }

  private static void add(Document settings, String list, String element) throws Exception {
    NodeList lists = settings.getElementsByTagName(list);
    Node parent = lists.getLength() > 0
        ? lists.item(0)
        : settings.getDocumentElement().appendChild(settings.createElement(list));
    parent.appendChild(settings.importNode(parse(element).getDocumentElement(), true));
  }

  private static Document read(Path file) throws Exception {
    try (InputStream in = Files.newInputStream(file)) {
      return parse(in);
    }
  }

  private static Document parse(String xml) throws Exception {
    return parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
  }

  private static Document parse(InputStream xml) throws Exception {
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(xml);
  }
}
