// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.json.value;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.coldbrew.lambda.runtime.json.adapter.JsonOutput;
import dev.coldbrew.lambda.runtime.json.adapter.Leniency;
import dev.coldbrew.lambda.runtime.json.adapter.NotReadable;
import dev.coldbrew.lambda.runtime.json.adapter.ScalarAdapter;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;

/**
 * {@code java.time}: points in time and durations are decimal seconds, local dates and times arrays
 * of their parts. ISO 8601 is also read.
 */
public final class TimeAdapter extends ScalarAdapter {

  private static final ChronoField[] PARTS = {
    ChronoField.YEAR,
    ChronoField.MONTH_OF_YEAR,
    ChronoField.DAY_OF_MONTH,
    ChronoField.HOUR_OF_DAY,
    ChronoField.MINUTE_OF_HOUR,
    ChronoField.SECOND_OF_MINUTE,
    ChronoField.NANO_OF_SECOND
  };

  /** What is before each part in ISO 8601, and how many digits it has there. */
  private static final String SEPARATORS = " --T::.";

  private static final int[] DIGITS = {4, 2, 2, 2, 2, 2, 9};
  private static final int HOUR = 3;

  /** AWS takes numbers beyond for 0. */
  private static final int MAX_SCALE = 63;

  TimeAdapter(Class<?> type) {
    super(type);
  }

  static boolean knows(Class<?> type) {
    return isPoint(type) || hasParts(type) || type == Duration.class || type == Year.class;
  }

  private static boolean isPoint(Class<?> type) {
    return type == Instant.class || type == OffsetDateTime.class || type == ZonedDateTime.class;
  }

  private static boolean hasParts(Class<?> type) {
    return type == LocalDate.class
        || type == LocalDateTime.class
        || type == LocalTime.class
        || type == OffsetTime.class
        || type == YearMonth.class;
  }

  @Override
  public boolean readsArrays() {
    return hasParts(type);
  }

  @Override
  public Object fromString(String text) {
    String iso = text.trim();
    if (Leniency.isBlank(iso)) {
      return null;
    }
    if (isPoint(type) || type == Duration.class) {
      return isNumber(iso) ? fromNumber(iso) : type == Duration.class ? parse(iso) : point(iso);
    }
    boolean local =
        type == LocalDate.class || type == LocalDateTime.class || type == LocalTime.class;
    if (local && iso.length() > 10 && iso.charAt(10) == 'T') {
      LocalDateTime time =
          LocalDateTime.parse(iso.endsWith("Z") ? iso.substring(0, iso.length() - 1) : iso);
      return type == LocalDate.class
          ? time.toLocalDate()
          : type == LocalTime.class ? time.toLocalTime() : time;
    }
    return parse(iso);
  }

  /** Keeps its zone, as what is read of a value does not. */
  @Override
  public Object fromKey(String text) {
    boolean zoned = isPoint(type) && type != Instant.class && text.indexOf('T') > 0;
    return zoned ? parse(withColon(text)) : fromString(text);
  }

  private Object parse(String iso) {
    return switch (type.getSimpleName()) {
      case "Duration" -> Duration.parse(iso);
      case "Instant" -> Instant.parse(iso);
      case "LocalDate" -> LocalDate.parse(iso);
      case "LocalDateTime" -> LocalDateTime.parse(iso);
      case "LocalTime" -> LocalTime.parse(iso);
      case "OffsetDateTime" -> OffsetDateTime.parse(iso);
      case "OffsetTime" -> OffsetTime.parse(iso);
      case "Year" -> Year.parse(iso);
      case "YearMonth" -> YearMonth.parse(iso);
      default -> ZonedDateTime.parse(iso);
    };
  }

  private Object point(String iso) {
    boolean zero = type == Instant.class && iso.endsWith("+00");
    Object parsed = parse(zero ? iso + ":00" : withColon(iso));
    if (parsed instanceof OffsetDateTime time) {
      return time.withOffsetSameInstant(ZoneOffset.UTC);
    }
    return parsed instanceof ZonedDateTime time ? time.withZoneSameInstant(ZoneOffset.UTC) : parsed;
  }

  /** {@code +0200} is not ISO 8601's extended form, but common. */
  static String withColon(String iso) {
    int zone = iso.indexOf('[');
    int hours = (zone < 0 ? iso.length() : zone) - 5;
    boolean basic = hours > 0 && (iso.charAt(hours) == '+' || iso.charAt(hours) == '-');
    return basic ? iso.substring(0, hours + 3) + ":" + iso.substring(hours + 3) : iso;
  }

