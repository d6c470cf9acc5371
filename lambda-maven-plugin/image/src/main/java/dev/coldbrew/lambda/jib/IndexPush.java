// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jib;

import com.google.cloud.tools.jib.api.Credential;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.LogEvent;
import com.google.cloud.tools.jib.blob.BlobDescriptor;
import com.google.cloud.tools.jib.event.EventHandlers;
import com.google.cloud.tools.jib.global.JibSystemProperties;
import com.google.cloud.tools.jib.hash.Digests;
import com.google.cloud.tools.jib.http.FailoverHttpClient;
import com.google.cloud.tools.jib.image.json.ManifestTemplate;
import com.google.cloud.tools.jib.image.json.OciIndexTemplate;
import com.google.cloud.tools.jib.image.json.V22ManifestListTemplate;
import com.google.cloud.tools.jib.image.json.V22ManifestListTemplate.ManifestDescriptorTemplate;
import com.google.cloud.tools.jib.image.json.V22ManifestTemplate;
import com.google.cloud.tools.jib.registry.RegistryClient;
import dev.coldbrew.lambda.image.ImageAccess;
import dev.coldbrew.lambda.image.ImageLocation;
import dev.coldbrew.lambda.jvm.Architecture;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * Pushes an index of images that are already in the registry. Jib itself makes an index only of
 * images with the same files.
 */
final class IndexPush {

  private static final String OS = "linux";

  private IndexPush() {}

  /** @return the digest of the index */
  static String push(
      ImageLocation target,
      Map<Architecture, String> digests,
      boolean oci,
      ImageAccess access,
      JibLog log)
      throws Exception {
    FailoverHttpClient http = new FailoverHttpClient(
        access.allowsInsecure(target), JibSystemProperties.sendCredentialsOverHttp(), log);
    try {
      ImageReference reference = ImageReference.parse(target.name());
      RegistryClient client = client(reference, http, access, log);
      ManifestTemplate index = oci ? ociIndex(client, digests) : dockerList(client, digests);
      return client.pushManifest(index, reference.getQualifier()).toString();
    } finally {
      http.shutDown();
    }
  }

  private static RegistryClient client(
      ImageReference reference, FailoverHttpClient http, ImageAccess access, JibLog log)
      throws Exception {
    Optional<Credential> credential = Credentials.find(reference, access, log);
    RegistryClient client = RegistryClient.factory(
            EventHandlers.builder().add(LogEvent.class, log).build(),
            reference.getRegistry(),
            reference.getRepository(),
            http)
        .setCredential(credential.orElse(null))
        .setUserAgent(JibImageTool.NAME)
        .newRegistryClient();
    boolean takesTokens = client.doPushBearerAuth();
    if (!takesTokens && credential.filter(one -> !one.isOAuth2RefreshToken()).isPresent()) {
      client.configureBasicAuth();
    }
    return client;
  }

  private static ManifestTemplate ociIndex(RegistryClient client, Map<Architecture, String> digests)
      throws Exception {
    OciIndexTemplate index = new OciIndexTemplate();
    for (Map.Entry<Architecture, String> image : digests.entrySet()) {
      index.addManifest(descriptor(client, image.getValue()), image.getKey().lambdaName());
      index
          .getManifests()
          .get(index.getManifests().size() - 1)
          .setPlatform(image.getKey().imageName(), OS);
    }
    return index;
  }

  private static ManifestTemplate dockerList(
      RegistryClient client, Map<Architecture, String> digests) throws Exception {
    V22ManifestListTemplate list = new V22ManifestListTemplate();
    for (Map.Entry<Architecture, String> image : digests.entrySet()) {
      ManifestDescriptorTemplate manifest = new ManifestDescriptorTemplate();
      manifest.setMediaType(V22ManifestTemplate.MANIFEST_MEDIA_TYPE);
      manifest.setSize(descriptor(client, image.getValue()).getSize());
      manifest.setDigest(image.getValue());
      manifest.setPlatform(image.getKey().imageName(), OS);
      list.addManifest(manifest);
    }
    return list;
  }

  private static BlobDescriptor descriptor(RegistryClient client, String digest) throws Exception {
    BlobDescriptor descriptor =
        Digests.computeDigest(client.pullManifest(digest).getManifest());
    if (!descriptor.getDigest().toString().equals(digest)) {
      throw new IOException("the registry changed the manifest " + digest);
    }
    return descriptor;
  }
}
