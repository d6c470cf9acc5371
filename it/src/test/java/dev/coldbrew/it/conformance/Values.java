// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it.conformance;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** One property of each type; what is not set is not in the answer, so a row speaks of one. */
public class Values {

  public String string;
  public Integer integer;
  public int[] ints;
  public Long whole;
  public Short small;
  public Byte tiny;
  public Double floating;
  public Float single;
  public Boolean flag;
  public Character character;
  public char[] characters;
  public Number number;
  public Object anything;
  public BigDecimal decimal;
  public BigInteger big;
  public AtomicInteger atomic;
  public byte[] bytes;
  public ByteBuffer buffer;
  public Date date;
  public Calendar calendar;
  public Instant instant;
  public Duration duration;
  public LocalDate day;
  public LocalTime time;
  public LocalDateTime local;
  public OffsetDateTime offset;
  public ZonedDateTime zoned;
  public DayOfWeek weekday;
  public UUID uuid;
  public Locale locale;
  public Optional<Integer> optional;
  public OptionalInt optionalInt;
  public List<Integer> list;
  public Set<String> set;
  public String[][] matrix;
  public Map<String, Integer> counts;
  public Map<Integer, String> byNumber;
  public SortedMap<LocalDate, String> byDay;
  public List<? extends Values> nested;
  public StringBuilder builder;
  public Class<?> type;

  /** A handler. */
  public static Values echo(Values values) {
    return values;
  }
}
