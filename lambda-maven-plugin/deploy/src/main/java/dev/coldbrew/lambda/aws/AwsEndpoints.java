// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.aws;

import dev.coldbrew.lambda.problem.ProblemException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * The endpoints that somebody has set in place of AWS's own. AWS's SDK finds them itself, but says of a
 * wrong one only that a character is illegal.
 *
 * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html">Service-specific
 *     endpoints</a>
 */
final class AwsEndpoints {

  private static final String PROPERTY = "aws.endpointUrl";
  private static final String VARIABLE = "AWS_ENDPOINT_URL";
  private static final String SETTING = "endpoint_url";

  /** That this plugin calls; each may have an endpoint of its own. */
  private static final List<String> SERVICES = List.of("Lambda", "S3", "Iam", "Sts");

  private AwsEndpoints() {}

  /**
   * @throws ProblemException if one of them is not a URL
   */
  static void requireUrls(
      Properties properties, Map<String, String> environment, AwsProfile profile) {
    requireProperty(PROPERTY, properties);
    requireVariable(VARIABLE, environment);
    requireSetting(SETTING, profile.setting(SETTING).orElse(null), profile);
    for (String service : SERVICES) {
      requireProperty(PROPERTY + service, properties);
      requireVariable(VARIABLE + "_" + service.toUpperCase(Locale.ROOT), environment);
      String section = service.toLowerCase(Locale.ROOT);
      requireSetting(SETTING, profile.serviceSetting(section, SETTING).orElse(null), profile);
    }
  }

  private static void requireProperty(String name, Properties properties) {
    String value = properties.getProperty(name);
    requireUrl(value, "property " + name, "mvn ... -D" + name + "=" + corrected(value));
  }

  private static void requireVariable(String name, Map<String, String> environment) {
    String value = environment.get(name);
    requireUrl(value, "environment variable " + name, "export " + name + "=" + corrected(value));
  }

  private static void requireSetting(String name, String value, AwsProfile profile) {
    requireUrl(
        value,
        "setting " + name + " of profile '" + profile.name() + "'",
        "write " + name + " = " + corrected(value) + " in " + AwsProfile.files());
  }

  private static void requireUrl(String value, String where, String hint) {
    if (value != null && !isUrl(value)) {
      throw new ProblemException("'" + value + "' is not a URL", where, hint);
    }
  }

  private static String corrected(String value) {
    String url = "http://" + (value == null ? "" : value.replaceFirst("^[a-z]*:?/+", ""));
    return isUrl(url) ? url : "http://127.0.0.1:9000";
  }

  private static boolean isUrl(String value) {
    try {
      URI uri = new URI(value);
      return uri.getHost() != null && List.of("http", "https").contains(uri.getScheme());
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
