// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.download;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.annotations.SerializedName;
import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * The releases that Adoptium has published. Early-access builds are not among them.
 *
 * @see <a href="https://api.adoptium.net/q/swagger-ui/">Adoptium's API</a>
 */
public final class AdoptiumApi {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** A page of twenty releases is less than 2 MB, even with the archives of all platforms. */
  private static final int MAX_RESPONSE = 16 << 20;

  private static final int PAGE_SIZE = 20; // the API's limit

  /** Names of files and folders that are safe on every system. */
  private static final String PLAIN_NAME = "\\w[\\w.+-]*";

  private final Source source;
  private final Http http;

  public AdoptiumApi(Source source) {
    this.source = source;
    this.http = new Http(source, TIMEOUT, LowSpeedLimit.USUAL);
  }

  Source source() {
    return source;
  }

  /** The parts of the API's JSON that are read. */
  private record Release(String release_name, VersionData version_data, List<Binary> binaries) {}

  private record VersionData(String openjdk_version) {}

  private record Binary(
      String os,
      String architecture,
      String image_type,
      String jvm_impl,
      String heap_size,
      String project,
      @SerializedName("package") Package archive) {}

  private record Package(String name, String link, long size, String checksum) {}

  private record Available(List<Integer> available_releases) {}

  /** The feature versions of all releases, such as 17 and 25. */
  public List<Integer> features() {
    Available available = get("/v3/info/available_releases", Available.class);
    if (available == null || available.available_releases == null) {
      throw noApi("it lists no releases", null);
    }
    return available.available_releases.stream().filter(Objects::nonNull).toList();
  }

  /**
   * The archives of all updates of a feature version; none if there is no such version.
   *
   * <p>The filters in the address only make the response shorter: a mirror that serves plain files
   * may ignore them.
   *
   * @param feature such as 25
   * @param image {@code jdk}, or {@code jmods}
   */
  public List<Asset> assets(int feature, String image, Platform platform) {
    List<Asset> assets = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int page = 0; ; page++) {
      Release[] releases = get(
          "/v3/assets/feature_releases/" + feature + "/ga?architecture=" + platform.architecture()
              + "&heap_size=normal&image_type=" + image + "&jvm_impl=hotspot&os="
              + platform.system() + "&page=" + page + "&page_size=" + PAGE_SIZE
              + "&project=jdk&vendor=eclipse",
          Release[].class);
      boolean isNew = false;
      for (Release release : releases == null ? new Release[0] : releases) {
        if (release != null && seen.add(release.release_name)) {
          isNew = true;
          add(release, image, platform, assets);
        }
      }
      if (!isNew || releases.length < PAGE_SIZE) {
        return assets;
      }
    }
  }

  private void add(Release release, String image, Platform platform, List<Asset> assets) {
    if (release.release_name == null
        || !release.release_name.matches(PLAIN_NAME)
        || release.version_data == null
        || !isVersion(release.version_data.openjdk_version)
        || release.binaries == null) {
      return;
    }
    for (Binary binary : release.binaries) {
      if (binary != null && isAskedFor(binary, image, platform) && isWhole(binary.archive)) {
        assets.add(new Asset(
            release.release_name,
            release.version_data.openjdk_version,
            folder(release.release_name, image, platform),
            binary.archive.name,
            source.archive(link(binary.archive.link)),
            binary.archive.size,
            binary.archive.checksum.toLowerCase(Locale.ROOT)));
      }
    }
  }

  private static boolean isVersion(String text) {
    try {
      return text != null && Runtime.Version.parse(text).feature() > 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The name of the folder that an archive is unpacked into; jmods lie beside their JDK. */
  public static String folder(String release, String image, Platform platform) {
    return release + "-" + platform + (image.equals("jdk") ? "" : "-" + image);
  }

  private static boolean isAskedFor(Binary binary, String image, Platform platform) {
    return platform.system().equals(binary.os)
        && platform.architecture().equals(binary.architecture)
        && image.equals(binary.image_type)
        && "hotspot".equals(binary.jvm_impl)
        && "normal".equals(binary.heap_size)
        && "jdk".equals(binary.project);
  }

  /** Without a checksum, nothing could prove that an archive is the published one. */
  private static boolean isWhole(Package archive) {
    return archive != null
        && archive.name != null
        && archive.name.matches(PLAIN_NAME)
        && archive.name.endsWith(".tar.gz")
        && archive.link != null
        && archive.size > 0
        && archive.checksum != null
        && archive.checksum.matches("(?i)[0-9a-f]{64}");
  }

  private URI link(String link) {
    try {
      URI uri = URI.create(link);
      if (uri.getHost() == null) { // relative, say
        throw new IllegalArgumentException("no server");
      }
      return uri;
    } catch (IllegalArgumentException e) {
      throw noApi("it sent the link '" + link + "'", e);
    }
  }

  /** Null if there is nothing (404). */
  private <T> T get(String path, Class<T> type) {
    URI uri = source.resolve(path);
    try (Http.Response response = http.get(uri, 0)) {
      if (response.status() == 404) {
        return null;
      }
      if (response.status() != 200) {
        throw noApi("it sent status " + response.status(), null);
      }
      if (response.type().equals("text/html")) {
        throw noApi("it sent a web page", null);
      }
      byte[] body = response.body().readNBytes(MAX_RESPONSE);
      return new Gson().fromJson(new String(body, StandardCharsets.UTF_8), type);
    } catch (JsonParseException e) {
      throw noApi("it sent other JSON, or none", e);
    } catch (IOException e) {
      throw noApi(ProblemException.reason(e), e);
    }
  }

  private ProblemException noApi(String reason, Exception cause) {
    return new ProblemException(
        "'" + source.url() + "' does not respond as Adoptium's API does: " + reason,
        source.where(),
        source
            .mirror()
            .map(
                id -> "exclude the API from that mirror, <mirrorOf>*,!adoptium</mirrorOf>, or add a"
                    + " <mirror> only for 'adoptium' to ~/.m2/settings.xml")
            .orElse("try again later, or set the path of a JDK: <jdk>/path/of/the/jdk</jdk>"),
        cause);
  }
}
