// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve.http;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a caller names a function: by its name, its ARN or a part of that, with or without a
 * qualifier.
 *
 * @param region null if the caller names none
 * @param qualifier null if the caller names none
 */
record FunctionName(String region, String name, String qualifier) {

  /** As it appears in AWS's error message. */
  private static final String NAME = "(arn:(aws[a-zA-Z-]*)?:lambda:)?"
      + "((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?"
      + "([a-zA-Z0-9-_\\.]+)(:(\\$LATEST(\\.PUBLISHED)?|[a-zA-Z0-9-_]+))?";

  private static final String QUALIFIER = "\\$(LATEST(\\.PUBLISHED)?)|[a-zA-Z0-9-_$]+";

  private static final int MAX_QUALIFIER = 128;

  // Groups of the pattern
  private static final int REGION = 3;
  private static final int FUNCTION = 11;
  private static final int OF_NAME = 13;

  /**
   * @param value from the path of the request
   * @param qualifier from its query; null for none
   */
  static FunctionName parse(String value, String qualifier) throws ServiceException {
    List<String> errors = new ArrayList<>();
    Matcher name = Pattern.compile(NAME).matcher(value);
    if (!name.matches()) {
      errors.add(error(value, "functionName", "satisfy regular expression pattern: " + NAME));
    }
    if (qualifier != null && qualifier.length() > MAX_QUALIFIER) {
      errors.add(
          error(qualifier, "qualifier", "have length less than or equal to " + MAX_QUALIFIER));
    }
    if (qualifier != null && !qualifier.matches(QUALIFIER)) {
      errors.add(error(qualifier, "qualifier", "satisfy regular expression pattern: " + QUALIFIER));
    }
    if (!errors.isEmpty()) {
      throw ServiceException.validation(errors.size() + " validation error"
          + (errors.size() == 1 ? "" : "s") + " detected: " + String.join("; ", errors));
    }
    String ofName = name.group(OF_NAME);
    if (ofName != null && qualifier != null && !ofName.equals(qualifier)) {
      throw ServiceException.invalidParameter(
          "The derived qualifier from the function name does not match the specified qualifier.");
    }
    String region = name.group(REGION);
    return new FunctionName(
        region == null ? null : region.substring(0, region.length() - 1),
        name.group(FUNCTION),
        ofName == null ? qualifier : ofName);
  }

  private static String error(String value, String field, String constraint) {
    return "Value '" + value + "' at '" + field + "' failed to satisfy constraint: Member must "
        + constraint;
  }
}
