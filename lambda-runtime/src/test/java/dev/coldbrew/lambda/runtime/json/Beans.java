// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.GregorianCalendar;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SimpleTimeZone;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Classes as users write them for events and answers. */
final class Beans {

  private Beans() {}

  enum Color {
    RED,
    GREEN {
      @Override
      public String toString() {
        return "like grass";
      }
    }
  }

  /** Getters and setters, with the names that are hard to tell. */
  public static class Naming {
    private String url = "u";
    private int xCoord = 1;
    private boolean active = true;
    private Boolean maybe = false;
    private String a = "a";
    private String id = "i";

    public String getURL() {
      return url;
    }

    public void setURL(String url) {
      this.url = url;
    }

    public int getXCoord() {
      return xCoord;
    }

    public void setXCoord(int xCoord) {
      this.xCoord = xCoord;
    }

    public boolean isActive() {
      return active;
    }

    void setActive(boolean active) {
      this.active = active;
    }

    public Boolean isMaybe() {
      return maybe;
    }

    public void setMaybe(Boolean maybe) {
      this.maybe = maybe;
    }

    public String getA() {
      return a;
    }

    public void setA(String a) {
      this.a = a;
    }

    public String getiD() {
      return id;
    }

    public void setiD(String id) {
      this.id = id;
    }

    public String get() {
      return "none";
    }

    public String gettingStarted() {
      return "started";
    }

    public boolean issue() {
      return true;
    }

    public int isNumber() {
      return 1;
    }

    public static String getStatic() {
      return "static";
    }

    String getHidden() {
      return "hidden";
    }

    public String getWith(String argument) {
      return argument;
    }

    public void getNothing() {}
  }

  /** Fields of every visibility. */
  public static class Fields {
    public int open = 1;
    public final int fixed = Integer.parseInt("2");
    int packaged = 3;
    private int hidden = 4;
    public transient int passing = 5;
    public static int shared = 6;
    private int half = 7;
    private final int finalHalf = Integer.parseInt("8");
    public String both = "field";

    public int getHalf() {
      return half;
    }

    private void setHalf(int half) {
      this.half = half + 1000;
    }

    public int getFinalHalf() {
      return finalHalf;
    }

    public String getBoth() {
      return both + " got";
    }

    public int computed() {
      return hidden + packaged;
    }
  }

  /** One of each scalar, open. */
  public static class Scalars {
    public int i;
    public long l;
    public short s;
    public byte b;
    public double d;
    public float f;
    public boolean z;
    public char c = 'c';
    public Integer boxedI;
    public Long boxedL;
    public Double boxedD;
    public Float boxedF;
    public Short boxedS;
    public Byte boxedB;
    public Boolean boxedZ;
    public Character boxedC;
    public String text;
    public BigDecimal decimal;
    public BigInteger big;
    public Number number;
    public Color color;
    public Void nothing;
    public Object any;
    public byte[] bytes;
    public char[] chars;
    public int[] ints;
    public String[] strings;
    public int[][] matrix;
    public Optional<String> optional;
    public OptionalInt optionalInt;
    public OptionalLong optionalLong;
    public AtomicInteger atomic;
    public AtomicReference<String> reference;
    public StringBuilder builder;
    public Date date;
    public Instant instant;
    public LocalDate day;
    public List<String> list;
    public List<Integer> numbers;
    public Set<Color> colors;
    public EnumSet<Color> enumSet;
    public Map<String, Integer> map;
    public Map<Integer, String> byNumber;
    public Map<Color, String> byColor;
    public EnumMap<Color, Integer> enumMap;
    public SortedMap<String, List<Instant>> sorted;
    public Naming bean;
    public List<Naming> beans;
    public Map<String, Naming> beanMap;
  }

  /** What a text is made into where it is the key of a map. */
  public static class Key {
    private final String text;

    Key(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return "key " + text;
    }
  }

  /** The same by a method. */
  public static final class MadeKey {
    private final Integer number;

    private MadeKey(Integer number) {
      this.number = number;
    }

    public static MadeKey fromString(String text) {
      return new MadeKey(Integer.valueOf(text));
    }

