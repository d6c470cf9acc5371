// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it.conformance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A bean that does what few do: rules of naming, visibility and choice. */
public class Oddities {

  /** A constant with a class of its own. */
  public enum Operation {
    ADD {
      @Override
      int apply(int a, int b) {
        return a + b;
      }
    },
    $KEEP {
      @Override
      int apply(int a, int b) {
        return a;
      }
    };

    abstract int apply(int a, int b);
  }

  /** A type with a variable, which the property or handler fills in. */
  public static class Page<T> {
    private List<T> items;
    private Page<T> next;

    public List<T> getItems() {
      return items;
    }

    public void setItems(List<T> items) {
      this.items = items;
    }

    public Page<T> getNext() {
      return next;
    }

    public void setNext(Page<T> next) {
      this.next = next;
    }
  }

  /** Cannot be instantiated. */
  public interface Named {
    String getName();
  }

  public static String shared = "static";
  public final String fixed;
  public transient String passing;
  protected String guarded;
  private String hidden;
  private String url;
  private int xCoord;
  private String a;
  private Boolean active;
  private String privately;
  private final List<String> tags = new ArrayList<>();
  private String kind;
  private Operation operation;
  private Page<Order.Line> page;
  private Named named;
  private String self;

  public Oddities() {
    fixed = "final";
  }

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

  public String getA() {
    return a;
  }

  public void setA(String a) {
    this.a = a;
  }

  /** No getter of a bean, for its type is no primitive. */
  public Boolean isActive() {
    return active;
  }

  public void setActive(Boolean active) {
    this.active = active;
  }

  public String getPrivately() {
    return privately;
  }

  @SuppressWarnings("unused")
  private void setPrivately(String privately) {
    this.privately = "by a private setter: " + privately;
  }

  /** There is nothing to set. */
  public List<String> getTags() {
    return tags;
  }

  public List<String> getUnmodifiable() {
    return Collections.emptyList();
  }

  public String getKind() {
    return kind;
  }

  public void setKind(String kind) {
    this.kind = "string " + kind;
  }

  public void setKind(int kind) {
    this.kind = "int " + kind;
  }

  public Operation getOperation() {
    return operation;
  }

  public void setOperation(Operation operation) {
    this.operation = operation;
  }

  public Page<Order.Line> getPage() {
    return page;
  }

  public void setPage(Page<Order.Line> page) {
    this.page = page;
  }

  public Named getNamed() {
    return named;
  }

  public void setNamed(Named named) {
    this.named = named;
  }

  public String getSelf() {
    return self;
  }

  /** Refuses. */
  public void setSelf(String self) {
    throw new IllegalArgumentException("self is not to be set");
  }

  /** No getters: a parameter, no value, no name. */
  public String getWith(String parameter) {
    return parameter;
  }

  public void getVoid() {}

  public String get() {
    return "get";
  }

  public String getter() {
    return "getter";
  }

  /** A handler. */
  public static Oddities echo(Oddities oddities) {
    return oddities;
  }

  public static Page<Order.Line> page(Page<Order.Line> page) {
    return page;
  }

  /** Answers of many types. */
  public static Object answer(String type) {
    return switch (type) {
      case "longs" -> new long[] {1, Long.MAX_VALUE};
      case "stream" -> Stream.of("a", "b");
      case "iterator" -> List.of("a").iterator();
      case "enumMap" -> new EnumMap<>(Map.of(Operation.ADD, 1));
      case "sorted" -> new TreeMap<>(Map.of(2, "b", 1, "a"));
      case "lambda" -> (Runnable) () -> {};
      case "object" -> new Object();
      case "named" -> (Named) () -> "lambda";
      case "anonymous" ->
        new Named() {
          @Override
          public String getName() {
            return "anonymous";
          }
        };
      case "entry" -> Map.entry("key", 1);
      case "nan" -> List.of(Double.NaN, Float.NEGATIVE_INFINITY, -0.0, 1e21, 1.0E-5f, 100.0);
      case "record" -> new Point(1, null, "p", List.of());
      case "builder" -> new StringBuilder("text");
      case "thread" -> Thread.State.NEW;
      case "char" -> 'x';
      default -> type;
    };
  }
}
