// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it.conformance;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Handlers whose events and answers are no beans. */
public class Roots {

  public String string(String event) {
    return event;
  }

  public int number(int event) {
    return event;
  }

  public Double floating(Double event) {
    return event;
  }

  public boolean not(boolean event) {
    return !event;
  }

  public Object anything(Object event) {
    return event;
  }

  public Map<String, Object> map(Map<String, Object> event) {
    return event;
  }

  public List<Order.Line> lines(List<Order.Line> event) {
    return event;
  }

  public Order.Status status(Order.Status event) {
    return event;
  }

  public byte[] bytes(byte[] event) {
    return event;
  }

  public Optional<Order> optional(Order event) {
    return Optional.ofNullable(event);
  }

  /** What the value is decides nothing, what is declared does. */
  public Entity declaredAsEntity(Order event) {
    return event;
  }

  public Object declaredAsObject(Order event) {
    return event;
  }
}
