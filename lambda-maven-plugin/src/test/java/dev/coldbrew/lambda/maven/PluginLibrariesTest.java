// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.junit.jupiter.api.Test;

/**
 * What every build with the packaging downloads and has in its class loader. A large library belongs
 * in an {@link OptionalArtifact}.
 */
class PluginLibrariesTest {

  @Test
  void everyBuildLoadsTheseAndNoneOfAwsClients() throws Exception {
    PluginDescriptor plugin = Goal.descriptor();

    assertEquals(
        List.of(
            "com.amazonaws:aws-lambda-java-core",
            "com.amazonaws:aws-lambda-java-serialization",
            "com.fasterxml.jackson.core:jackson-core",
            "com.google.code.gson:gson",
            "com.google.errorprone:error_prone_annotations",
            "commons-codec:commons-codec",
            "commons-io:commons-io",
            "dev.coldbrew:lambda-runtime",
            "io.github.cdimascio:dotenv-java",
            "org.apache.commons:commons-compress",
            "org.apache.commons:commons-lang3",
            "org.ow2.asm:asm",
            "org.ow2.asm:asm-analysis",
            "org.ow2.asm:asm-tree",
            "org.ow2.asm:asm-util",
            "software.amazon.eventstream:eventstream"),
        plugin.getDependencies().stream()
            .map(library -> library.getGroupId() + ":" + library.getArtifactId())
            .sorted()
            .toList());
  }
}
