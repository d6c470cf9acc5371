// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonParser;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What AWS accepts as a function's name. */
class FunctionNameTest {

  private static final String OF_NAME =
      "' at 'functionName' failed to satisfy constraint: Member must"
          + " satisfy regular expression pattern: (arn:(aws[a-zA-Z-]*)?:lambda:)?"
          + "((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?"
          + "([a-zA-Z0-9-_\\.]+)(:(\\$LATEST(\\.PUBLISHED)?|[a-zA-Z0-9-_]+))?";

  private static final String OF_QUALIFIER = "' at 'qualifier' failed to satisfy constraint: Member"
      + " must satisfy regular expression pattern: \\$(LATEST(\\.PUBLISHED)?)|[a-zA-Z0-9-_$]+";

  @ParameterizedTest
  @CsvSource({
    "my-function,, , my-function,",
    "my.function_1,, , my.function_1,",
    "my-function:1,, , my-function, 1",
    "my-function:$LATEST,, , my-function, $LATEST",
    "my-function:$LATEST, $LATEST, , my-function, $LATEST",
    "my-function, $latest, , my-function, $latest",
    "function:my-function:PROD,, , my-function, PROD",
    "123456789012:function:my-function,, , my-function,",
    "arn:aws:lambda:us-east-1:123456789012:function:my-function,, us-east-1, my-function,",
    "arn:aws-us-gov:lambda:us-gov-west-1:123456789012:function:f:7,, us-gov-west-1, f, 7",
    "arn:aws:lambda:us-east-1:123456789012:function,, us-east-1, function,"
  })
  void namesAndArnsAndPartsOfThem(
      String value, String parameter, String region, String name, String qualifier)
      throws Exception {
    assertEquals(new FunctionName(region, name, qualifier), FunctionName.parse(value, parameter));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "my-function!",
        "invalid-account:function:my-function",
        "arn:aws:lambda:invalid-region:123456789012:function:my-function",
        "arn:aws:ec2:us-east-1:123456789012:instance:i-1234567890abcdef0",
        "arn:aws:lambda:us-east-1:123456789012:function:my-function:1:2",
        "arn:aws:lambda:us-east-1:123400000000@function:myfn",
        "function:my-function:$LATEST:extra",
        "arn:aws:lambda::123456789012:function:my-function",
        "arn:aws:lambda:us-east-1::function:my-function",
        "arn:aws:lambda:us-east-1:123456789012:function:my-function:$LATES",
        "my-function\n"
      })
  void aMalformedNameIsAValidationError(String value) {
    assertError(
        "1 validation error detected: Value '" + value + OF_NAME,
        assertThrows(ServiceException.class, () -> FunctionName.parse(value, null)));
  }

  @Test
  void aQualifierHasItsOwnForm() {
    assertError(
        "1 validation error detected: Value 'invalid!" + OF_QUALIFIER,
        assertThrows(ServiceException.class, () -> FunctionName.parse("f", "invalid!")));
  }

  @Test
  void aQualifierHas128CharactersAtMost() throws Exception {
    String longest = "a".repeat(128);
    assertEquals(new FunctionName(null, "f", longest), FunctionName.parse("f", longest));
    assertError(
        "1 validation error detected: Value '" + longest + "a' at 'qualifier' failed to satisfy"
            + " constraint: Member must have length less than or equal to 128",
        assertThrows(ServiceException.class, () -> FunctionName.parse("f", longest + "a")));
  }

  @Test
  void allErrorsAreNamed() {
    assertError(
        "2 validation errors detected: Value '*" + OF_NAME + "; Value '!" + OF_QUALIFIER,
        assertThrows(ServiceException.class, () -> FunctionName.parse("*", "!")));
  }

  @Test
  void twoQualifiersContradict() {
    for (String value : List.of("f:1", "f:$LATEST", "function:f:PROD")) {
      ServiceException error =
          assertThrows(ServiceException.class, () -> FunctionName.parse(value, "2"));
      assertEquals("InvalidParameterValueException", error.type());
      assertError(
          "The derived qualifier from the function name does not match the specified qualifier.",
          error);
    }
  }

  private static void assertError(String message, ServiceException error) {
    assertEquals(400, error.status());
    assertEquals(
        message,
        JsonParser.parseString(error.body()).getAsJsonObject().get("message").getAsString());
  }
}
