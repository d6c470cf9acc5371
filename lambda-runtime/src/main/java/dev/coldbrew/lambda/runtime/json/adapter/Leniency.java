// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.json.adapter;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * What AWS's serializer, which is Jackson, accepts although it is not JSON of the type asked for.
 *
 * <table>
 * <caption>What is read as what</caption>
 * <tr><th>JSON</th><th>for</th><th>is read as</th></tr>
 * <tr><td>{@code null}, {@code []}</td><td>any type but an array or a collection</td><td>nothing:
 * null, a primitive's zero, an empty Optional ({@code ValueAdapter.none})</td></tr>
 * <tr><td>{@code [x]}</td><td>any type but an array or a collection</td><td>x
 * ({@code ValueAdapter.read})</td></tr>
 * <tr><td>{@code x}</td><td>an array or a collection</td><td>{@code [x]}
 * ({@code ListAdapter.readInto})</td></tr>
 * <tr><td>blank text</td><td>any type but text; for a character, empty text</td><td>nothing ({@link #isBlank})</td></tr>
 * <tr><td>{@code "null"}</td><td>a number, a boolean, a character, a date</td><td>nothing
 * ({@link #isNothing})</td></tr>
 * <tr><td>{@code "12"}, {@code 12}, {@code true}</td><td>a type that one value stands for</td><td>each
 * for each other, as far as the text allows ({@code ScalarAdapter})</td></tr>
 * <tr><td>{@code 12.9}</td><td>a whole number</td><td>12 ({@link #withoutFraction}); {@code "12.9"} is
 * refused</td></tr>
 * <tr><td>{@code 255}</td><td>a byte</td><td>-1 ({@link #MAX_BYTE})</td></tr>
 * <tr><td>{@code 2}</td><td>a boolean</td><td>true, as all but 0 ({@link #isTrue})</td></tr>
 * <tr><td>{@code 65}</td><td>a character</td><td>A ({@link #character})</td></tr>
 * <tr><td>{@code 1}, {@code "1"}</td><td>an enum</td><td>the second constant; null beyond the last,
 * and for an unknown name ({@link #constant})</td></tr>
 * <tr><td>an array of numbers</td><td>a date or time of {@code java.time}, bytes</td><td>its parts
 * ({@code TimeAdapter}, {@code BytesAdapter})</td></tr>
 * </table>
 */
public final class Leniency {

  /** Beyond 127, a byte is a negative one. */
  public static final int MAX_BYTE = 255;

  private Leniency() {}

  public static boolean isBlank(String text) {
    return text.trim().isEmpty(); // Jackson strips what String.trim strips
  }

  public static boolean isNothing(String text) {
    return isBlank(text) || text.trim().equals("null");
  }

  /**
   * @throws NumberFormatException if it is no number, or has more digits than there is memory
   */
  public static BigInteger withoutFraction(String digits) {
    BigDecimal value = new BigDecimal(digits);
    if (value.scale() < -100_000) { // an exponent
      throw new NumberFormatException(digits);
    }
    return value.toBigInteger();
  }

  /**
   * @throws IllegalArgumentException if it is not a whole number
   */
  public static boolean isTrue(Number number) {
    if (number instanceof Double) {
      throw new IllegalArgumentException(number.toString());
    }
    return !number.equals(0);
  }

  /**
   * @throws IllegalArgumentException if it is not the number of a character
   */
  public static char character(String digits) {
    int code = Integer.parseInt(digits);
    if (code < 0 || code > Character.MAX_VALUE) {
      throw new IllegalArgumentException(digits);
    }
    return (char) code;
  }

  /**
   * @throws NumberFormatException if it is not a whole number
   */
  public static Object constant(Object[] constants, String digits) {
    int position = Integer.parseInt(digits);
    return position >= 0 && position < constants.length ? constants[position] : null;
  }
}
