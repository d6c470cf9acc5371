// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.image;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The grammar of image names, by which a wrong name is found before anything is downloaded.
 *
 * @see <a href="https://github.com/distribution/reference/blob/main/reference.go">Distribution's
 *     reference</a>
 */
final class ImageName {

  private static final String LABEL = "[a-zA-Z\\d](?:[a-zA-Z\\d-]*[a-zA-Z\\d])?";
  private static final String HOST =
      "(?:" + LABEL + "(?:\\." + LABEL + ")*|\\[[a-fA-F\\d:]+\\])(?::\\d+)?";
  private static final String COMPONENT = "[a-z\\d]+(?:(?:[_.]|__|-+)[a-z\\d]+)*";
  private static final String TAG = "\\w[\\w.-]{0,127}";

  private static final Pattern NAME = Pattern.compile("(?:" + HOST + "/)?" + COMPONENT + "(?:/"
      + COMPONENT + ")*(?::" + TAG + ")?(?:@[a-z\\d+._-]+:[a-fA-F\\d]+)?");

  /** The first component is a host if it looks like one; else the image is on Docker Hub. */
  private static final Pattern WITH_HOST =
      Pattern.compile("((?:localhost|[^/]*[.:][^/]*)/)(.*)", Pattern.DOTALL);

  private static final Pattern FILE = Pattern.compile("\\.{0,2}/.*|.*\\.tar", Pattern.DOTALL);

  private ImageName() {}

  static boolean isValid(String name) {
    return NAME.matcher(name).matches();
  }

  static boolean hasHost(String name) {
    return WITH_HOST.matcher(name).matches();
  }

  /** Whether the text is meant as the path of a file. */
  static boolean isFile(String text) {
    return FILE.matcher(text).matches() && (text.startsWith(".") || !hasHost(text));
  }

  /** A valid name like a wrong one. */
  static String like(String name) {
    Matcher withHost = WITH_HOST.matcher(name);
    String host = withHost.matches() ? withHost.group(1) : "";
    String rest = name.substring(host.length()).replaceFirst("@.*", "");
    int colon = rest.indexOf(':');
    String repository = (colon < 0 ? rest : rest.substring(0, colon))
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z\\d/]+", "-")
        .replaceAll("(?<=^|/)-+|-+(?=/|$)", "");
    String tag = colon < 0
        ? ""
        : rest.substring(colon + 1).replaceAll("[^\\w.-]+", "-").replaceAll("^[.-]+|-+$", "");
    String like = host + repository + ":" + (tag.isEmpty() ? "1.0" : tag);
    return isValid(like) ? like : "localhost:5000/hello:1.0";
  }
}