  private static boolean isNumber(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && c != '.' && (c != '-' && c != '+' || i > 0)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public Object fromNumber(String digits) {
    if (type == Year.class) {
      return Year.of(Integer.parseInt(digits));
    }
    if (type == LocalDate.class) {
      return LocalDate.ofEpochDay(Long.parseLong(digits));
    }
    BigDecimal decimal = NumberAdapter.decimal(digits);
    if (Math.abs(decimal.scale()) > MAX_SCALE) {
      decimal = BigDecimal.ZERO;
    }
    long seconds = decimal.longValue();
    long nanos = decimal.remainder(BigDecimal.ONE).movePointRight(9).longValue();
    if (seconds < 0 && seconds > Instant.MIN.getEpochSecond()) {
      nanos = Math.abs(nanos); // as AWS does, and as it writes a point in time before 1970
    }
    if (type == Duration.class) {
      return Duration.ofSeconds(seconds, nanos);
    }
    if (!isPoint(type)) {
      throw new IllegalArgumentException(digits);
    }
    Instant instant = Instant.ofEpochSecond(seconds, nanos);
    return type == Instant.class
        ? instant
        : type == OffsetDateTime.class
            ? instant.atOffset(ZoneOffset.UTC)
            : instant.atZone(ZoneOffset.UTC);
  }

  /** The parts are put together as ISO 8601, which knows how many there must be. */
  @Override
  public Object readStructure(JsonReader in, JsonToken token) throws IOException {
    if (token != JsonToken.BEGIN_ARRAY) {
      throw NotReadable.next(in, type);
    }
    StringBuilder iso = new StringBuilder();
    int first = type == LocalTime.class || type == OffsetTime.class ? HOUR : 0;
    in.beginArray();
    for (int i = first; in.hasNext(); i++) {
      boolean number = i < PARTS.length && in.peek() == JsonToken.NUMBER;
      String part = in.nextString();
      if (number) {
        boolean negative = part.startsWith("-");
        String digits = negative ? part.substring(1) : part;
        String sign = negative ? "-" : i == 0 && digits.length() > DIGITS[0] ? "+" : "";
        iso.append(i == first ? "" : SEPARATORS.charAt(i)).append(sign);
        iso.append("0".repeat(Math.max(0, DIGITS[i] - digits.length())));
        part = digits;
      }
      iso.append(part);
    }
    Object value = convert(in, iso.toString(), JsonToken.STRING);
    in.endArray();
    return value;
  }

  @Override
  public void writeValue(JsonOutput out, Object value) {
    if (value instanceof Duration duration) {
      BigDecimal seconds = BigDecimal.valueOf(duration.getSeconds()).setScale(9);
      seconds = seconds.add(BigDecimal.valueOf(duration.getNano(), 9));
      out.value(duration.isZero() ? seconds.setScale(1) : seconds);
    } else if (value instanceof Year year) {
      out.value(year.getValue());
    } else if (isPoint(type)) {
      TemporalAccessor point = (TemporalAccessor) value;
      out.value(seconds(
          point.getLong(ChronoField.INSTANT_SECONDS), point.get(ChronoField.NANO_OF_SECOND)));
    } else {
      writeParts(out, (TemporalAccessor) value);
    }
  }

  private static BigDecimal seconds(long seconds, int nanos) {
    if (seconds == 0 && nanos == 0) {
      return BigDecimal.ZERO.setScale(1);
    }
    BigDecimal fraction = BigDecimal.valueOf(nanos, 9);
    BigDecimal whole = BigDecimal.valueOf(seconds).setScale(9);
    return seconds < 0 ? whole.subtract(fraction) : whole.add(fraction); // before 1970 as AWS does
  }

  /** Seconds and nanoseconds only as far as they are not 0. */
  private static void writeParts(JsonOutput out, TemporalAccessor value) {
    out.beginArray();
    boolean hasNanos = value.isSupported(ChronoField.NANO_OF_SECOND);
    int nanos = hasNanos ? value.get(ChronoField.NANO_OF_SECOND) : 0;
    for (ChronoField part : PARTS) {
      boolean shown = part == ChronoField.SECOND_OF_MINUTE && value.isSupported(part)
          ? value.get(part) > 0 || nanos > 0
          : part != ChronoField.NANO_OF_SECOND || nanos > 0;
      if (shown && value.isSupported(part)) {
        out.value(value.get(part));
      }
    }
    if (value instanceof OffsetTime time) {
      out.value(time.getOffset().toString());
    }
    out.endArray();
  }
}
