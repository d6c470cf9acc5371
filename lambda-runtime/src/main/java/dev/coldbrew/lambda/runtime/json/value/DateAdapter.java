// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.json.value;

import dev.coldbrew.lambda.runtime.json.adapter.JsonOutput;
import dev.coldbrew.lambda.runtime.json.adapter.Leniency;
import dev.coldbrew.lambda.runtime.json.adapter.ScalarAdapter;
import dev.coldbrew.lambda.runtime.json.bean.Construction;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Calendar;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.TimeZone;

/** {@code Date} and {@code Calendar}: milliseconds; in AWS's event classes seconds. */
final class DateAdapter extends ScalarAdapter {

  private final boolean inSeconds;

  DateAdapter(Class<?> type, boolean inSeconds) {
    super(type);
    this.inSeconds = inSeconds;
  }

  @Override
  public Object fromNumber(String digits) {
    if (!inSeconds) {
      return of((long) Double.parseDouble(digits) == 0 ? 0 : Long.parseLong(digits));
    }
    double seconds = Double.parseDouble(digits);
    return seconds == 0 ? null : new Date((long) (seconds * 1000.0));
  }

  @Override
  public Object fromString(String text) {
    String date = text.trim();
    if (Leniency.isNothing(date)) {
      return null;
    }
    if (inSeconds) {
      try {
        return fromNumber(date);
      } catch (NumberFormatException e) {
        return null; // as AWS does
      }
    }
    if (date.indexOf('-') < 1 && date.indexOf(':') < 0) {
      return of(Long.parseLong(date));
    }
    return of(instant(date).toEpochMilli());
  }

  /** Also as java.sql's classes write themselves. */
  @Override
  public Object fromKey(String text) {
    return text.indexOf(' ') == 10 && Date.class.isAssignableFrom(type)
        ? Construction.ofText(type, text)
        : fromString(text);
  }

  /**
   * A day, HTTP's form, or ISO 8601, where no offset means UTC. The 30th of February is the second of
   * March.
   */
  private static Instant instant(String date) {
    int time = date.indexOf('T');
    if (date.indexOf(',') > 0) {
      return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
    }
    boolean offset =
        date.endsWith("Z") || date.lastIndexOf('+') > time || date.lastIndexOf('-') > time;
    String iso = date.length() == 10
        ? date + "T00:00:00Z"
        : offset ? TimeAdapter.withColon(date) : date + "Z";
    DateTimeFormatter lenient =
        DateTimeFormatter.ISO_OFFSET_DATE_TIME.withResolverStyle(ResolverStyle.LENIENT);
    return OffsetDateTime.parse(iso, lenient).toInstant();
  }

  private Object of(long millis) {
    if (type == Date.class) {
      return new Date(millis);
    }
    if (Date.class.isAssignableFrom(type)) { // java.sql.Timestamp, say
      return Construction.ofMillis(type, millis);
    }
    Calendar calendar = type.isAssignableFrom(GregorianCalendar.class)
        ? new GregorianCalendar(TimeZone.getTimeZone("UTC"))
        : (Calendar) Construction.newInstance(type);
    calendar.setTimeInMillis(millis);
    return calendar;
  }

  @Override
  public void writeValue(JsonOutput out, Object value) {
    long millis =
        value instanceof Calendar calendar ? calendar.getTimeInMillis() : ((Date) value).getTime();
    if (inSeconds) {
      out.value(millis / 1000.0);
    } else {
      out.value(millis);
    }
  }
}