    @Override
    public String toString() {
      return "made " + number;
    }
  }

  /** One of its own, with a property more. */
  public static class Entry implements Map.Entry<String, Color> {
    @Override
    public String getKey() {
      return "k";
    }

    @Override
    public Color getValue() {
      return Color.RED;
    }

    @Override
    public Color setValue(Color value) {
      throw new UnsupportedOperationException();
    }

    public int getMore() {
      return 1;
    }
  }

  /** With a property more. */
  public static class OwnCalendar extends GregorianCalendar {
    private static final long serialVersionUID = 1;

    public int getMore() {
      return 1;
    }
  }

  /** With a property more. */
  public static class OwnZone extends SimpleTimeZone {
    private static final long serialVersionUID = 1;

    public OwnZone() {
      super(3_600_000, "own");
    }

    public int getMore() {
      return 1;
    }
  }

  /** A generic base class. */
  public static class Page<T> {
    private List<T> items = new ArrayList<>();
    public Map<String, ? extends T> named;
    public T[] array;
    private T first;

    public List<T> getItems() {
      return items;
    }

    public void setItems(List<T> items) {
      this.items = items;
    }

    public T getFirst() {
      return first;
    }

    public void setFirst(T first) {
      this.first = first;
    }
  }

  /** Says what T is. */
  public static class Days extends Page<LocalDate> {
    public LocalDate last;
  }

  /** For a declared type. */
  public static class Holder<K, V extends Number> {
    public Map<K, List<V>> content;
    public V bound;
    public List<?> wild;
  }

  /** A declared type of answers. */
  public sealed interface Shape permits Circle, Square {
    default String getKind() {
      return getClass().getSimpleName();
    }
  }

  /** Has a property more than Shape. */
  public record Circle(double radius) implements Shape {}

  /** Has a property more than Shape. */
  public record Square(double side, String name) implements Shape {
    public double getArea() {
      return side * side;
    }
  }

  /** Holds what is declared by its interface. */
  public static class Drawing {
    public Shape main = new Circle(1);
    public List<Shape> shapes = List.of(new Circle(2), new Square(3, null));
  }

  /** Nothing to write. */
  public static class Empty {}

  /** Abstract as a declared type. */
  public abstract static class Animal {
    public String name = "n";

    public abstract String getSound();
  }

  /** Is not public, but its members are. */
  static class Dog extends Animal {
    public int age = 3;

    @Override
    public String getSound() {
      return "wuff";
    }
  }

  /** A record as an event. */
  public record Point(int x, Optional<String> label, List<Instant> times) {}

  /** Lombok's value class. */
  public static final class Value {
    private final String name;
    private final List<LocalDate> days;

    Value(String name, List<LocalDate> days) {
      this.name = name;
      this.days = days;
    }

    public String getName() {
      return name;
    }

    public List<LocalDate> getDays() {
      return days;
    }
  }

  /** Overloaded setters. */
  public static class Overloads {
    public String seen;

    public void setValue(Object value) {
      seen = "object " + value;
    }

    public void setValue(String value) {
      seen = "string " + value;
    }

    public Overloads setFluent(int value) {
      seen = "fluent " + value;
      return this;
    }
  }

  /** Setters that refuse. */
  public static class Refusing {
    public Refusing() {}

    public void setAge(int age) {
      if (age < 0) {
        throw new IllegalArgumentException("age is negative");
      }
    }

    public int getAge() {
      throw new IllegalStateException("age is unknown");
    }
  }

  /** A bean all the same. */
  public static class Walkable implements Iterable<String> {
    public int getCount() {
      return 1;
    }

    @Override
    public Iterator<String> iterator() {
      return List.of("a").iterator();
    }
  }

  /** May refer to itself. */
  public static class Node {
    public Node next;
  }

  /** A map of its own. */
  public static class Registry extends TreeMap<String, LocalDate> {
    private static final long serialVersionUID = 1;
  }

  /** A list of its own. */
  public static class Names extends ArrayList<String> {
    private static final long serialVersionUID = 1;
  }
}
