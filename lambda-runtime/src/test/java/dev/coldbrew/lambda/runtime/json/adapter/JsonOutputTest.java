// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.json.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the answers of handlers, compared with AWS's in {@link AnswersTest}, do not reach. */
class JsonOutputTest {

  @Test
  void separatorsStandBetweenValuesWhateverTheseEndWith() {
    JsonOutput out = new JsonOutput();

    out.beginArray().value("{").value("[").value(":").value(1).value(true).beginObject();
    out.name("[")
        .value("{")
        .name("{")
        .beginArray()
        .endArray()
        .name(":")
        .value(2)
        .endObject();
    out.beginArray()
        .beginArray()
        .endArray()
        .beginObject()
        .endObject()
        .endArray()
        .endArray();

    assertEquals(
        "[\"{\",\"[\",\":\",1,true,{\"[\":\"{\",\"{\":[],\":\":2},[[],{}]]", out.toString());
  }

  @Test
  void nullIsLeftOutWithItsNameAndElsewhereWritten() {
    JsonOutput out = new JsonOutput();

    out.beginObject().name("a").nullValue().name("b").value((String) null);
    out.name("c").explicitNull().name("d").beginArray().nullValue().nullValue().endArray();
    out.endObject();

    assertEquals("{\"c\":null,\"d\":[null,null]}", out.toString());
  }

  @Test
  void objectsSideBySideAreNotDeep() {
    JsonOutput out = new JsonOutput();

    out.beginArray();
    for (int i = 0; i < 2000; i++) {
      out.beginObject().endObject();
    }
    out.endArray();

    assertEquals(6001, out.written().limit());
  }

  @Test
  void bufferGrowsWithTextsThatAreEscaped() {
    String text = "\u0001\ud83d\u20ac".repeat(1000);

    String json = new JsonOutput().value(text).toString();

    assertEquals("\"" + "\\u0001\\uD83D\u20ac".repeat(1000) + "\"", json);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-0", "10", "1.50", "-1.5e7", "1E+3", "2e-3"})
  void numberOfAnUnknownClassIsWrittenAsItSays(String digits) {
    assertEquals(digits, new JsonOutput().value(number(digits)).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1.", ".5", "+1", "01", "NaN", "0x1", "1 ", "\u0661"})
  void numberOfAnUnknownClassThatIsNoneInJsonIsRefused(String text) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> new JsonOutput().value(number(text)));

    assertEquals(
        "'" + text + "' of a " + Digits.class.getName() + " is not a number in JSON",
        e.getMessage());
  }

  private static Number number(String text) {
    return new Digits(text);
  }

  private static final class Digits extends Number {
    private static final long serialVersionUID = 1;
    private final String text;

    Digits(String text) {
      this.text = text;
    }

    @Override
    public int intValue() {
      return 0;
    }

    @Override
    public long longValue() {
      return 0;
    }

    @Override
    public float floatValue() {
      return 0;
    }

    @Override
    public double doubleValue() {
      return 0;
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
